"""The form of a year: one however often it is made, and drafts that keep what is not its words."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from projects.binning import put_away
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.drafting.starting import start
from projects.importing.service import Preview, framework_for
from projects.models import TableFramework, TableVersion
from projects.models.framework import FrameworkInUse
from projects.official.document import DocumentReading
from projects.official.marks import Reading
from projects.views import frameworks, new_year
from projects.yearly import revising
from projects.yearly.revising import Form, edit, revise
from tests.people import make_framework, make_table
from tests.processes import PATIENCE, wait_for
from tests.projects.yearly.test_setting_up import changed

pytestmark = pytest.mark.django_db

LABELS = ("3月末", "6月末", "9月末", "12月末")


@pytest.fixture
def framework(district) -> TableFramework:
    return make_framework(district)


def begun(framework, department, user) -> TableVersion:
    """A project as an officer begins it, in the words of the form."""
    return start(uuid4(), framework, department, user).versions.get()


def fresh(version) -> TableVersion:
    return TableVersion.objects.get(pk=version.pk)


def test_a_draft_of_an_earlier_revision_takes_the_new_words_too(framework, department, drafter, reviewer):
    early = begun(framework, department, drafter)
    second = revise(framework, changed(framework, title="第二版表名"), reviewer, move_drafts=False)
    late = begun(second, department, drafter)
    third = revise(second, changed(second, title="第三版表名"), reviewer, move_drafts=True)
    for version in map(fresh, (early, late)):
        assert (version.framework, version.title) == (third, "第三版表名")


def test_a_checkpoint_that_an_officer_named_otherwise_keeps_its_name(
    framework, department, drafter, reviewer
):
    version = begun(framework, department, drafter)
    save(version.pk, drafter, uuid4(), 0, [Set(version.plan.all()[1].pk, "label", "6月底", "7月10日")])
    revise(framework, changed(framework, plan_labels=LABELS), reviewer, move_drafts=True)
    assert [step.label for step in version.plan.all()] == ["3月末", "7月10日", "9月末", "12月末"]


def test_a_draft_put_away_meanwhile_keeps_its_form_and_the_others_move(
    framework, department, drafter, reviewer, monkeypatch
):
    away, other = (begun(framework, department, drafter) for _ in range(2))
    drafts_of = revising.drafts_of

    def and_one_goes(*arguments):
        found = drafts_of(*arguments)
        put_away(away.project, drafter)
        return found

    monkeypatch.setattr(revising, "drafts_of", and_one_goes)
    revised = revise(framework, changed(framework, title="新表名"), reviewer, move_drafts=True)
    assert (fresh(away).framework, fresh(other).framework) == (framework, revised)


def said(form: Form, **parts) -> dict[str, str]:
    """What the editor sends."""
    words = {name: getattr(form, name) for name in ("title", "name_label", "plan_label")}
    words["plan_labels"] = "\n".join(form.plan_labels)
    words["classes"] = "\n".join(f"{level1}：{'、'.join(below)}" for level1, below in form.classes)
    return words | parts


@pytest.mark.parametrize(
    ("classes", "twice"),
    [
        ("效益指标：生态效益指标、生态环境效益指标", "“生态效益指标”和“生态环境效益指标”算同一个"),
        ("效益指标：经济效益指标\n效果指标：社会效益指标", "“效益指标”和“效果指标”算同一个"),
        ("产出指标：数量指标、数量", "“数量指标”和“数量”算同一个"),
    ],
)
def test_two_spellings_of_one_class_are_told_and_nothing_is_written(
    client, reviewer, framework, classes, twice
):
    client.force_login(reviewer)
    before = Form.of(framework)
    answer = client.post(reverse("framework", args=[framework.pk]), said(before, classes=classes))
    assert twice in answer.content.decode()
    assert Form.of(framework) == before


def test_a_form_that_a_table_begins_to_use_meanwhile_is_revised_not_edited(
    client, reviewer, framework, department, drafter, monkeypatch
):
    def late(one, form):
        begun(framework, department, drafter)
        return edit(one, form)

    monkeypatch.setattr(frameworks, "edit", late)
    client.force_login(reviewer)
    address = reverse("framework", args=[framework.pk])
    answer = client.post(address, said(Form.of(framework), title="新表名"))
    assert reverse("framework_revise", args=[framework.pk]) in answer.content.decode()
    framework.refresh_from_db()
    assert framework.title == "项目绩效目标表"


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_who_edits_a_form_waits_for_whoever_is_beginning_a_table_on_it(framework, department, drafter):
    beginning, asking, done = threading.Event(), threading.Event(), threading.Event()

    def begin():
        try:
            with transaction.atomic():
                begun(framework, department, drafter)
                beginning.set()
                assert asking.wait(PATIENCE)
                if connection.vendor == "postgresql":
                    wait_for(lambda: done.is_set() or somebody_waits_for_us())
                else:
                    done.wait(1)  # SQLite tells nobody who waits
        finally:
            connection.close()

    def ask(execute, *question):
        asking.set()
        return execute(*question)

    other = threading.Thread(target=begin)
    other.start()
    assert beginning.wait(PATIENCE)
    try:
        with connection.execute_wrapper(ask), pytest.raises(FrameworkInUse):
            edit(framework, changed(framework, title="新表名"))
    finally:
        done.set()
        other.join()
    assert TableFramework.objects.get().title == "项目绩效目标表"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tree", ["2021", ""])
def test_two_who_set_the_form_of_a_year_at_the_same_moment_make_one(
    district, framework, reviewer, monkeypatch, tree
):
    together, asked = threading.Barrier(2), new_year.finance_or_403

    def both(*arguments):
        place = asked(*arguments)
        together.wait(PATIENCE)
        return place

    monkeypatch.setattr(new_year, "finance_or_403", both)
    answers = []

    def click():
        try:
            client = Client()
            client.force_login(reviewer)
            answers.append(client.post(reverse("new_year_form", args=[district.code, 2026]), {"tree": tree}))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert TableFramework.objects.filter(year=2026).count() == 1


def test_two_files_that_bring_the_form_of_a_year_bring_one(district):
    first, second = (
        Preview("x", "0" * 64, DocumentReading((Reading(make_table(title=title), ()),), (), 0))
        for title in ("甲表", "乙表")
    )
    made = framework_for(first, district, 2026)
    assert framework_for(second, district, 2026) == made
    assert TableFramework.objects.get(year=2026).title == "甲表"

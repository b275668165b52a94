"""调整: the replied version stays in force until the new one is replied."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.copying import copy_from_last_year
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.examining.answering import give_reason
from projects.examining.keeping import findings_of
from projects.jobs.exporting import export_projects
from projects.models import Deadline, Status, TableVersion
from projects.reading import in_force_of, tables_of, versions_of
from projects.review.board import board
from projects.review.inbox import to_do
from projects.review.performing import perform
from projects.review.said import Refused
from projects.rules.examples import SOUND
from projects.storing import table_of
from projects.workflow import Action
from tests.people import make_framework
from tests.projects.jobs.working import content_of
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db
WHY = "预算调整，压减供暖面积"


@pytest.fixture
def cast(district, department):
    cast = make_cast(district, department)
    cast.replied()
    return cast


def statuses(cast):
    return list(cast.project.versions.order_by("number").values_list("status", flat=True))


def in_force(cast):
    return cast.project.versions.get(status=Status.REPLIED)


def adjusting(cast, text="9999"):
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    version = cast.version
    steps = [Set(None, "total", version.total_text, text), Set(None, "name", version.name, "调整后的名称")]
    save(version.pk, cast.drafter, uuid4(), version.revision, steps)


def shown(cast):
    return versions_of(cast.reviewer, cast.district, cast.project.year).get().number


def test_an_adjustment_needs_a_reason_and_opens_a_draft_of_the_same_text(cast):
    with pytest.raises(Refused, match="原因"):
        cast.does(Action.ADJUST, cast.drafter)
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    assert statuses(cast) == ["replied", "draft"]
    old, new = (table_of(one) for one in cast.project.versions.order_by("number"))
    assert old == new
    assert [row.lineage or row.id for row in old.indicators] == [row.lineage for row in new.indicators]
    assert not {row.id for row in old.indicators} & {row.id for row in new.indicators}


def test_there_is_one_adjustment_at_a_time(cast):
    replied = cast.version.pk
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    with pytest.raises(Refused, match="已有一个正在办理的调整"):
        perform(Action.ADJUST, replied, cast.colleague, why=WHY)


def test_the_replied_version_is_in_force_at_every_step_until_the_new_one_is_replied(cast):
    replied = in_force(cast)
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    row = cast.rows()[0]
    save(cast.version.pk, cast.drafter, uuid4(), 0, [Set(row.id, "basis", row.basis, "补充合同")])
    assert in_force(cast) == replied
    cast.submitted()
    assert in_force(cast) == replied
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    assert in_force(cast) == replied
    cast.does(Action.REPLY, cast.replier)
    assert statuses(cast) == ["superseded", "replied"]
    assert in_force(cast).number == 2
    assert table_of(in_force(cast)).indicators[0].basis == "补充合同"
    assert table_of(replied).indicators[0].basis == row.basis, "the old text stays readable"


@pytest.mark.parametrize("ending", [Action.VOID, Action.REJECT])
def test_an_adjustment_that_is_given_up_or_refused_leaves_the_replied_version(cast, ending):
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    assert shown(cast) == 2
    if ending is Action.VOID:
        cast.does(ending, cast.drafter, why="不再调整")
    else:
        cast.submitted()
        cast.does(ending, cast.reviewer, why="没有资金来源", judged=judged("poor"))
    assert in_force(cast).number == 1
    assert shown(cast) == 1, "what counts is shown again"
    cast.does(Action.ADJUST, cast.drafter, why="再次调整")
    assert statuses(cast)[-1] == "draft"
    assert shown(cast) == 3


def test_the_database_itself_holds_one_version_in_force(cast):
    from django.db import IntegrityError, transaction

    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    draft = TableVersion.objects.get(project=cast.project, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        TableVersion.objects.filter(pk=draft.pk).update(status=Status.REPLIED, frozen=b"{}")


def test_a_double_click_opens_one_adjustment_and_answers_the_same(cast):
    key, replied = uuid4(), cast.version.pk
    first = perform(Action.ADJUST, replied, cast.drafter, key=key, why=WHY)
    assert perform(Action.ADJUST, cast.version.pk, cast.drafter, key=key, why=WHY) == first
    assert statuses(cast) == ["replied", "draft"]


def test_files_sums_and_the_next_year_take_what_is_in_force(cast):
    before = table_of(in_force(cast))
    adjusting(cast)
    user, place, year = cast.reviewer, cast.district, cast.project.year
    assert tables_of(user, place, year) == [before]
    assert [row.total for row in board(user, place, year).rows if row.tables] == [before.total.value]
    done = export_projects(cast.drafter, place, year, [cast.project.pk], "html")
    done.refresh_from_db()
    assert before.name in content_of(done).decode()
    assert "1个项目正在调整" in done.message
    made = copy_from_last_year(
        list(in_force_of(cast.drafter, place, year)), make_framework(place, year + 1), cast.drafter
    )
    assert made.versions[0].name == before.name


def test_a_draft_of_an_adjustment_is_behind_no_deadline(cast):
    day = timezone.localdate() - timedelta(days=150)
    Deadline.objects.create(
        district=cast.district, year=cast.project.year, step=Deadline.Step.DRAFTING, due=day
    )
    adjusting(cast)
    assert not [row for row in board(cast.reviewer, cast.district, cast.project.year).rows if row.late]
    assert [one.due for one in to_do(cast.drafter)] == [None]


def test_the_version_in_force_is_read_and_fetched_while_another_is_worked_on(cast, client):
    replied = in_force(cast)
    adjusting(cast)
    client.force_login(cast.head)
    page = client.get(reverse("project", args=[cast.project.pk])).content.decode()
    address = reverse("table_version", args=[cast.project.pk, 1])
    assert address in page
    page = client.get(address).content.decode()
    assert replied.name in page
    assert "现在继续有效" in page
    file = client.get(reverse("table_version_file", args=[cast.project.pk, 1, "html"]))
    assert replied.name in file.content.decode()
    assert client.get(reverse("table_version", args=[cast.project.pk, 7])).status_code == 404


def test_a_stranger_reads_no_version(cast, client, stranger):
    client.force_login(stranger)
    for name, more in (("table_version", ()), ("table_version_file", ("pdf",))):
        assert client.get(reverse(name, args=[cast.project.pk, 1, *more])).status_code == 404


def test_what_was_explained_need_not_be_explained_again_while_its_cell_says_the_same(district, department):
    vague = replace(SOUND.indicators[0], basis="年度工作计划")
    cast = make_cast(district, department, replace(SOUND, indicators=(vague, *SOUND.indicators[1:])))
    for one in [one for one in findings_of(cast.version) if one["level"] == "warning"]:
        give_reason(cast.version.pk, one["code"], one["row"], one["cell"], "上年沿用，已核对", cast.drafter)
    cast.replied()
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    assert cast.version.examination.warnings == 0
    cast.submitted()

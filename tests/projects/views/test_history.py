"""Kept versions of a table: who sees them, what changed, and how one comes back."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from projects.drafting.snapshots import Reason, keep
from projects.models import Save, Snapshot, Status, TableVersion
from projects.storing import store, table_of
from projects.tables import Amount, Indicator
from tests.people import make_project, make_table, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(district, department):
    return make_project(district, department)


@pytest.fixture
def version(project):
    return project.versions.get()


@pytest.fixture
def two(version, drafter):
    """Kept as it was made; then a sum, a value and a row changed, a row left, and it was kept again."""
    keep(version, drafter, Reason.REQUESTED, "报分管领导前")
    table = table_of(version)
    first, _, third = table.indicators
    rows = (
        third,
        replace(first, value="≥6000㎡"),
        Indicator("产出指标", "质量指标", "设备完好率", value="100%"),
    )
    store(version, replace(table, total=Amount.of("41.2万元"), indicators=rows))
    keep(TableVersion.objects.get(pk=version.pk), drafter, Reason.SUBMITTED)


@pytest.fixture
def as_drafter(client, drafter):
    client.force_login(drafter)
    return client


def address(name: str, project, *more) -> str:
    return reverse(name, args=[project.pk, *more])


def page(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_kept_version_is_listed_latest_first_with_who_and_why(as_drafter, project, two):
    text = page(as_drafter, address("snapshots", project))
    assert text.index("送审") < text.index("手动留存")
    assert "报分管领导前" in text
    assert "drafter的姓名" in text


def test_where_nothing_was_kept_yet_it_is_said_when_that_happens(as_drafter, project):
    assert "还没有留存过版本" in page(as_drafter, address("snapshots", project))


def test_the_table_is_kept_on_request_and_the_same_words_once(as_drafter, project, version, drafter):
    for note in ("会前", "会前", ""):
        answer = as_drafter.post(address("snapshots", project), {"note": note}, follow=True)
        assert "已留存为第1次版本" in answer.content.decode()
    kept = version.snapshots.get()
    assert (kept.note, kept.kept_by, kept.reason) == ("会前", drafter, Reason.REQUESTED)


def test_a_note_that_is_too_long_is_refused_and_nothing_is_kept(as_drafter, project):
    answer = as_drafter.post(address("snapshots", project), {"note": "长" * 201})
    assert "长" * 201 in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_what_changed_is_told_in_sentences_and_shown_old_beside_new(as_drafter, project, two):
    for new in ("now", "2"):
        text = page(as_drafter, f"{address('snapshots_compare', project)}?old=1&new={new}")
        assert "预算数由 34.32万元 改为 41.2万元（增加6.88万元，+20.05%）" in text
        assert "<del>≥5200㎡</del> <ins>≥6000㎡</ins>" in text
        assert "<del>供暖学校数</del>" in text
        assert "<ins>设备完好率</ins>" in text
        assert "移动" in text


def test_two_versions_that_say_the_same_have_no_difference(as_drafter, project, two):
    text = page(as_drafter, f"{address('snapshots_compare', project)}?old=2&new=now")
    assert "两个版本的内容相同" in text


@pytest.mark.parametrize("query", ["", "?old=1", "?old=9&new=now", "?old=now&new=now", "?old=x&new=1"])
def test_there_is_nothing_to_compare_with_what_was_not_kept(as_drafter, project, two, query):
    assert as_drafter.get(address("snapshots_compare", project) + query).status_code == 404


def test_one_sees_what_would_change_before_a_version_comes_back(as_drafter, project, two):
    text = page(as_drafter, address("snapshot_restore", project, 1))
    assert "预算数由 41.2万元 改为 34.32万元" in text
    assert table_of(project.versions.get()).total.raw == "41.2万元"


def test_a_version_comes_back_once_and_what_stood_there_is_kept(as_drafter, project, two):
    url, key = address("snapshot_restore", project, 1), str(uuid4())
    for _ in range(2):
        answer = as_drafter.post(url, {"key": key}, follow=True)
        assert "已恢复到第1次留存的内容" in answer.content.decode()
    version = project.versions.get()
    assert table_of(version) == make_table()
    assert Save.objects.count() == 1
    text = page(as_drafter, f"{address('snapshots_compare', project)}?old=2&new=now")
    assert "预算数由 41.2万元 改为 34.32万元" in text


def test_a_restore_without_its_key_asks_once_more(as_drafter, project, two):
    for post in ({}, {"key": "x"}):
        url = address("snapshot_restore", project, 1)
        assert as_drafter.post(url, post).url == url
    assert not Save.objects.exists()


def test_what_is_with_the_reviewers_is_compared_but_neither_kept_nor_brought_back(
    as_drafter, project, version, two
):
    frozen = version.snapshots.first().content
    TableVersion.objects.filter(pk=version.pk).update(status=Status.UNIT_REVIEW, frozen=frozen)
    text = page(as_drafter, address("snapshots", project))
    assert "与现在比较" in text
    assert "留存当前版本" not in text
    assert "恢复到第" not in text
    answer = as_drafter.post(address("snapshots", project), {"note": "x"}, follow=True)
    assert "已经送审" in answer.content.decode()
    answer = as_drafter.post(address("snapshot_restore", project, 1), {"key": str(uuid4())}, follow=True)
    assert "不能改写" in answer.content.decode()
    assert not Save.objects.exists()


def test_readers_of_the_table_see_its_history_but_do_not_write_it(client, reviewer, project, two):
    client.force_login(reviewer)
    text = page(client, address("snapshots", project))
    assert "与现在比较" in text
    assert "留存当前版本" not in text
    assert "恢复到第" not in text
    page(client, f"{address('snapshots_compare', project)}?old=1&new=now")
    restore = address("snapshot_restore", project, 1)
    for answer in (client.post(address("snapshots", project)), client.get(restore), client.post(restore)):
        assert answer.status_code == 403
        assert "您可以查看这张表，但不能填写" in answer.content.decode()
    assert Snapshot.objects.count() == 2


def test_the_history_of_a_table_is_for_nobody_else(client, stranger, other_drafter, project, two):
    urls = [address("snapshots", project), address("snapshot_restore", project, 1)]
    urls.append(f"{address('snapshots_compare', project)}?old=1&new=now")
    for user in (stranger, other_drafter):
        client.force_login(user)
        assert {client.get(url).status_code for url in urls} == {404}
        assert {client.post(url).status_code for url in urls[:2]} == {404}


def test_a_number_means_a_version_of_this_table_only(as_drafter, drafter, district, department, project, two):
    other = make_project(district, department, table=make_table(name="另一张"))
    keep(other.versions.get(), drafter, Reason.REQUESTED)
    keep(project.versions.get(), make_user("x"), Reason.SUBMITTED)
    assert as_drafter.get(address("snapshot_restore", other, 2)).status_code == 404
    assert as_drafter.get(address("snapshot_restore", project, 3)).status_code == 200


def test_the_list_takes_the_same_number_of_queries_however_long(
    as_drafter, drafter, project, version, django_assert_max_num_queries
):
    for _ in range(12):
        keep(version, drafter, Reason.SUBMITTED)
    with django_assert_max_num_queries(10):
        page(as_drafter, address("snapshots", project))


def test_words_of_the_table_are_never_code(as_drafter, drafter, version, project):
    keep(version, drafter, Reason.REQUESTED, "<script>1</script>")
    store(version, make_table(name="<script>2</script>", purpose='"><b>3'))
    for url in (address("snapshots", project), f"{address('snapshots_compare', project)}?old=1&new=now"):
        text = page(as_drafter, url)
        assert "<script>1" not in text
        assert "<script>2" not in text
        assert "<b>3" not in text

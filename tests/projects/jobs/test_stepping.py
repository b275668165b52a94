"""More tables than one waits for: taken a step in the background, each by itself, and told as at once."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from budget_site.accounts.models import Role
from projects.adding import NewProject, add_projects
from projects.binning import put_away
from projects.jobs import JobFailed, cancel, stepping
from projects.jobs.running import run
from projects.jobs.stepping import AT_ONCE, Click, take, told
from projects.models import Job, Status, TableVersion
from projects.review.bulk import Many, step_key
from projects.review.facts import token
from projects.review.performing import perform
from projects.rules.examples import SOUND
from projects.tables import Amount
from projects.workflow import Action
from tests.people import make_framework
from tests.projects.jobs.working import make_job
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db
STALE = "您打开页面以后，这张表的内容或状态有了变化，请重新打开，看过现在的再办理。"


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def add(cast, count, department=None) -> list[TableVersion]:
    tables = [
        replace(SOUND, name=f"第{number}项更新", code=f"1302002500{number:03}") for number in range(count)
    ]
    new = [NewProject(table, department or cast.department) for table in tables]
    return add_projects(new, make_framework(cast.district), cast.drafter)


def clicked(versions, many=Many.SUBMIT, why="") -> Click:
    return Click(uuid4(), uuid4(), many, {one.pk: token(one) for one in versions}, why, "status=draft")


@pytest.fixture
def in_background(monkeypatch):
    """Few tables are many, so that a test need not make hundreds."""
    monkeypatch.setattr(stepping, "AT_ONCE", 0)


def done(job: Job) -> Job:
    run(job.pk)
    job.refresh_from_db()
    return job


def submitted(versions) -> list[bool]:
    there = TableVersion.objects.in_bulk([one.pk for one in versions])
    return [there[one.pk].status == Status.PERFORMANCE_REVIEW for one in versions]


def reasons(job: Job, user) -> dict[str, str]:
    return {one.version.name: "".join(one.reasons) for one in told(job, user) if not one.done}


def test_201_tables_wait_for_a_worker_and_each_is_told(client, cast):
    versions = add(cast, AT_ONCE + 1)
    click = clicked(versions)
    TableVersion.objects.filter(pk=versions[200].pk).update(revision=5)
    TableVersion.objects.filter(pk=versions[3].pk).update(fiscal=1, fiscal_text=Amount.of("1").raw)
    job = take(cast.drafter, cast.district, 2025, click)
    assert (job.state, job.title) == (Job.State.WAITING, "送审芦台经济开发区2025年201张表")
    assert not any(submitted(versions))
    client.force_login(cast.drafter)
    address = reverse("many_told", args=[job.pk])
    assert client.get(address).url == reverse("job", args=[job.pk])
    assert (done(job).state, job.message) == (
        Job.State.DONE,
        "已送审199张表，其余2张没有办理，原因见逐张结果。",
    )
    assert [number for number, one in enumerate(submitted(versions)) if not one] == [3, 200]
    assert f'href="{address}">逐张结果' in client.get(reverse("job", args=[job.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "送审：201 张表中办理了 199 张" in page
    assert page.count("✓ 已送审") == 199
    assert page.count(STALE) == 1
    assert "处错误，请先改正再送审" in page
    assert page.index(STALE) < page.index("✓ 已送审")
    assert f"{reverse('year', args=[cast.district.code, 2025])}?status=draft" in page


def test_200_tables_are_done_while_one_waits(cast, monkeypatch):
    versions = add(cast, 3)
    monkeypatch.setattr(stepping, "AT_ONCE", 3)
    job = take(cast.drafter, cast.district, 2025, clicked(versions))
    assert (job.state, job.message) == (Job.State.DONE, "已送审3张表。")
    assert all(submitted(versions))


def test_begun_again_it_repeats_nothing_and_tells_the_same(cast, in_background):
    versions = add(cast, 4)
    click = clicked(versions)
    TableVersion.objects.filter(pk=versions[2].pk).update(revision=5)
    job = take(cast.drafter, cast.district, 2025, click)
    for one in versions[:2]:  # as far as the worker came that died
        perform(Action.SUBMIT, one.pk, cast.drafter, key=step_key(click.key, Many.SUBMIT, one.pk))
    before = [one.version.pk for one in told(done(job), cast.drafter)]
    assert reasons(job, cast.drafter) == {versions[2].name: STALE}
    Job.objects.update(state=Job.State.WAITING)
    assert [one.version.pk for one in told(done(job), cast.drafter)] == before
    assert reasons(job, cast.drafter) == {versions[2].name: STALE}
    assert [one.events.count() for one in versions] == [1, 1, 0, 1]


def test_the_same_click_is_one_job_finished_or_not(cast, in_background):
    versions = add(cast, 2)
    click = clicked(versions)
    job = take(cast.drafter, cast.district, 2025, click)
    assert take(cast.drafter, cast.district, 2025, click).pk == job.pk
    done(job)
    assert take(cast.drafter, cast.district, 2025, click).state == Job.State.DONE
    assert Job.objects.count() == 1


def test_who_lost_the_role_meanwhile_does_nothing_any_more(cast, in_background):
    versions = add(cast, 2)
    job = take(cast.drafter, cast.district, 2025, clicked(versions))
    cast.drafter.assignments.all().delete()
    assert done(job).state == Job.State.FAILED
    assert "您现在都看不到了" in job.message
    assert not any(submitted(versions))


def test_whose_account_was_closed_does_nothing_any_more(cast, in_background):
    versions = add(cast, 2)
    job = take(cast.drafter, cast.district, 2025, clicked(versions))
    cast.drafter.is_active = False
    cast.drafter.save()
    assert done(job).state == Job.State.FAILED
    assert not any(submitted(versions))


def test_who_changed_roles_meanwhile_is_refused_by_the_role_of_that_time(cast, in_background):
    versions = add(cast, 2)
    job = take(cast.drafter, cast.district, 2025, clicked(versions))
    cast.drafter.assignments.all().delete()
    cast.also(cast.drafter, Role.BUSINESS_REVIEWER)
    assert done(job).message == "已送审0张表，其余2张没有办理，原因见逐张结果。"
    told_each = reasons(job, cast.drafter)
    assert len(told_each) == 2
    assert all("您在这个项目上没有这个角色" in one for one in told_each.values())


def test_of_what_went_out_of_sight_only_so_much_is_told(cast, other_department, in_background):
    here = add(cast, 2)
    cast.also(cast.drafter, Role.DRAFTER, department=other_department)
    there = add(cast, 1, other_department)
    job = take(cast.drafter, cast.district, 2025, clicked([*here, *there]))
    put_away(here[1].project, cast.drafter)
    cast.drafter.assignments.filter(department=other_department).delete()
    assert done(job).message == "已送审1张表，其余2张没有办理，原因见逐张结果。"
    results = told(job, cast.drafter)
    assert [(one.version, "看不到了" in "".join(one.reasons)) for one in results] == [
        (None, True),
        (None, True),
        (here[0], False),
    ]
    assert submitted([*here, *there]) == [True, False, False]


def test_what_was_done_before_it_was_cancelled_is_told(client, cast, in_background):
    versions = add(cast, 3)
    click = clicked(versions)
    job = take(cast.drafter, cast.district, 2025, click)
    perform(Action.SUBMIT, versions[0].pk, cast.drafter, key=step_key(click.key, Many.SUBMIT, versions[0].pk))
    assert cancel(job)
    assert done(job).state == Job.State.CANCELLED
    client.force_login(cast.drafter)
    page = client.get(reverse("many_told", args=[job.pk])).content.decode()
    assert "3 张表中办理了 1 张" in page
    assert page.count("任务在办理这张表以前停下了") == 2
    assert submitted(versions) == [True, False, False]


def test_a_common_reason_returns_many_in_the_background(cast, in_background):
    versions = add(cast, 2)
    take(cast.drafter, cast.district, 2025, clicked(versions))
    done(Job.objects.get())
    fresh = list(TableVersion.objects.filter(pk__in=[one.pk for one in versions]))
    click = clicked(fresh, Many.RETURN, "请按新模板填写")
    assert done(take(cast.reviewer, cast.district, 2025, click)).message == "已退回修改2张表。"
    for one in versions:
        assert one.events.get(action=Action.RETURN).why == "请按新模板填写"


def test_who_has_too_much_unfinished_is_told_to_wait(cast, in_background):
    versions = add(cast, 1)
    for _ in range(10):
        make_job(cast.drafter)
    with pytest.raises(JobFailed, match="您已有10项后台任务还没有完成"):
        take(cast.drafter, cast.district, 2025, clicked(versions))
    assert not any(submitted(versions))

"""A time to come: the content is frozen now, nothing is public before, the worker switches then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from budget_site.trail.models import TrailRecord
from disclosures.editing.signing import let_pass, take_back
from disclosures.models import Edition, PublicEdition, PublicEntry
from disclosures.publishing import gate, service, storing
from disclosures.publishing.gathering import gather
from disclosures.publishing.refused import NotPublished
from projects.jobs.sweeping import sweep
from projects.models import Job, Notice
from projects.public import public_among
from projects.review.performing import perform
from projects.workflow import Action
from tests.disclosures.publishing.press import public_files, work
from tests.projects.review.cast import judged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
State = Edition.State


@pytest.fixture
def scheduled(press) -> Edition:
    return press.publish(when=timezone.now() + timedelta(days=3))


@pytest.fixture
def later(monkeypatch):
    """Four days have gone by."""
    real = timezone.now
    return lambda: monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=4))


def now(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_a_scheduled_edition_is_nowhere_public(press, scheduled):
    assert (scheduled.state, scheduled.number, scheduled.manifest) == ("scheduled", None, None)
    assert storing.prepared(scheduled)
    service.resume()
    everything = public_files()
    assert not any(scheduled.token in path for path in everything)
    assert scheduled.token.encode() not in b"".join(everything.values())
    assert PublicEdition.objects.count() == PublicEntry.objects.count() == 0
    assert public_among([press.cast.version.pk]) == set()
    told = TrailRecord.objects.get(action="publication", after__步骤="定时公开")
    assert told.after["数据校验值"] == scheduled.data_hash


def test_before_its_time_no_sweep_publishes_it(scheduled):
    sweep()
    assert now(scheduled).state == State.SCHEDULED


def test_at_its_time_the_worker_publishes_what_was_frozen(press, scheduled, later):
    press.retitle("后来改的标题")
    later()
    work()
    edition = now(scheduled)
    assert (edition.state, edition.number) == ("published", 1)
    assert edition.data_hash == scheduled.data_hash
    assert "后来改的标题".encode() not in b"".join(public_files().values())
    assert edition.published_at >= edition.scheduled_for


def test_files_that_were_drawn_are_not_drawn_again(press, scheduled, later, monkeypatch):
    before = {path: path.stat().st_ino for path in storing.folder_of(scheduled).rglob("*") if path.is_file()}
    monkeypatch.setattr("projects.jobs.progress.Progress.apart", lambda *_: pytest.fail("drawn again"))
    later()
    work()
    assert now(scheduled).state == State.PUBLISHED
    assert {path: path.stat().st_ino for path in before} == before


def test_another_year_published_meanwhile_has_it_drawn_for_its_new_place(press, scheduled, later):
    other = press.another_year(2024)
    first = service.ask(other, press.publisher, reviewer=press.reviewer, at_once=True)
    later()
    work()
    edition = now(scheduled)
    assert (edition.state, edition.position, edition.number) == ("published", 2, 1)
    assert edition.previous_hash == first.manifest_hash
    told = (storing.folder_of(edition) / "disclosure.pdf").read_text()
    assert first.manifest_hash in told


def test_a_table_adjusted_meanwhile_is_published_as_it_was_replied_when_it_was_frozen(
    press, scheduled, later
):
    cast = press.cast
    was = cast.version
    perform(Action.ADJUST, was.pk, cast.drafter, why="预算有调整")
    perform(Action.SUBMIT, cast.version.pk, cast.drafter)
    perform(Action.APPROVE, cast.version.pk, cast.reviewer, judged=judged("excellent"))
    perform(Action.REPLY, cast.version.pk, cast.replier)
    later()
    work()
    assert now(scheduled).state == State.PUBLISHED
    assert public_among([was.pk, cast.version.pk]) == {was.pk}


def test_a_schedule_is_cancelled_before_its_time_and_not_after(press, scheduled, later):
    service.cancel(scheduled, press.publisher)
    service.cancel(scheduled, press.publisher)
    later()
    work()
    edition = now(scheduled)
    assert (edition.state, edition.number) == ("stopped", None)
    assert not (storing.root() / edition.token).exists()
    published = press.publish()
    with pytest.raises(NotPublished, match="已经公开，不能取消"):
        service.cancel(published, press.publisher)


def test_only_a_publisher_cancels(press, scheduled, stranger):
    for person in (stranger, press.cast.replier):
        with pytest.raises(NotPublished, match="只有公开岗"):
            service.cancel(scheduled, person)
    assert now(scheduled).state == State.SCHEDULED


def test_the_scheduled_time_is_one_moment_whatever_zone_it_was_said_in(press):
    shanghai = ZoneInfo("Asia/Shanghai")
    when = (timezone.now() + timedelta(days=2)).astimezone(shanghai).replace(microsecond=0)
    edition = press.publish(when=when)
    assert edition.scheduled_for == when
    job = Job.objects.get(kind="publish")
    assert f"{when:%-d日 %H:%M}" in job.message
    with pytest.raises(ValueError, match="zone"):
        press.publish(when=datetime(2099, 1, 1))


def test_a_file_changed_while_it_waits_is_drawn_again_and_never_published(press, scheduled, later):
    folder = storing.folder_of(scheduled)
    (folder / "disclosure.pdf").write_bytes(b"forged")
    later()
    work()
    assert now(scheduled).state == State.PUBLISHED
    assert b"forged" not in public_files().values()


def test_what_a_dead_worker_left_preparing_is_given_up_and_told(press):
    edition = service.ask(press.draft, press.publisher, reviewer=press.reviewer)
    Job.objects.update(state="failed", message="试了3次都没有完成")
    service.resume()
    assert now(edition).state == State.STOPPED
    told = TrailRecord.objects.get(action="publication", after__步骤="未公开")
    assert told.object_id == str(edition.pk)
    assert press.publish().state == State.PUBLISHED


def test_a_cancelled_job_publishes_nothing(press):
    from projects.jobs import cancel

    edition = service.ask(press.draft, press.publisher, reviewer=press.reviewer)
    cancel(Job.objects.get(kind="publish"))
    work()
    assert now(edition).state == State.STOPPED
    assert PublicEdition.objects.count() == 0


def given_up(edition: Edition) -> str:
    """The reason, which the person is told."""
    edition = now(edition)
    assert (edition.state, PublicEdition.objects.count()) == (State.STOPPED, 0)
    return Notice.objects.filter(kind=Notice.Kind.DONE, text__contains="没有公开：").latest("pk").text


def test_who_is_no_publisher_any_more_publishes_nothing(press, scheduled, later):
    press.publisher.assignments.all().delete()
    later()
    work()
    assert "现在不能办理这里的公开" in given_up(scheduled)


def test_an_account_that_was_shut_publishes_nothing(press, scheduled, later):
    press.publisher.is_active = False
    press.publisher.save()
    later()
    work()
    assert "已停用" in given_up(scheduled)


def test_a_place_that_is_let_pass_no_longer_is_not_published(press, later):
    press.retitle("咨询电话13812345678")
    [found] = gate.findings(gather(press.draft))
    let_pass(press.draft, found.digest, found.place, "对外服务电话", press.publisher)
    scheduled = press.publish(when=timezone.now() + timedelta(days=3))
    take_back(press.draft, found.digest, press.publisher)
    later()
    work()
    told = given_up(scheduled)
    assert "疑似手机号" in told
    assert "13812345678" not in told

"""Mails: to whom they may go when they go, at once or once a day, never lost, quoting no table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budget_site.accounts.models import Delegation, Role
from projects.jobs.sweeping import sweep
from projects.models import Mail, Notice
from projects.review.mailing import NO_LONGER, post
from projects.review.own_notices import mark_read
from projects.review.urging import urge
from projects.workflow import Action
from tests.mailbox import Mailbox
from tests.people import make_district, make_user
from tests.projects.review.cast import judged, make_cast
from tests.projects.review.mails import SITE, at, use, wants

pytestmark = pytest.mark.django_db
State = Mail.State


@pytest.fixture
def box(settings):
    with Mailbox() as box:
        use(settings, box)
        yield box


@pytest.fixture
def cast(district, department, box):
    return make_cast(district, department)


def states(user) -> list[str]:
    return list(Mail.objects.filter(user=user).order_by("pk").values_list("state", flat=True))


def test_whose_turn_it_is_gets_a_mail_with_the_way_to_the_table(cast, box):
    address = wants(cast.reviewer)
    cast.submitted()
    post()
    [letter] = box.letters
    assert letter.to == (address,)
    assert letter.subject == "项目绩效目标表：待办理"
    assert "芦台经济开发区2025年第1个项目（财政局）已送审，请绩效科审核。" in letter.text
    assert f"{SITE}/projects/{cast.project.pk}/" in letter.text
    assert letter.message["From"] == "jixiao@example.gov.cn"
    assert letter.message.get_content_type() == "text/plain"
    post()
    assert len(box.letters) == 1


def test_nobody_else_gets_one(cast, box, other_department, stranger):
    closed = make_user("closed", Role.PERFORMANCE_REVIEWER, district=cast.district)
    closed.is_active = False
    elsewhere = make_user("elsewhere", Role.PERFORMANCE_REVIEWER, district=make_district("邻区", "next"))
    for user in (cast.drafter, cast.head, cast.business, cast.replier, closed, elsewhere, stranger):
        wants(user)
    cast.submitted()
    post()
    assert not box.letters
    assert not Mail.objects.exists()


def test_who_has_no_address_or_wants_no_mail_gets_none(cast, box):
    wants(cast.reviewer, "never")
    cast.submitted()
    post(at(9, 1))
    assert not Mail.objects.exists()
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_who_has_read_it_in_the_site_is_not_mailed(cast, box):
    for user in (cast.reviewer, cast.second):
        wants(user)
    cast.submitted()
    mark_read(cast.reviewer)
    post()
    assert [letter.to for letter in box.letters] == [(cast.second.email,)]


def test_who_acted_is_not_mailed_of_the_own_act(cast, box):
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    wants(cast.drafter)
    cast.submitted()
    post()
    assert not box.letters


def test_who_stands_in_is_mailed_and_the_original_too(cast, box):
    deputy = make_user("deputy", Role.PUBLISHER, district=cast.district)
    days = {"first": timezone.localdate(), "last": timezone.localdate()}
    Delegation.objects.create(giver=cast.reviewer, holder=deputy, made_by=cast.reviewer, **days)
    for user in (deputy, cast.reviewer):
        wants(user)
    cast.submitted()
    post()
    assert {letter.to[0] for letter in box.letters} == {deputy.email, cast.reviewer.email}


def test_the_digest_comes_once_the_next_morning_in_one_message(cast, box):
    address = wants(cast.drafter, "digest")
    cast.approved()
    cast.does(Action.REPLY, cast.replier)
    post(at(10))
    assert not box.letters
    post(at(7, 1))
    assert not box.letters
    post(at(8, 1))
    [letter] = box.letters
    assert letter.to == (address,)
    assert letter.subject == "项目绩效目标表：办理结果 2 条"
    assert letter.text.index("1. 芦台") < letter.text.index("审核通过") < letter.text.index("2. 芦台")
    post(at(8, 2))
    assert len(box.letters) == 1


def test_before_eight_the_digest_is_of_the_same_morning(cast, box):
    wants(cast.drafter, "digest")
    cast.approved()
    post(at(6))
    post(at(8))
    assert len(box.letters) == 1


def drop_role(cast):
    cast.reviewer.assignments.all().delete()


def close(cast):
    type(cast.reviewer).objects.filter(pk=cast.reviewer.pk).update(is_active=False)


def want_none(cast):
    type(cast.reviewer).objects.filter(pk=cast.reviewer.pk).update(mails="never")


def forget_address(cast):
    type(cast.reviewer).objects.filter(pk=cast.reviewer.pk).update(email="")


def put_away(cast):
    cast.project.binned_by, cast.project.binned_at = cast.drafter, timezone.now()
    cast.project.save()


def move_on(cast):
    cast.does(Action.APPROVE, cast.second, judged=judged("excellent"))


def withdraw(cast):
    cast.does(Action.WITHDRAW, cast.drafter)


def taken_by_another(cast):
    cast.does(Action.CLAIM, cast.second)


def read_it(cast):
    mark_read(cast.reviewer)


@pytest.mark.parametrize(
    "meanwhile",
    [
        drop_role,
        close,
        want_none,
        forget_address,
        put_away,
        move_on,
        withdraw,
        taken_by_another,
        read_it,
    ],
    ids=lambda one: one.__name__,
)
def test_what_is_no_longer_so_when_the_mail_goes_out_is_dropped(cast, box, meanwhile):
    wants(cast.reviewer, "digest")
    cast.submitted()
    post(at(10))
    assert states(cast.reviewer) == [State.WAITING]
    meanwhile(cast)
    post(at(8, 1))
    assert not box.to(f"{cast.reviewer.pk}@example.gov.cn")
    mail = Mail.objects.filter(user=cast.reviewer).earliest("pk")
    assert (mail.state, mail.trouble) == (State.DROPPED, NO_LONGER)


def test_no_mail_says_still_a_draft_of_what_was_submitted_meanwhile(cast, box):
    wants(cast.drafter, "digest")
    urge([cast.version], cast.reviewer)
    post(at(10))
    cast.submitted()
    post(at(8, 1))
    assert not box.letters


def test_while_the_server_is_down_mails_wait_and_come_when_it_is_up_again(cast, box):
    wants(cast.reviewer)
    cast.submitted()
    now = timezone.now()
    box.down()
    for tries in (1, 2, 3):
        post(now)
        mail = Mail.objects.get(user=cast.reviewer)
        assert (mail.state, mail.tries) == (State.WAITING, tries)
        assert "邮件服务器没有收下" in mail.trouble
        assert mail.not_before - now == timedelta(minutes=2 ** (tries - 1))
        post(now)  # not before the pause is over
        assert Mail.objects.get().tries == tries
        now = mail.not_before
    box.up()
    post(now)
    assert len(box.letters) == 1
    mail = Mail.objects.get()
    assert (mail.state, mail.trouble, mail.sent_at is None) == (State.SENT, "", False)


def test_the_pause_grows_to_an_hour_and_no_further(cast, box):
    wants(cast.reviewer)
    cast.submitted()
    box.down()
    post()
    Mail.objects.update(tries=40, not_before=timezone.now() - timedelta(days=30))
    now = timezone.now()
    post(now)
    assert Mail.objects.get().not_before - now == timedelta(hours=1)
    assert Mail.objects.get().state == State.WAITING


def test_an_address_the_server_refuses_keeps_back_nobody_else(cast, box):
    for user in (cast.reviewer, cast.second):
        wants(user)
    box.refused.add(cast.reviewer.email)
    cast.submitted()
    post()
    assert [letter.to for letter in box.letters] == [(cast.second.email,)]
    assert states(cast.reviewer) == [State.WAITING]


def test_an_address_that_could_smuggle_in_a_header_is_not_written_to(cast, box):
    for user in (cast.reviewer, cast.second):
        wants(user)
    type(cast.reviewer).objects.filter(pk=cast.reviewer.pk).update(email="a@b.cn\nBcc: c@d.cn")
    cast.submitted()
    post()
    assert [letter.to for letter in box.letters] == [(cast.second.email,)]


def test_without_a_mail_server_notices_stay_in_the_site_and_are_not_mailed_later(cast, box, settings):
    wants(cast.reviewer)
    host, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    cast.submitted()
    sweep()
    settings.EMAIL_HOST = host
    sweep()
    assert not box.letters
    assert not Mail.objects.exists()


def test_the_sweep_of_a_worker_sends_them(cast, box):
    wants(cast.reviewer)
    cast.submitted()
    sweep()
    assert len(box.letters) == 1


def test_what_is_done_in_bulk_comes_in_one_message_also_at_once(cast, box, district, department):
    wants(cast.head)
    cast.approved()
    event = cast.does(Action.REPLY, cast.replier)
    Notice.objects.create(
        kind=Notice.Kind.DONE,
        text="芦台经济开发区2025年第2个项目（财政局）已批复。",
        district=district,
        year=2025,
        department=department,
        role=Role.HEAD,
        event=event,
        page="/",
    )
    post()
    [letter] = box.letters
    assert letter.subject == "项目绩效目标表：办理结果 2 条"

"""A night of the machine room that failed is told to who keeps the site, once a day, until it is well."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

import manage
from budget_site.accounts.models import Role
from projects.models import Notice
from projects.review.mailing import post
from projects.review.nights import NIGHTS
from projects.review.own_notices import mark_read, unread
from tests.mailbox import Mailbox
from tests.people import make_district, make_user
from tests.projects.management.calling import refusal, run
from tests.projects.review.mails import use, wants

pytestmark = pytest.mark.django_db
UNIT = "budget-backup"


@pytest.fixture
def keeper(district):
    return make_user("keeper", Role.SYSTEM_ADMIN, district=district)


def told(user) -> list[str]:
    """What stands unread before somebody, newest first."""
    return list(unread(user).order_by("-at", "-pk").values_list("text", flat=True))


def days_pass(days: int) -> None:
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(at=notice.at - timedelta(days=days))


def test_the_keeper_reads_what_failed_since_when_and_where_to_look(keeper):
    now = timezone.localtime()
    run("tell", UNIT)
    [text] = told(keeper)
    assert text.startswith(f"服务器的每晚备份（budget-backup）从{now.year}年{now.month}月{now.day}日")
    assert "起没有正常完成" in text
    assert "journalctl -u budget-backup -n 50" in text
    assert "docs/operations.md" in text


def test_of_the_people_here_only_who_keeps_the_site_is_told(office):
    """A city hosts this district: its own keeper is told, none of a district below it, and no officer."""
    city = make_district("某市", "city")
    office.district.parent = city
    office.district.save()
    keepers = {office.people["system_admin of another district"]}
    keepers.add(make_user("city", Role.SYSTEM_ADMIN, district=city))
    gone = make_user("gone", Role.SYSTEM_ADMIN, district=city)
    gone.is_active = False
    gone.save()
    make_user("officer", Role.PERFORMANCE_REVIEWER, district=city)
    run("tell", UNIT)
    assert {notice.person for notice in Notice.objects.all()} == keepers
    assert len(Notice.objects.all()) == len(keepers)


def test_while_it_goes_on_failing_it_is_told_once_a_day_and_since_when(keeper):
    run("tell", UNIT)
    first = told(keeper)[0].partition("起")[0]
    for _ in range(2):
        assert "今天已经说过" in run("tell", UNIT)[1]
    assert len(told(keeper)) == 1
    days_pass(2)
    since = timezone.localtime() - timedelta(days=2)
    run("tell", UNIT)
    assert len(told(keeper)) == 2
    assert first not in told(keeper)[0]
    assert f"从{since.year}年{since.month}月{since.day}日" in told(keeper)[0]


def test_each_unit_is_told_of_by_itself(keeper):
    for unit in NIGHTS:
        run("tell", unit)
    assert len(told(keeper)) == len(NIGHTS)
    run("tell", "budget-verify", "--well")
    assert len(told(keeper)) == len(NIGHTS), "one is over, which is told; the other stands"


def test_well_again_is_one_notice_in_the_place_of_all_that_told_of_failing(keeper):
    run("tell", UNIT)
    days_pass(1)
    run("tell", UNIT)
    run("tell", UNIT, "--well")
    [text] = told(keeper)
    assert text.startswith("服务器的每晚备份（budget-backup）已恢复正常")
    run("tell", UNIT, "--well")
    assert len(told(keeper)) == 1


def test_a_night_that_succeeds_as_ever_tells_nobody(keeper):
    run("tell", UNIT, "--well")
    assert not Notice.objects.exists()


def test_failing_again_after_it_was_well_is_told_on_the_same_day_and_counts_from_then(keeper):
    run("tell", UNIT)
    days_pass(3)
    run("tell", UNIT, "--well")
    mark_read(keeper)
    run("tell", UNIT)
    [text] = told(keeper)
    now = timezone.localtime()
    assert f"从{now.year}年{now.month}月{now.day}日" in text


def test_the_mail_goes_where_mail_goes_and_is_dropped_once_it_is_well(keeper, settings):
    with Mailbox() as box:
        use(settings, box)
        wants(keeper, "at_once")
        later = make_user("later", Role.SYSTEM_ADMIN, district=keeper.assignments.get().district)
        wants(later, "digest")
        run("tell", UNIT)
        post()
        [letter] = box.to(keeper.email)
        assert letter.subject == "项目绩效目标表：运行维护"
        assert "journalctl -u budget-backup -n 50" in letter.text
        assert not box.to(later.email)
        run("tell", UNIT, "--well")
        post()
        post(timezone.now() + timedelta(days=1))
        [digest] = box.to(later.email)
        assert "已恢复正常" in digest.text
        assert "journalctl" not in digest.text


def test_who_keeps_accounts_sees_it_on_the_first_page_and_is_led_to_the_handbook(client, keeper):
    client.force_login(keeper)
    assert "未读通知" not in client.get(reverse("home")).content.decode()
    run("tell", UNIT)
    page = client.get(reverse("home")).content.decode()
    assert "您有 1 条未读通知" in page
    assert "服务器的每晚备份（budget-backup）从" in page
    answer = client.post(reverse("notice_read", args=[unread(keeper).get().pk]), follow=True)
    assert answer.status_code == 200
    assert 'id="night"' in answer.content.decode()
    assert "未读通知" not in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("unit", ["budget-web", "x; reboot", "$(reboot)", "../etc/passwd", ""])
def test_a_unit_that_is_none_of_the_nights_is_refused_by_its_name(keeper, unit):
    assert refusal("tell", unit).startswith(f"命令的参数不对：单元 不能填“{unit}”，只能填 budget-backup")
    assert not Notice.objects.exists()


def test_where_nobody_could_be_told_it_says_whom_to_appoint(district, reviewer):
    sentence = refusal("tell", UNIT)
    assert sentence.startswith("budget-backup 没有正常完成，还没有可以通知的人")
    assert "“系统管理员”" in sentence


@pytest.mark.parametrize("more", [(), ("--well",)])
def test_without_its_database_it_says_so_in_one_sentence_and_ends_with_2(keeper, monkeypatch, capsys, more):
    nowhere = {"NAME": "/nowhere/at/all.sqlite3", "HOST": "127.0.0.1", "PORT": "1"}
    monkeypatch.setattr(connection, "settings_dict", connection.settings_dict | nowhere)
    monkeypatch.setattr("projects.review.nights.transaction.Atomic.__enter__", away)
    monkeypatch.setattr("sys.argv", ["manage.py", "tell", UNIT, *more])
    with pytest.raises(SystemExit) as ended:
        manage.main()
    said = capsys.readouterr().err
    assert ended.value.code == manage.REFUSED
    assert said.startswith("budget-backup ")
    assert "没能告诉系统管理员。连不上数据库：" in said
    assert said.count("\n") == 1


def away(self):
    from django.db import OperationalError

    raise OperationalError("couldn't get a connection after 10.00 sec")

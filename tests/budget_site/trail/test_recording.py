"""A record tells who, from where, what, before and after; it stays or goes with the work it tells of."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory

from budget_site.trail import origin
from budget_site.trail.models import Action, TrailRecord
from budget_site.trail.recording import differing, record, record_export
from tests.people import make_user

pytestmark = pytest.mark.django_db


def during(request, work):
    """What is done while a request is answered."""
    answers = []
    origin.Origin(lambda _: answers.append(work()))(request)
    return answers[0]


def request_of(user=None, **meta):
    request = RequestFactory().get("/", **meta)
    if user is not None:
        request.user = user
    return request


def test_a_record_tells_who_when_where_what_before_and_after(drafter, district):
    work = {"about": district, "before": {"名称": "甲"}, "after": {"名称": "乙"}, "note": "更名"}
    one = during(
        request_of(drafter, REMOTE_ADDR="10.0.0.9"),
        lambda: record(Action.PLACE, by=None, district=district, **work),
    )
    one.refresh_from_db()
    assert (one.actor, one.actor_name, one.address) == (drafter, "drafter的姓名（drafter）", "10.0.0.9")
    assert (one.object_kind, one.object_id, one.object_text) == (
        "accounts.district",
        str(district.pk),
        "芦台经济开发区",
    )
    assert (one.before, one.after, one.note) == ({"名称": "甲"}, {"名称": "乙"}, "更名")
    assert one.district == district


def test_work_that_is_rolled_back_leaves_no_record(district):
    count = TrailRecord.objects.count()

    def work():
        with transaction.atomic():
            district.departments.create(code="new", name="新设的局")
            record(Action.SETTING, by=None, district=district)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert TrailRecord.objects.count() == count


def test_who_acts_for_another_is_told_with_both_names(drafter, reviewer):
    one = record(Action.STATUS, by=drafter, on_behalf_of=reviewer)
    assert (one.actor, one.on_behalf_of) == (drafter, "reviewer的姓名（reviewer）")


def test_a_command_is_the_systems_and_comes_from_the_machine_room(db):
    one = record(Action.SETTING, by=None)
    assert (one.actor_id, one.actor_name, one.address) == (None, "系统", "机房命令")


def test_a_stranger_at_the_site_is_not_taken_for_the_system(db):
    for asked in (request_of(), request_of(AnonymousUser())):
        one = during(asked, lambda: record(Action.SIGN_IN_FAILED, by=None))
        assert (one.actor_id, one.actor_name) == (None, "未登录")


def test_after_a_request_its_address_is_forgotten(drafter):
    with pytest.raises(ZeroDivisionError):
        during(request_of(drafter), lambda: 1 / 0)
    assert (origin.address(), origin.signed_in()) == ("机房命令", None)


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.9"), (1, "1.1.1.1")])
def test_an_address_that_a_client_writes_itself_counts_only_from_our_own_proxy(settings, proxies, address):
    settings.TRUSTED_PROXIES = proxies
    asked = request_of(REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="6.6.6.6, 1.1.1.1")
    assert during(asked, origin.address) == address


def test_an_address_that_is_none_is_not_written_down(settings):
    settings.TRUSTED_PROXIES = 1
    asked = request_of(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="=cmd()")
    assert during(asked, origin.address) == "不明"


def test_whatever_is_handed_over_every_database_takes_it_and_gives_it_back_the_same(db):
    odd = {"数": Decimal("1.50"), "小数": 0.1, "字": "甲\0\ud800乙", "列": ("a", True, None, 3)}
    one = record(Action.SETTING, by=None, about=("x", 1, "长" * 400), after=odd, note="\0")
    one.refresh_from_db()
    assert one.after == {"数": "1.50", "小数": "0.1", "字": "甲?乙", "列": ["a", True, None, 3]}
    assert (len(one.object_text), one.object_text[-1], one.note) == (300, "…", "")


def test_a_record_outlives_the_person_and_the_place_it_tells_of(district):
    person = make_user("leaving")
    one = record(Action.EXPORT, by=person, district=district)
    number, place = person.pk, district.pk
    person.delete()
    district.delete()
    one.refresh_from_db()
    assert (one.actor_id, one.district_id, one.actor_name) == (number, place, "leaving的姓名（leaving）")


def test_only_what_differs_is_told():
    assert differing({"甲": 1, "乙": 2}, {"乙": 3, "丙": 4}) == {
        "before": {"甲": 1, "乙": 2},
        "after": {"乙": 3, "丙": 4},
    }
    assert differing({"甲": 1, "乙": None}, {"甲": 1}) == {}


def test_an_export_tells_the_file_and_by_what_it_is_known_again(drafter, district):
    about = ("year", "lutai/2025", "2025年")
    told = {"by": drafter, "district": district, "about": about}
    one = record_export(**told, file="表.pdf", content="ab" * 32, 表格张数=3)
    assert one.after == {"文件": "表.pdf", "SHA-256": "ab" * 32, "表格张数": 3}

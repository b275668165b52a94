"""Accounts, roles and places: every change is told, wherever it is made."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from budget_site.accounts.models import Assignment, District, User
from budget_site.trail.models import Action, TrailRecord
from tests.people import make_district, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(request):
    """What was recorded since the test began."""
    for name in ("department", "other_department", "drafter", "stranger"):
        request.getfixturevalue(name)
    before = TrailRecord.objects.count()
    return lambda: list(TrailRecord.objects.exclude(action=Action.SIGN_IN)[before:])


def test_a_role_given_changed_and_taken_away_is_told_with_before_and_after(
    stranger, district, department, told
):
    one = Assignment.objects.create(user=stranger, role="drafter", department=department)
    one.role = "head"
    one.save()
    one.delete()
    given, changed, taken = told()
    who = {"用户": "stranger的姓名（stranger）", "区划": None, "部门": "财政局"}
    assert (given.before, given.after) == (None, who | {"角色": "经办人"})
    assert (changed.before, changed.after) == ({"角色": "经办人"}, {"角色": "单位负责人"})
    assert (taken.before, taken.after) == (who | {"角色": "单位负责人"}, None)
    assert {one.action for one in told()} == {Action.ROLE}
    assert {one.district for one in told()} == {district}


def test_the_roles_of_a_deleted_account_are_told_to_be_gone(drafter, told):
    drafter.delete()
    assert [(one.action, one.note) for one in told()] == [(Action.ROLE, "删除"), (Action.ACCOUNT, "删除")]


def test_what_the_admin_changes_is_told_with_who_did_it(client, stranger, told):
    chief = User.objects.create_superuser("chief", password="x")
    client.force_login(chief)
    form = {
        "username": "stranger",
        "name": "改了姓名",
        "is_active": "on",
        "is_staff": "on",
        "date_joined_0": "2025-01-01",
        "date_joined_1": "00:00:00",
        "mails": "digest",
        "assignments-TOTAL_FORMS": "0",
        "assignments-INITIAL_FORMS": "0",
    }
    client.post(reverse("admin:accounts_user_change", args=[stranger.pk]), form, REMOTE_ADDR="10.1.2.3")
    one = told()[-1]
    assert (one.actor, one.address, one.object_id) == (chief, "10.1.2.3", str(stranger.pk))
    assert one.before == {"姓名": "stranger的姓名", "工作人员状态": False}
    assert one.after == {"姓名": "改了姓名", "工作人员状态": True}


def test_a_sign_in_or_a_save_that_changes_nothing_is_no_change_of_the_account(client, stranger, told):
    client.force_login(stranger)
    stranger.save()
    stranger.save(update_fields=["last_login"])
    assert not told()


def test_what_is_saved_is_compared_with_the_row_and_not_with_what_one_held(stranger, told):
    same = User.objects.get(pk=stranger.pk)
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    same.save()
    assert [(one.before, one.after) for one in told()] == [({"有效": False}, {"有效": True})]


def test_a_department_renamed_and_merged_is_told_in_its_districts_chain(
    department, other_department, district, told
):
    department.rename("财政和国资局", 2026)
    department.merge_into(other_department, 2027)
    former, renamed, merged = told()
    assert former.after == {"部门": "财政局", "原名称": "财政局", "沿用到哪一年": 2025}
    assert (renamed.before, renamed.after) == ({"名称": "财政局"}, {"名称": "财政和国资局"})
    assert merged.after == {"并入": "教育局", "撤并年份": 2027}
    assert {(one.action, one.district) for one in told()} == {(Action.PLACE, district)}


def test_a_district_made_and_renamed_is_told_in_its_own_chain_and_gone_in_the_installations(told):
    place = make_district("邻区", "next")
    place.name = "新区"
    place.save()
    number = place.pk
    place.delete()
    assert [(one.note, one.district_id) for one in told()] == [
        ("新增", number),
        ("修改", number),
        ("删除", None),
    ]


def test_a_rename_that_is_undone_leaves_no_record(department, other_department, told):
    with pytest.raises(Exception, match="已有名为"):
        department.rename("教育局", 2026)
    assert not told()


def test_the_system_user_is_nobodys_account(told):
    User.objects.system()
    assert not told()


def test_rows_loaded_from_a_file_are_not_told_one_by_one(tmp_path, district, told):
    file = tmp_path / "places.json"
    with file.open("w") as out:
        call_command("dumpdata", "accounts.District", stdout=out)
    District.objects.filter(pk=district.pk).update(name="别的名称")
    call_command("loaddata", str(file), verbosity=0)
    assert not told()


def test_whoever_makes_an_account_or_gives_a_role_in_a_page_is_told(client, district, told):
    keeper = make_user("keeper", "system_admin", district=district)
    drafter = User.objects.get(username="drafter")
    client.force_login(keeper)
    client.post(reverse("person", args=[drafter.pk, "close"]), REMOTE_ADDR="10.1.2.3")
    one = told()[-1]
    assert (one.actor, one.address, one.district, one.after) == (
        keeper,
        "10.1.2.3",
        district,
        {"有效": False},
    )

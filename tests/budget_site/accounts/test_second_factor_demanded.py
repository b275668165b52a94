"""Which roles must have a second factor, and how somebody without the phone is helped."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts import services
from budget_site.accounts.models import Delegation, RecoveryCode, Role, User
from budget_site.accounts.second_factor.demanding import check_setting, demanded_of
from budget_site.trail.models import Action, TrailRecord
from projects.models import Notice
from tests.people import make_district, make_user
from tests.phones import give_phone

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.mark.parametrize("role", Role)
def test_by_default_it_is_demanded_of_nobody(role, district, client):
    client.force_login(make_user("somebody", role, district=district))
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_it_is_demanded_of_the_named_roles_and_of_no_others(role, district, settings):
    settings.SECOND_FACTOR_ROLES = ["system_admin", "publisher"]
    somebody = make_user("somebody", role, district=district)
    assert demanded_of(somebody) == (role in ("system_admin", "publisher"))
    settings.SECOND_FACTOR_ROLES = ["all"]
    assert demanded_of(somebody)


@pytest.mark.parametrize("mark", ["is_staff", "is_superuser"])
def test_who_runs_the_admin_pages_is_asked_as_system_administrators_are(stranger, settings, mark):
    setattr(stranger, mark, True)
    settings.SECOND_FACTOR_ROLES = ["publisher"]
    assert not demanded_of(stranger)
    settings.SECOND_FACTOR_ROLES = ["system_admin"]
    assert demanded_of(stranger)


def test_who_stands_in_for_somebody_is_asked_while_it_lasts(drafter, district, settings):
    settings.SECOND_FACTOR_ROLES = ["replier"]
    giver = make_user("giver", "replier", district=district)
    today = timezone.localdate()
    days = {"first": today, "last": today + timedelta(days=2)}
    given = Delegation.objects.create(giver=giver, holder=drafter, made_by=giver, **days)
    assert demanded_of(drafter)
    given.ended_at = timezone.now()
    given.save()
    assert not demanded_of(drafter)


def test_who_must_have_it_sets_it_up_before_anything_else(drafter, settings, client):
    settings.SECOND_FACTOR_ROLES = ["drafter"]
    client.force_login(drafter)
    for name in ("home", "inbox", "mails", "delegations", "jobs"):
        assert client.get(reverse(name)).url == reverse("second_factor_set_up")
    assert client.post(reverse("delegations"), {}).url == reverse("second_factor_set_up")
    script = client.get(reverse("home"), headers={"accept": "application/json"})
    assert (script.status_code, script.json()["error"]) == (403, "second-factor")
    assert client.get(reverse("second_factor")).status_code == 200
    assert "您的岗位要求" in client.get(reverse("second_factor_set_up")).content.decode()
    assert client.post(reverse("logout")).status_code == 302


def test_a_role_that_is_misspelt_stops_the_start():
    command = [sys.executable, "manage.py", "check"]
    said = os.environ | {"SECOND_FACTOR_ROLES": "publisher,admin", "SECRET_KEY": "none"}
    stopped = subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True)
    assert stopped.returncode
    assert "SECOND_FACTOR_ROLES 里没有“admin”这个角色" in stopped.stderr


@pytest.mark.parametrize("said", [["alle"], ["经办人"], ["publisher", "Publisher"]])
def test_only_names_of_roles_are_taken(settings, said):
    settings.SECOND_FACTOR_ROLES = said
    with pytest.raises(ImproperlyConfigured):
        check_setting()


@pytest.fixture
def keeper(district, client):
    keeper = make_user("dengzhiming", "system_admin", district=district)
    client.force_login(keeper)
    return keeper


def reset(client, user):
    return client.post(reverse("person", args=[user.pk, "second-factor"]), follow=True).content.decode()


def test_who_lost_the_phone_is_helped_on_the_people_page(client, keeper, drafter):
    assert "重置第二重验证" not in client.get(reverse("people")).content.decode()
    give_phone(drafter)
    assert "重置第二重验证" in client.get(reverse("people")).content.decode()
    assert "已重置" in reset(client, drafter)
    drafter.refresh_from_db()
    assert not drafter.second_factor
    assert not RecoveryCode.objects.exists()
    told = TrailRecord.objects.filter(action=Action.SECOND_FACTOR, note="重置").get()
    assert (told.actor, told.object_id) == (keeper, str(drafter.pk))
    notice = Notice.objects.visible_to(drafter).get()
    assert "重置" in notice.text
    assert "dengzhiming的姓名" in notice.text
    assert "不用重置" in reset(client, drafter)
    assert Notice.objects.count() == 1


def test_the_persons_sessions_end_with_it(client, keeper, drafter):
    theirs = Client()
    give_phone(drafter)
    theirs.force_login(drafter)
    session = theirs.session
    session["second_factor"] = drafter.second_factor
    session.save()
    assert theirs.get(reverse("home")).status_code == 200
    services.reset_second_factor(drafter, keeper)
    assert theirs.get(reverse("home")).status_code == 302


def test_nobody_resets_ones_own_or_a_strangers(client, keeper, district):
    next_door = make_user("next", "drafter", district=make_district("邻区", "next"))
    give_phone(next_door)
    with pytest.raises(services.AccountRefused):
        services.reset_second_factor(keeper, keeper)
    with pytest.raises(services.AccountRefused):
        services.reset_second_factor(next_door, keeper)
    assert User.objects.get(pk=next_door.pk).second_factor


def test_the_machine_room_helps_the_last_administrator(keeper, client):
    give_phone(keeper)
    out = StringIO()
    call_command("reset_second_factor", "dengzhiming", stdout=out)
    assert "已重置" in out.getvalue()
    assert not User.objects.get(pk=keeper.pk).second_factor
    told = TrailRecord.objects.filter(action=Action.SECOND_FACTOR, note="重置").get()
    assert (told.actor_name, told.address) == ("系统（system）", "机房命令")
    call_command("reset_second_factor", "dengzhiming", stdout=out)
    assert "不用重置" in out.getvalue()
    with pytest.raises(CommandError, match="没有“nobody”这个账号"):
        call_command("reset_second_factor", "nobody")

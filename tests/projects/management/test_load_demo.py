"""The demo fills an empty database once, and never touches what is there."""

import io
import json
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.http import HttpRequest

from budget_site.accounts.models import Role, User
from budget_site.accounts.models.people import CONTENT_ROLES
from projects.models import Project, TableVersion
from tests.people import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def load() -> dict:
    out = io.StringIO()
    call_command("load_demo", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_the_demo_brings_a_year_of_tables_and_an_account_for_every_role():
    told = load()
    assert told["created"]
    assert Project.objects.count() == 37
    assert TableVersion.objects.aggregate(sum=Sum("total"))["sum"] == Decimal("6552.8836")
    roles = set(User.objects.filter(is_system=False).values_list("assignments__role", flat=True))
    assert roles == set(Role)


def test_the_accounts_told_can_sign_in_and_see_what_their_role_sees(client):
    for account in load()["accounts"]:
        assert client.login(request=HttpRequest(), username=account["username"], password=account["password"])
        user = User.objects.get(username=account["username"])
        sees = Project.objects.visible_to(user).count()
        held = user.assignments.get()
        assert (sees > 0) == (held.role in CONTENT_ROLES)
        assert (sees == 37) == (held.role in CONTENT_ROLES and held.department is None)


def test_a_second_time_keeps_data_and_passwords():
    first = load()
    TableVersion.objects.filter(project__position=1).update(name="改过的名称")
    again = load()
    assert not again["created"]
    assert again["accounts"] == first["accounts"]
    assert Project.objects.count() == 37
    assert TableVersion.objects.filter(name="改过的名称").exists()


def test_passwords_told_are_the_ones_that_work_even_when_their_file_was_lost(client):
    load()
    make_district("后来导入的区", "later")  # beside the demo, which does not mind
    (Path(settings.VAR_DIR) / "demo-accounts.json").unlink()
    account = load()["accounts"][0]
    assert client.login(request=HttpRequest(), username=account["username"], password=account["password"])


def test_the_passwords_are_random_and_kept_where_only_the_owner_reads(tmp_path):
    passwords = [account["password"] for account in load()["accounts"]]
    assert len(set(passwords)) == len(passwords)
    kept = Path(settings.VAR_DIR) / "demo-accounts.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert set(json.loads(kept.read_text()).values()) == set(passwords)


def test_the_demo_is_not_mixed_with_real_data():
    make_district("真实的区", "real")
    with pytest.raises(CommandError, match="演示数据只装入空数据库") as refused:
        load()
    assert refused.value.returncode == 2
    assert not Project.objects.exists()
    assert not User.objects.filter(is_system=False).exists()

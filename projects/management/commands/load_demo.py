"""Fill an empty database with the demo district, once."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from budget_site.accounts.models import Assignment, District, Role, User
from projects import demo
from projects.adding import NewProject, add_projects
from projects.management.base import OfficeCommand, refuse
from projects.models import TableFramework
from projects.models.framework import PLAN_LABELS
from projects.official.trees import TREES


class Command(OfficeCommand):
    help = "在空数据库中装入演示区划、37 张表和演示账号；再次运行不改动任何数据。"

    def handle(self, **options) -> None:
        place = demo.district()
        everywhere = District.objects.visible_to(User.objects.system())
        districts = everywhere.filter(code=place["code"])
        new = not districts.exists()
        if new and everywhere.exists():
            raise refuse("数据库里已有其他区划的数据。演示数据只装入空数据库，请换一个数据库再试。")
        passwords, fresh = _passwords([account["username"] for account in place["accounts"]])
        with transaction.atomic():
            if new:
                _load(place)
            _accounts(place, districts.get(), passwords, fresh)
        self.answer({"district": place["code"], "created": new, "accounts": _told(place, passwords)})
        self.tell(f"演示数据{'已装入' if new else '早已装入，未作改动'}：{place['name']}{place['year']}年。")


def _told(place: dict, passwords: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "username": account["username"],
            "password": passwords[account["username"]],
            "name": account["name"],
            "role": Role(account["role"]).label,
        }
        for account in place["accounts"]
    ]


def _passwords(usernames: list[str]) -> tuple[dict[str, str], set[str]]:
    """The passwords, kept in a file that git ignores and only its owner reads; and for whom one is fresh."""
    path = Path(settings.VAR_DIR) / "demo-accounts.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    missing = {name for name in usernames if name not in kept}
    if missing:
        kept |= {name: secrets.token_urlsafe(9) for name in sorted(missing)}
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(kept, file, indent=1)
    return kept, missing


def _load(place: dict) -> None:
    district = District.objects.create(code=place["code"], name=place["name"])
    departments = {
        one["code"]: district.departments.create(code=one["code"], name=one["name"])
        for one in place["departments"]
    }
    tables = demo.tables()
    framework = TableFramework.objects.make(
        district, place["year"], TREES["2015"], title=tables[0][0].title, plan_labels=list(PLAN_LABELS)
    )
    new = [NewProject(table, departments.get(code)) for table, code in tables]
    add_projects(new, framework, User.objects.system())


def _accounts(place: dict, district: District, passwords: dict[str, str], fresh: set[str]) -> None:
    """Each demo person with a role. A password is set when it is fresh: one that was changed since stays."""
    for account in place["accounts"]:
        user, new = User.objects.get_or_create(
            username=account["username"], defaults={"name": account["name"]}
        )
        if new or user.username in fresh:
            user.set_password(passwords[user.username])
            user.is_staff = user.is_superuser = account["role"] == Role.SYSTEM_ADMIN
            user.save()
        if new:
            department = district.departments.filter(code=account["department"]).first()
            Assignment.objects.create(
                user=user,
                role=account["role"],
                department=department,
                district=None if department else district,
            )

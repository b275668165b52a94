"""Who is at work: a district of 40 departments, officers with a table each, reviewers, a publisher."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client

from benchmarks import data
from benchmarks.tables import make_table
from budget_site.accounts.models import Assignment, District, Role, User
from disclosures.models import DisclosureDraft
from projects.adding import NewProject, add_projects
from projects.models import TableFramework, TableVersion
from projects.review.grading import CRITERIA, Verdict
from projects.review.performing import perform
from projects.rules.examples import SOUND
from projects.storing import working
from projects.tables import PlanStep
from projects.workflow import Action
from tests.disclosures.publishing.press import give_figures, reply_at_once

DEPARTMENTS, REVIEWERS, PUBLISHED = 40, 6, 60
ROWS = 15  # indicators of an officer's table
SHARED = 5  # every so many-th officer writes in the table of the one before
A_MINUTE = 3  # tables that a reviewer gets through


@dataclass
class Office:
    district: District
    publisher: User
    secrecy: User  # does 保密审查
    draft: DisclosureDraft


def make(officers: int, minutes: float, folder: Path) -> Office:
    """The office, and in `folder` what its people know: addresses, cells, and how they are signed in."""
    district = data.make_district("load", min(DEPARTMENTS, officers))
    framework = TableFramework.objects.current(district, data.YEAR)
    departments = list(district.departments.order_by("code"))
    reviewers = [
        _user(f"reviewer{n}", Role.PERFORMANCE_REVIEWER, district=district) for n in range(REVIEWERS)
    ]
    publisher, secrecy = (_user(name, Role.PUBLISHER, district=district) for name in ("press", "secrecy"))
    known = {
        "district": district.code,
        "year": data.YEAR,
        "officers": list(_officers(officers, departments, framework)),
        "reviewers": _reviewers(reviewers, math.ceil(A_MINUTE * minutes), departments, framework),
    }
    _replied(departments, framework)
    give_figures(district, data.YEAR, publisher)
    draft = DisclosureDraft.objects.create(district=district, year=data.YEAR, changed_by=publisher)
    (folder / "office.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return Office(district, publisher, secrecy, draft)


def _user(name: str, role: Role, **place) -> User:
    user = User.objects.create_user(name, name=f"{name}的姓名")
    Assignment.objects.create(user=user, role=role, **place)
    return user


def _session(user: User) -> str:
    """As after signing in; what a password costs is no part of typing."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _officers(count: int, departments, framework) -> Iterator[dict]:
    tables = [make_table(number, ROWS) for number in range(count)]
    places = [departments[number * len(departments) // count] for number in range(count)]
    new = [NewProject(table, place) for table, place in zip(tables, places, strict=True)]
    versions = add_projects(new, framework, User.objects.system())
    before = None
    for number, version in enumerate(versions):
        own = before if before is not None and number % SHARED == SHARED - 1 else version
        before = version
        user = _user(f"officer{number}", Role.DRAFTER, department=own.project.department)
        rows = working(TableVersion.objects.with_rows().get(pk=own.pk)).indicators
        cells = [[str(row.id), cell, getattr(row, cell)] for row in rows for cell in ("value", "basis")]
        yield {"session": _session(user), "project": str(own.project_id), "cells": cells}


def _sound(count: int, first: int, departments, framework) -> list[TableVersion]:
    plan = (PlanStep.of("6月底", "30"), PlanStep.of("12月底", "100"))  # as the form of `data` has it
    tables = [
        replace(SOUND, plan=plan, name=f"{SOUND.name}第{number}批", code=f"13029925P{number:04}")
        for number in range(first, first + count)
    ]
    places = [departments[number % len(departments)] for number in range(count)]
    new = [NewProject(table, place) for table, place in zip(tables, places, strict=True)]
    return add_projects(new, framework, User.objects.system())


def _reviewers(reviewers: list[User], each: int, departments, framework) -> list[dict]:
    drafter = _user("sender", Role.DRAFTER, district=framework.district)
    versions = _sound(each * len(reviewers), 1000, departments, framework)
    for version in versions:
        perform(Action.SUBMIT, version.pk, drafter, key=uuid4())
    return [
        {
            "session": _session(user),
            "projects": [str(one.project_id) for one in versions[place :: len(reviewers)]],
            "judged": {"grade": "excellent", **dict.fromkeys((one.name for one in CRITERIA), Verdict.MET)},
        }
        for place, user in enumerate(reviewers)
    ]


@transaction.atomic
def _replied(departments, framework) -> None:
    @dataclass
    class Cast:
        drafter: User

    cast = Cast(User.objects.get(username="sender"))
    for version in _sound(PUBLISHED, 5000, departments, framework):
        reply_at_once(version, cast)

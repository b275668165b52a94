"""Two years of the demo district's disclosure, and a correction of the second: made as people would."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db import transaction

from budget_site.accounts.models import Assignment, District, Role, User
from disclosures.demo.years import of_year
from disclosures.editing.drafts import begin
from disclosures.editing.figures import save_figures
from disclosures.figures import BY_KEY, Figures
from disclosures.models import Edition, YearFigures
from disclosures.publishing import service, work
from disclosures.publishing.state import UNDER_WAY
from projects import demo
from projects.adding import NewProject, add_projects
from projects.examining.answering import ReasonRefused, give_reason
from projects.examining.keeping import findings_of
from projects.examining.years import renew
from projects.models import Grade, RuleSettings, Status, TableFramework, TableVersion
from projects.official.trees import TREES
from projects.review.grading import CRITERIA, Judged, Opinion, Verdict
from projects.review.performing import perform
from projects.review.replying import issue
from projects.review.said import Refused
from projects.rules import Level, Settings
from projects.storing import store, table_of
from projects.tables import Amount
from projects.workflow import Action

SIGNER = "luojing"  # the other 公开岗, who does 保密审查
DRAFTED = ("106", "107", "108")  # departments whose officers are demo accounts: this year they write
ERRORS = ("A5", "B1", "C1", "C2", "C4", "D1", "D5")
REASON = "沿用上年口径，已核对。"
NOTE = "更正公务用车运行维护费增加的原因：原文只写了保险费，漏写了燃油费；金额不变。"


def publish_all() -> list[Edition]:
    """What is missing of it; what is there is left alone. What was broken off a worker ends."""
    place = demo.district()
    district, year = District.objects.get(code=place["code"]), place["year"]
    people = {
        one["role"]: User.objects.get(username=one["username"])
        for one in place["accounts"]
        if one["username"] != SIGNER
    }
    people["signer"] = User.objects.get(username=SIGNER)
    people["drafter"] = _offices(district)
    if TableFramework.objects.current(district, year - 1) is None:
        _tables_of_last_year(district, year)
    done = [
        _publish(district, number, people)
        for number in (year - 1, year)
        if not Edition.objects.filter(district=district, year=number).exists()
    ]
    editions = Edition.objects.filter(district=district)
    for edition in editions.filter(state__in=UNDER_WAY).exclude(pk__in=[one.pk for one in done]):
        work.do(edition)  # what an earlier start began
        done.append(edition)
    first = editions.filter(year=year, state=Edition.State.PUBLISHED, number=1).first()
    if first and not editions.filter(state__in=UNDER_WAY).exists():
        _write_figures(district, year, people["publisher"], corrected=True)
        said = {"note": NOTE, "reviewer": people["signer"], "at_once": True}
        done.append(service.correct(first, people["publisher"], **said))
    for edition in done:
        edition.refresh_from_db()
    return done


def _publish(district: District, year: int, people: dict[str, User]) -> Edition:
    last_year = Edition.objects.filter(district=district, year=year - 1).exists()
    _approve(district, year, people, DRAFTED if last_year else ())
    _write_figures(district, year, people["publisher"], corrected=not last_year)
    draft = begin(district, None, year, people["publisher"])
    return service.ask(draft, people["publisher"], reviewer=people["signer"], at_once=True)


def _offices(district: District) -> User:
    """Who submits for all departments: an account with which nobody signs in."""
    said = {"name": "各部门经办人", "password": make_password(None)}
    user, _ = User.objects.get_or_create(username="demo-offices", defaults=said)
    Assignment.objects.get_or_create(user=user, role=Role.DRAFTER, district=district)
    return user


@transaction.atomic
def _tables_of_last_year(district: District, year: int) -> None:
    """The same projects a year before, so that the years can be compared: with the same lineages."""
    this_year = list(
        TableVersion.objects.filter(project__district=district, project__year=year)
        .select_related("project__department")
        .order_by("project__position")
    )
    form = TableFramework.objects.current(district, year)
    last = TableFramework.objects.make(
        district, year - 1, TREES["2015"], title=form.title, plan_labels=list(form.plan_labels)
    )
    new = [
        NewProject(
            of_year(table, year - 1, (year - 1, year)),
            version.project.department,
            lineage=version.project.lineage,
        )
        for version, (table, _) in zip(this_year, demo.tables(), strict=True)
        if version.project.department
    ]
    add_projects(new, last, User.objects.system())


def _only_warn(district: District, year: int, revision: int, codes: tuple[str, ...]) -> None:
    """What these rules find is explained, and the tables go on; without codes they are as usual again."""
    levels = dict.fromkeys(codes, Level.WARNING.value)
    kept = {"data": Settings(levels).to_json(), "changed_by": User.objects.system()}
    RuleSettings.objects.get_or_create(district=district, year=year, revision=revision, defaults=kept)


def _approve(district: District, year: int, people: dict[str, User], but: tuple[str, ...]) -> None:
    """But for departments whose officers have yet to write; as in a bureau's first year with rules."""
    _only_warn(district, year, 1, ERRORS)
    versions = TableVersion.objects.filter(project__district=district, project__year=year)
    open_ones = versions.filter(status=Status.DRAFT).exclude(project__department=None)
    for version in open_ones.exclude(project__department__code__in=but).select_related("project"):
        store(version, of_year(table_of(version), year, (year - 1, year)))
        renew(district, year, [version.pk])
        version.examination.refresh_from_db()
        _explain(version, people["drafter"])
        try:
            perform(Action.SUBMIT, version.pk, people["drafter"])
        except Refused:
            continue
    _only_warn(district, year, 2, ())
    _pass_and_reply(district, year, people, but)


def _explain(version: TableVersion, user: User) -> None:
    for one in findings_of(version):
        if one["level"] == Level.WARNING and "reason" not in one:
            try:
                give_reason(version.pk, one["code"], one.get("row", ""), one.get("cell", ""), REASON, user)
            except ReasonRefused:
                continue


def _pass_and_reply(district: District, year: int, people: dict[str, User], but: tuple[str, ...]) -> None:
    met = {one.name: Opinion(Verdict.MET) for one in CRITERIA}
    judged = Judged(points_form=False, opinions=met, grade=Grade.EXCELLENT, opinion="目标明确，指标可考核。")
    here = TableVersion.objects.filter(project__district=district, project__year=year)
    for version in here.filter(status=Status.PERFORMANCE_REVIEW):
        perform(Action.APPROVE, version.pk, people["performance_reviewer"], judged=judged)
    departments = district.departments.exclude(code__in=but).order_by("code")
    for number, department in enumerate(departments, 1):  # the same number, where a start broke off
        approved = here.filter(status=Status.APPROVED, project__department=department)
        if tables := list(approved.order_by("project__position").values_list("pk", flat=True)):
            letter = f"芦财绩〔{year}〕{number}号"
            issue(district, year, department, letter, date(year, 2, 20), tables, people["replier"], uuid4())


def _write_figures(district: District, year: int, user: User, corrected: bool) -> None:
    said: dict[str, Any] = json.loads((Path(__file__).parent / "figures.json").read_text("utf-8"))[str(year)]
    amounts = {key: Amount.of(text) for key, text in said.items() if not BY_KEY[key].words}
    texts = {key: text for key, text in said.items() if BY_KEY[key].words}
    if not corrected:
        texts["upkeep_reason"] = "新购车辆投入使用，保险费增加"
    kept = YearFigures.objects.filter(district=district, year=year).first()
    save_figures(district, year, Figures(amounts, texts), kept.revision if kept else 0, user)

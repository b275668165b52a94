"""A county as the site itself makes it: departments with their people, a year's tables at all steps.

40 departments of 10 to 40 projects, 1,000 together, with 11 indicators each: the same ones every time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from benchmarks.data import YEAR
from benchmarks.stamping import CODE, NAME
from benchmarks.tables import BASES, MATTERS, PLACES, WHATS, make_table
from budget_site.accounts.models import Assignment, Department, District, Role, User
from disclosures.document import Publisher
from projects.adding import NewProject, add_projects
from projects.examining import alike, years
from projects.models import Deadline, Grade, Status, TableFramework, TableVersion
from projects.official.trees import TREES
from projects.review.grading import CRITERIA, Judged, Opinion, Verdict
from projects.review.performing import perform
from projects.review.replying import issue
from projects.review.said import Wish
from projects.review.threads import FEEDBACK, open_thread
from projects.rules.examples import CHECKPOINTS, SOUND
from projects.storing import table_of
from projects.tables import Amount, Indicator, ProjectTable
from projects.workflow import Action
from tests.disclosures.public import laying

DEPARTMENTS, LEAST, MOST = 40, 10, 40  # projects of a department
_TRACEABLE = [basis for basis in BASES if basis and basis != "行业标准"]  # which says not which one
# Of ten projects in turn: what becomes of each.
_WAYS = (
    *("draft", "draft", "sent", "sent", "claimed"),
    *("returned", "approved", "approved", "replied", "replied"),
)
_FINANCE = (Role.PERFORMANCE_REVIEWER, Role.BUSINESS_REVIEWER, Role.REPLIER, Role.PUBLISHER)


def sizes(departments: int = DEPARTMENTS) -> list[int]:
    """How many projects each department has; two and two have 50 together, so that all have 25 on average."""
    chance = Random("county")
    first = [chance.randint(LEAST, MOST) for _ in range((departments + 1) // 2)]
    return [*first, *(LEAST + MOST - one for one in first)][:departments]


def make_county(parent: District, counts: Sequence[int]) -> District:
    """The model district, under the province, with so many projects in each department."""
    county = District.objects.create(name=NAME, code=CODE, parent=parent)
    framework, _ = TableFramework.objects.make_first(
        county, YEAR, TREES["2015"], title="项目绩效目标表", plan_labels=list(CHECKPOINTS)
    )
    for place, step in enumerate(Deadline.Step):
        county.deadlines.create(year=YEAR, step=step, due=date(YEAR, 1, 15) + timedelta(days=30 * place))
    staff = {role: _person(f"{CODE}-{role}", role, district=county) for role in _FINANCE}
    letters = 0
    for place, count in enumerate(counts):
        department = county.departments.create(code=f"{place + 101}", name=f"第{place + 1}部门")
        _person(f"{CODE}-head{place}", Role.HEAD, department=department)
        drafter = _person(f"{CODE}-drafter{place}", Role.DRAFTER, department=department)
        versions = _tables(framework, department, drafter, sum(counts[:place]), count)
        replied = _go_their_ways(versions, drafter, staff[Role.PERFORMANCE_REVIEWER])
        if replied:
            letters += 1
            number, by = f"县财绩〔{YEAR}〕{letters}号", staff[Role.REPLIER]
            issue(county, YEAR, department, number, date(YEAR, 2, 20), replied, by, uuid4())
    _compare(county)
    return county


def _person(username: str, role: Role, **place: District | Department) -> User:
    said = {"name": f"{role.label}甲", "password": make_password(None)}
    user = User.objects.create(username=username, **said)
    Assignment.objects.create(user=user, role=role, **place)
    return user


def _tables(
    framework: TableFramework, department: Department, drafter: User, first: int, count: int
) -> list[TableVersion]:
    numbers = range(first, first + count)
    tables = (draft(one) if _way(one) == "draft" else sound(one) for one in numbers)
    return add_projects([NewProject(table, department) for table in tables], framework, drafter)


def _way(number: int) -> str:
    return _WAYS[number % len(_WAYS)]


def draft(number: int) -> ProjectTable:
    """Half-done, with much that the rules find."""
    return make_table(number, 9 + number % 5)


def sound(number: int) -> ProjectTable:
    """A table that may be submitted: the rules' example in other words, and four rows more."""
    chance = Random(f"sound {number}")
    place, matter = chance.choice(PLACES), chance.choice(MATTERS)
    first = SOUND.indicators[0]
    more = tuple(_row(chance, first, place, matter, turn) for turn in range(4))
    return replace(
        SOUND,
        code=f"13020025P{number:05}",
        name=f"{place}{matter}课桌椅更新（{number}）",
        total=Amount.of("45.6"),
        purpose=f"{SOUND.purpose[:-1]}（{place}{matter}）。",
        indicators=(first, *more, *SOUND.indicators[1:]),
    )


def _row(chance: Random, like: Indicator, place: str, matter: str, turn: int) -> Indicator:
    name = f"{place}{matter}{WHATS[0]}{turn + 2}"
    value, basis = f"≥{chance.randint(20, 900)}套", chance.choice(_TRACEABLE)
    return replace(
        like, level3=name, description=f"{place}实际完成的{matter}{turn + 2}套数", value=value, basis=basis
    )


def _go_their_ways(versions: Sequence[TableVersion], drafter: User, reviewer: User) -> list[int]:
    """By the steps that people take; keys of those that are to be replied."""
    replied = []
    for version in versions:
        way, pk = _way(int(version.code[-5:])), version.pk
        if way == "draft":
            continue
        perform(Action.SUBMIT, pk, drafter)
        if way == "claimed":
            perform(Action.CLAIM, pk, reviewer)
            _ask(version, reviewer)
        elif way == "returned":
            perform(Action.RETURN, pk, reviewer, why="请补充测算依据。", wishes=(Wish("请补充测算依据。"),))
        elif way in ("approved", "replied"):
            perform(Action.APPROVE, pk, reviewer, judged=_excellent())
            replied += [pk] if way == "replied" else []
    return replied


def _ask(version: TableVersion, reviewer: User) -> None:
    row = version.indicators.first()
    open_thread(FEEDBACK, version.project, reviewer, (row.id, "value"), "请附测算依据。", uuid4())


def _excellent() -> Judged:
    met = {one.name: Opinion(Verdict.MET) for one in CRITERIA}
    return Judged(points_form=False, opinions=met, grade=Grade.EXCELLENT, opinion="目标明确，指标可考核。")


def _compare(county: District) -> None:
    context, facts = years.comparing(county, YEAR)
    tables = list(years.to_compare(county, YEAR))
    found = alike.compare(lambda *far: None, tables, context)
    years.keep_comparison(county, YEAR, facts | {"tables": len(tables)}, found)


def publish(county: District) -> None:
    """What has been replied, as public rows for the search; the files beside them are not kept."""
    here = TableVersion.objects.filter(project__district=county, status=Status.REPLIED)
    tables = [table_of(version) for version in here.order_by("project__position")]
    laying.lay(laying.disclosure(YEAR, Publisher(CODE, NAME), tables))

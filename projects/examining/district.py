"""A year's findings as one person may see them: by project and by rule, counted, narrowed, as a workbook."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from budget_site.accounts.models import District, User
from budget_site.row_keys import row_key
from projects.examining.keeping import findings_of
from projects.examining.showing import shown, spot
from projects.examining.wire import Told
from projects.models import CrossFinding, Project, TableVersion
from projects.reading import versions_of
from projects.rules import Level
from projects.rules.finding import FLAGGED
from projects.rules.registered import BY_CODE
from projects.tables import typed

_UNSEEN = "另一部门的一个项目"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding of one project. `other` names the project it is compared with, if the person may see it."""

    version: TableVersion | None
    found: Told
    other: str = ""

    @property
    def code(self) -> str:
        return self.found["code"]

    @property
    def level(self) -> Level:
        return Level(self.found["level"])

    @property
    def title(self) -> str:
        """What the rule asks; its code where the rule is gone."""
        rule = BY_CODE.get(self.code)
        return rule.title if rule else self.code

    @property
    def message(self) -> str:
        return self.found["message"]

    @property
    def evidence(self) -> str:
        return self.found.get("evidence", "")

    @property
    def reason(self) -> str:
        return self.found.get("reason", "")

    @property
    def spot(self) -> str:
        """The cell on the review page; empty where it is about a whole part."""
        return spot(self.found)

    @property
    def field(self) -> str:
        """The id of the field on the drafting form."""
        return shown(self.found)["field"]

    @property
    def project_name(self) -> str:
        return self.version.name or "（未填名称）"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which findings somebody asked for; what is not understood counts as not asked."""

    level: str = ""
    code: str = ""
    department: int | None = None
    text: str = ""
    every: bool = False  # confirmations and what could not be looked at too

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Narrowed":
        return cls(
            query.get("level", "") if query.get("level") in list(Level) else "",
            query.get("code", "") if query.get("code") in BY_CODE else "",
            row_key(query.get("department", "")),
            typed(query.get("q", ""))[:50],
        )

    def wants(self, line: Line) -> bool:
        """Without a level, what is to be mended: a district's confirmations would bury it."""
        levels = (self.level,) if self.level else tuple(Level) if self.every else FLAGGED
        return line.level in levels and self.code in ("", line.code)


def lines_of(user: User, district: District, year: int, asked: Narrowed) -> list[Line]:
    """In the order of the document and of the rules; a fixed number of queries."""
    versions = versions_of(user, district, year).select_related(
        "examination", "project__district", "project__department"
    )
    if asked.department is not None:
        versions = versions.filter(project__department=asked.department)
    if asked.text:
        versions = versions.filter(name__icontains=asked.text)
    read = list(versions.defer("frozen"))
    across = _across(user, [version.project_id for version in read])
    return [line for version in read for line in _of(version, across) if asked.wants(line)]


def _of(version: TableVersion, across: dict[UUID, list[Line]]) -> Iterator[Line]:
    yield from (Line(version, one) for one in findings_of(version))
    for cross in across.get(version.project_id, ()):
        yield replace(cross, version=version)


def _across(user: User, projects: Iterable[UUID]) -> dict[UUID, list[Line]]:
    """What comparisons found, by project. Another project's name is told to those who may see it."""
    found = list(CrossFinding.objects.visible_to(user).filter(project__in=list(projects)))
    others = {one.other_id for one in found if one.other_id}
    seen = set(Project.objects.visible_to(user).filter(pk__in=others).values_list("pk", flat=True))
    names = dict(
        TableVersion.objects.visible_to(user).latest().filter(project__in=seen).values_list("project", "name")
    )
    told: dict[UUID, list[Line]] = {}
    for one in found:
        other = names.get(one.other_id, _UNSEEN) if one.other_id else ""
        told.setdefault(one.project_id, []).append(Line(None, one.finding, other))
    return told


def cross_lines(user: User, version: TableVersion) -> list[Line]:
    """What comparisons found of one project."""
    return [
        replace(line, version=version)
        for line in _across(user, [version.project_id]).get(version.project_id, [])
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule with how many findings it has and in how many tables."""

    code: str
    title: str
    level: Level
    findings: int
    tables: int


def by_rule(lines: Iterable[Line]) -> list[Counted]:
    """The gravest first, then those that most tables have."""
    lines = list(lines)
    findings = Counter((line.code, line.level) for line in lines)
    tables = Counter({(line.code, line.level, line.version.pk) for line in lines})
    per_rule = Counter((code, level) for code, level, _ in tables)
    titles = {line.code: line.title for line in lines}
    counted = [
        Counted(code, titles[code], level, number, per_rule[code, level])
        for (code, level), number in findings.items()
    ]
    order = list(Level)
    return sorted(counted, key=lambda one: (order.index(one.level), -one.tables, one.code))


def by_level(lines: Iterable[Line]) -> dict[Level, int]:
    counted = Counter(line.level for line in lines)
    return {level: counted[level] for level in FLAGGED}

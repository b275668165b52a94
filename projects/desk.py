"""The desk: a year's projects as one person sees them, narrowed, sorted, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from budget_site.accounts.models import Department, District, FormerName, User
from budget_site.row_keys import row_key
from projects.models import Project, Status, TableVersion
from projects.reading import versions_of
from projects.searching import asked as searched
from projects.searching import holding
from projects.tables import typed

SORTS = {
    "position": ("文档次序", ("project__position", "project_id")),
    "amount": ("预算数从大到小", (F("total").desc(nulls_last=True), "project__position")),
    "name": ("名称拼音", ("name_key", "project__position")),
    "changed": ("最近修改", ("-changed_at", "project__position")),
}
TODO = {
    "missing": "有未填的",
    "recheck": "有待核对的",
    "error": "有错误的",
    "warning": "有警告的",
    "complete": "已填完整的",
}
_SUMS = ("total", "fiscal", "other")


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the desk somebody asked for; whatever is not understood counts as not asked."""

    text: str = ""
    status: str = ""
    todo: str = ""
    department: int | None = None
    sort: str = "position"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        return cls(
            typed(query.get("q", ""))[:50],
            query["status"] if query.get("status") in Status.values else "",
            query["todo"] if query.get("todo") in TODO else "",
            row_key(query.get("department", "")),
            query["sort"] if query.get("sort") in SORTS else "position",
        )

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.status or self.todo or self.department)


def found(user: User, district: District, year: int, asked: Asked) -> QuerySet[TableVersion]:
    """The latest versions that were asked for, sorted."""
    versions = versions_of(user, district, year).filter(_matching(asked.text, district, year))
    if asked.status:
        versions = versions.filter(status=asked.status)
    if asked.department is not None:
        versions = versions.filter(project__department=asked.department)
    if asked.todo:
        versions = versions.filter(_todo(asked.todo))
    return versions.order_by(*SORTS[asked.sort][1])


def _matching(text: str, district: District, year: int) -> Q:
    """Every word, of one character or more, stands in the table or in a name of its department.

    That is its name today, and what it was called in the table's year or later.
    """
    words = [word for word in text.split() if searched(word)]
    if text and not words:
        return Q(pk__in=[])
    matching, here = Q(), {"project__district": district, "project__year": year}
    former = FormerName.objects.filter(
        department=OuterRef("project__department"), until_year__gte=OuterRef("project__year")
    )
    for word in words:
        department = Q(project__department__name__icontains=word)
        department |= Exists(former.filter(name__icontains=word))
        matching &= holding(TableVersion, word, **here) | department
    return matching


def _todo(todo: str) -> Q:
    complete = Q(missing=[])
    return {
        "missing": ~complete,
        "recheck": Q(open_rechecks__gt=0),
        "error": Q(examination__errors__gt=0),
        "warning": Q(examination__warnings__gt=0),
        "complete": complete,
    }[todo]


def sums(versions: QuerySet[TableVersion]) -> dict[str, Any]:
    """How many there are, what they sum up to in 万元, and how many amounts could not be read."""
    counted = versions.order_by().aggregate(
        count=Count("pk"),
        unread=Count("pk", filter=Q(total=None)),
        **{f"sum_{name}": Sum(name) for name in _SUMS},
    )
    return {
        "count": counted["count"],
        "unread": counted["unread"],
        **{name: counted[f"sum_{name}"] or Decimal(0) for name in _SUMS},
    }


def by_status(versions: QuerySet[TableVersion]) -> list[dict[str, Any]]:
    """Each state that occurs, with number and 万元, in the order of the way to the reply."""
    rows = versions.order_by().values("status").annotate(count=Count("pk"), total=Sum("total"))
    told = {row["status"]: row for row in rows}
    return [
        {
            "status": status,
            "label": status.label,
            "count": told[status]["count"],
            "total": told[status]["total"],
        }
        for status in Status
        if status in told
    ]


def departments_of(versions: QuerySet[TableVersion]) -> list[Department]:
    """Whose tables these are, for a choice; in the order of their codes."""
    held = versions.order_by().values("project__department")
    return list(Department.objects.filter(pk__in=held).prefetch_related("former_names"))


def chosen(versions: QuerySet[TableVersion], ids: Sequence[str]) -> list[TableVersion]:
    """Those of the versions whose projects were ticked; what is no id is no project."""
    projects = []
    for one in ids:
        try:
            projects.append(UUID(one))
        except ValueError:
            continue
    return list(versions.filter(project__in=projects))


def writable(user: User, versions: Sequence[TableVersion]) -> set[UUID]:
    """The projects among these that the person may write."""
    ids = [version.project_id for version in versions]
    return set(Project.objects.drafted_by(user).filter(pk__in=ids).values_list("pk", flat=True))

"""The letters of a year as somebody sees them: waiting to be issued, about to be, issued and drawn again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from budget_site.accounts.models import Department, District, Role, User
from projects.models import LetterTable, Project, ReplyLetter, Status, TableVersion
from projects.models.version import OPEN
from projects.reading import versions_of
from projects.rendering.letter import Item, Letter
from projects.review.replying import called
from projects.storing import table_of
from projects.tables import ProjectTable, from_canonical

_APPROVED = (Status.APPROVED,)
RENDERERS = {"docx": "letter_word", "pdf": "letter_pdf"}


class LetterBroken(Exception):
    """A table is no longer what was replied; the sentence says which letter and whom to ask."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A department's approved tables: how many, 万元, and how many others are still on their way."""

    department: Department | None
    count: int
    total: Decimal | None
    others: int


def waiting(user: User, district: District, year: int) -> list[Waiting]:
    """The departments, among those whose tables this person replies, that have approved ones."""
    here = _replied_by(user, versions_of(user, district, year)).order_by()
    approved = Q(status__in=_APPROVED)
    others = Q(status__in=[status for status in OPEN if status not in _APPROVED])
    counted = here.values("project__department").annotate(
        count=Count("pk", filter=approved),
        sum=Sum("total", filter=approved),
        others=Count("pk", filter=others),
    )
    found = {one["project__department"]: one for one in counted if one["count"]}
    departments = Department.objects.filter(pk__in=[pk for pk in found if pk]).prefetch_related(
        "former_names"
    )
    listed = [(one.pk, one) for one in departments.order_by("code")] + (
        [(None, None)] if None in found else []
    )
    return [
        Waiting(department, found[pk]["count"], found[pk]["sum"], found[pk]["others"])
        for pk, department in listed
    ]


def approved(
    user: User, district: District, year: int, department: Department | None
) -> QuerySet[TableVersion]:
    """What can be replied to a department, in document order."""
    here = versions_of(user, district, year).filter(project__department=department, status__in=_APPROVED)
    return _replied_by(user, here)


def _replied_by(user: User, versions: QuerySet[TableVersion]) -> QuerySet[TableVersion]:
    return versions.filter(versions.within(user.acting({Role.REPLIER})))


def letters_seen(user: User, district: District, year: int) -> QuerySet[ReplyLetter]:
    """The newest first, each with its tables as `attached`."""
    attached = LetterTable.objects.visible_to(user).select_related("version__project")
    attached = attached.defer("version__frozen").order_by("position")
    seen = ReplyLetter.objects.visible_to(user).filter(district=district, year=year)
    return seen.order_by("-dated", "-pk").prefetch_related(Prefetch("tables", attached, to_attr="attached"))


def letters_of(user: User, project: Project) -> list[ReplyLetter]:
    """The letters that replied this project's tables, the newest first, as far as one may see them."""
    seen = ReplyLetter.objects.visible_to(user).filter(tables__version__project=project)
    return list(seen.select_related("district").order_by("-issued_at", "-pk").distinct())


def letter_of(letter: ReplyLetter) -> Letter:
    """As it was issued, from the frozen bytes of its tables, each held against the hash that was approved."""
    attached = LetterTable.objects.filter(letter=letter).select_related("version").order_by("position")
    return _drawn(letter, [_table(letter, one) for one in attached])


def preview(said: Mapping[str, Any], versions: Sequence[TableVersion]) -> Letter:
    """The letter that `replying.issue` would make of what was said."""
    words = {name: said[name] for name in ("district", "year", "number", "dated", "issuer", "remark")}
    unsaved = ReplyLetter(**words, addressee=called(said["department"], said["year"]))
    return _drawn(unsaved, [table_of(version) for version in versions])


def _drawn(letter: ReplyLetter, tables: Sequence[ProjectTable]) -> Letter:
    return Letter(
        issuer=letter.issuer,
        number=letter.number,
        dated=letter.dated,
        addressee=letter.addressee,
        year=letter.year,
        remark=letter.remark,
        items=tuple(map(Item.of, tables)),
        tables=tuple(tables),
    )


def _table(letter: ReplyLetter, attached: LetterTable) -> ProjectTable:
    content = bytes(attached.version.frozen or b"")
    if hashlib.sha256(content).hexdigest() != attached.frozen_hash:
        which = f"{letter.number}所附的第{attached.position}张表"
        raise LetterBroken(f"{which}与批复时不是同一份，不能下载；请告知系统管理员核查。")
    return from_canonical(content)

"""批复: one letter to one department, with the tables as they were approved. All of it, or nothing."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Department, District, Role, User
from budget_site.trail.recording import Action as Trail
from budget_site.trail.recording import record
from projects.days import day
from projects.models import LetterTable, Notice, ReplyLetter, ReviewEvent, TableVersion
from projects.review import letter_numbers
from projects.review.notices import tell
from projects.review.performing import perform
from projects.review.said import Refused
from projects.workflow import Action

MOST_TABLES = 100  # of one letter: as many as are drawn as PDF while a person waits
EVERYBODY = "各有关单位"
OTHER_TEXT = "表的内容与审核通过时不是同一份，不能批复；请退回后重新送审，并告知系统管理员。"


@dataclass(frozen=True)
class OfTable:
    """Why one table cannot be replied."""

    version: int
    name: str
    reasons: tuple[str, ...]


class NotIssued(Exception):
    """Nothing was issued and nothing replied: `reasons` stand against the letter, `tables` against some."""

    def __init__(self, reasons: Iterable[str] = (), tables: Iterable[OfTable] = ()) -> None:
        self.reasons, self.tables = tuple(reasons), tuple(tables)
        told = [*self.reasons, *(f"“{one.name}”：{''.join(one.reasons)}" for one in self.tables)]
        super().__init__("".join(told))


@transaction.atomic
def issue(
    district: District,
    year: int,
    department: Department | None,
    number: str,
    dated: date,
    version_pks: Collection[int],
    user: User,
    key: UUID,
    remark: str = "",
    issuer: str = "",
) -> ReplyLetter:
    """Reply the tables and keep the letter with them, in one transaction.

    The same tables again, under the same key or the same number, are the letter that there is. NotIssued,
    with every reason of every table, where one of them cannot be replied.
    """
    District.objects.select_for_update(no_key=True).get(pk=district.pk)  # one number after the other
    wanted, number = set(version_pks), _spelled(number)
    if there := _there_already(district, number, wanted, user, key):
        return there
    versions = _locked(user, district, year, department, wanted)
    events = _reply(versions, user, key)
    place = {"district": district, "year": year, "department": department}
    to = {"issuer": issuer.strip() or usual_issuer(district), "addressee": called(department, year)}
    words = {"number": number, "dated": dated, "remark": remark.strip()}
    letter = ReplyLetter.objects.create(**place, **to, **words, issued_by=user)
    _attach(letter, versions)
    _tell_trail(letter, versions, events)
    tell([_notice(letter, role, len(versions)) for role in (Role.DRAFTER, Role.HEAD)], user)
    return letter


def _attach(letter: ReplyLetter, versions: list[TableVersion]) -> None:
    LetterTable.objects.bulk_create(
        LetterTable(letter=letter, version=version, position=place, frozen_hash=version.frozen_hash)
        for place, version in enumerate(versions, 1)
    )


def _spelled(number: str) -> str:
    try:
        return str(letter_numbers.read(number))
    except letter_numbers.BadNumber as bad:
        raise NotIssued([str(bad)]) from bad


def made_with(key: UUID, version_pks: Collection[int], user: User) -> ReplyLetter | None:
    """The letter that this person has made of just these tables from the page of this key."""
    wanted = set(version_pks)
    steps = ReviewEvent.objects.filter(pk__in=[_step(key, pk) for pk in wanted], by=user)
    made = ReplyLetter.objects.filter(tables__version__events__in=steps).distinct().first()
    return made if made and _tables(made) == wanted else None


def _tables(letter: ReplyLetter) -> set[int]:
    return set(letter.tables.values_list("version", flat=True))


def _there_already(
    district: District, number: str, wanted: set[int], user: User, key: UUID
) -> ReplyLetter | None:
    """The letter that this request, or one of the same words, has made. NotIssued: the number is taken."""
    if made := made_with(key, wanted, user):
        return made
    taken = ReplyLetter.objects.filter(district=district, number=number).first()
    if taken and _tables(taken) == wanted:
        return taken
    if taken:
        raise NotIssued([f"文号{number}已用于{day(taken.dated)}发给{taken.addressee}的通知，请换一个文号。"])
    return None


def _step(key: UUID, version: int) -> UUID:
    """The key of one table's reply, out of the page's key."""
    return uuid5(key, str(version))


def _locked(
    user: User, district: District, year: int, department: Department | None, wanted: set[int]
) -> list[TableVersion]:
    """The tables in document order, which nobody else touches meanwhile."""
    if not wanted:
        raise NotIssued(["请至少勾选一张要批复的表。"])
    if len(wanted) > MOST_TABLES:
        raise NotIssued([f"一份通知最多附{MOST_TABLES}张表，现在勾选了{len(wanted)}张；请分成几份通知批复。"])
    here = {"project__district": district, "project__year": year, "project__department": department}
    seen = TableVersion.objects.visible_to(user).filter(pk__in=wanted, **here)
    versions = list(seen.select_for_update(of=("self",)).select_related("project").order_by("pk"))
    if len(versions) < len(wanted):
        raise NotIssued(["有的表已经不在这个部门本年度的项目里，请重新打开本页再办理。"])
    return sorted(versions, key=lambda one: (one.project.position, str(one.project_id)))


def _reply(versions: list[TableVersion], user: User, key: UUID) -> list[ReviewEvent]:
    """Each by the one way there is; NotIssued with what stands against any of them."""
    letters = dict(LetterTable.objects.filter(version__in=versions).values_list("version", "letter__number"))
    events, refused = [], []
    for version in versions:
        try:
            if version.pk in letters:
                raise Refused([f"已经随{letters[version.pk]}批复。"])
            events.append(perform(Action.REPLY, version.pk, user, key=_step(key, version.pk)))
            if not is_as_approved(version):
                raise Refused([OTHER_TEXT])
        except Refused as reasons:
            refused.append(OfTable(version.pk, version.name or "未填名称", tuple(reasons.reasons)))
    if refused:
        raise NotIssued(tables=refused)
    return events


def is_as_approved(version: TableVersion) -> bool:
    """Whether its bytes are those of its hash, and that the one which was approved last, if it was."""
    approved = version.events.filter(action=Action.APPROVE).order_by("number").last()
    signed = approved.frozen_hash if approved else version.frozen_hash
    found = hashlib.sha256(bytes(version.frozen or b"")).hexdigest()
    return found == version.frozen_hash == signed


def _tell_trail(letter: ReplyLetter, versions: list[TableVersion], events: list[ReviewEvent]) -> None:
    record(
        Trail.LETTER,
        by=letter.issued_by,
        district=letter.district_id,
        about=letter,
        after={
            "文号": letter.number,
            "日期": letter.dated,
            "主送": letter.addressee,
            "表": {str(version.project): version.frozen_hash for version in versions},
        },
        on_behalf_of=next((event.on_behalf_of for event in events if event.on_behalf_of), None) or "",
    )


def _notice(letter: ReplyLetter, role: Role, count: int) -> Notice:
    """Beside those of the single tables: the letter itself, for the officers of the department."""
    return Notice(
        kind=Notice.Kind.DONE,
        text=f"{letter.number}已发给{letter.addressee}，批复{count}个项目的绩效目标，请下载存档。",
        district_id=letter.district_id,
        year=letter.year,
        department_id=letter.department_id,
        role=role,
        page=f"{reverse('letters', args=[letter.district.code, letter.year])}#letter-{letter.pk}",
    )


def called(department: Department | None, year: int) -> str:
    """主送: the department as it was called in the year."""
    return department.called_in(year) if department else EVERYBODY


def usual_issuer(district: District) -> str:
    """As on the last letter, else the bureau's usual name."""
    last = ReplyLetter.objects.filter(district=district).order_by("-issued_at", "-pk").first()
    return last.issuer if last else f"{district}财政局"


def proposed_number(district: District, year: int) -> str:
    """In the row of this calendar year, in which it is issued (GB/T 9704), whatever year the tables are of.

    机关代字 as in the last letter on tables of that year, or in the last of all; empty where there is none.
    """
    letters = ReplyLetter.objects.filter(district=district).order_by("-issued_at", "-pk")
    used = list(letters.values_list("number", flat=True))
    last = letters.filter(year=year).values_list("number", flat=True).first() or next(iter(used), "")
    return letter_numbers.following(last, used, timezone.localdate().year)

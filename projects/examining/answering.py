"""A person's reason for a warning, and the examination renewed where rules, settings or the form changed."""

from collections.abc import Callable, Iterable

from django.db import transaction

from budget_site.accounts.models import District, User
from projects.drafting.sheet import cell_texts
from projects.examining.keeping import count_open_warnings, examination, keep
from projects.examining.reasons import subject, text_hash, with_reasons
from projects.examining.wire import Told
from projects.models import TableVersion, WarningReason
from projects.models.version import WORKING
from projects.rules import Level
from projects.storing import locked, working
from projects.surroundings import Surroundings
from projects.tables import typed

MOST = 500  # characters of a reason
CHUNK = 100  # tables that are examined in one transaction


class ReasonRefused(Exception):
    """Not taken; the sentence says why and what to do."""


@transaction.atomic
def give_reason(pk: int, code: str, row: str, cell: str, reason: str, user: User) -> None:
    """Say why a warning of a working version may stand; an empty reason takes it back.

    ReasonRefused where there is no such warning any more, or it is too long, or the version is not open.
    """
    reason = typed(reason)
    version = locked(pk)
    if not version.is_working:
        raise ReasonRefused(f"这张表现在是“{version.get_status_display()}”，不能再填写理由。")
    if len(reason) > MOST:
        raise ReasonRefused(f"理由请不要超过{MOST}个字，现有{len(reason)}个字。")
    sheet = working(version)
    texts = cell_texts(sheet)
    asked_for = (code, row, cell)
    found = {subject(one, texts) for one in _warnings(version) if subject(one, texts)[:3] == asked_for}
    if not found:
        raise ReasonRefused("这条警告已经不在了，可能刚刚改好；请看最新的检查结果。")
    for one in found:
        _put(version, one, reason, user)
    kept = version.examination
    kept.warnings = count_open_warnings(with_reasons(kept.findings, sheet, _reasons(version)))
    kept.save(update_fields=["warnings"])


def _warnings(version: TableVersion) -> list[Told]:
    return [one for one in version.examination.findings if one["level"] == Level.WARNING]


def _put(version: TableVersion, about: tuple[str, str, str, str], reason: str, user: User) -> None:
    code, row, cell, text = about
    place = {"code": code, "row": row, "cell": cell, "text_hash": text_hash(text)}
    if reason:
        said = {"text": text, "reason": reason, "given_by": user}
        version.warning_reasons.update_or_create(**place, defaults=said)
    else:
        version.warning_reasons.filter(**place).delete()


def _reasons(version: TableVersion) -> list[WarningReason]:
    return list(version.warning_reasons.select_related("given_by"))


def findings_of(version: TableVersion) -> list[Told]:
    """What was found, each warning with its reason where one holds; two queries after `with_rows()`."""
    kept = getattr(version, "examination", None)
    return with_reasons(kept.findings, working(version), _reasons(version)) if kept else []


def renew(
    district: District, year: int, pks: Iterable[int], tell: Callable[[int], None] = lambda done: None
) -> None:
    """Examine working versions of a year again; `tell` hears how many are done, between transactions."""
    pks = list(pks)
    for start in range(0, len(pks), CHUNK):
        tell(start)
        _renew(district, year, pks[start : start + CHUNK])


@transaction.atomic
def _renew(district: District, year: int, pks: list[int]) -> None:
    chosen = TableVersion.objects.filter(
        pk__in=pks, status__in=WORKING, project__district=district, project__year=year
    )
    list(chosen.select_for_update(of=("self",)).values_list("pk", flat=True))  # nobody writes meanwhile
    found = chosen.with_rows().select_related("framework", "project__department")
    around: dict[int | None, Surroundings] = {}
    examined = []
    for version in found.prefetch_related("warning_reasons", "project__department__former_names"):
        here = around.setdefault(version.framework_id, Surroundings(district, year, version.framework))
        examined.append(examination(version, working(version), here, version.warning_reasons.all()))
    keep(examined)

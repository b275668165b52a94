"""A person's reason for a warning."""

from django.db import transaction

from budget_site.accounts.models import User
from projects.drafting.sheet import cell_texts
from projects.examining.keeping import examination, findings_of, keep
from projects.examining.reasons import subject, text_hash
from projects.examining.wire import Told
from projects.models import TableVersion
from projects.rules import Level
from projects.storing import locked, working
from projects.surroundings import Surroundings
from projects.tables import typed

MOST = 500  # characters of a reason


class ReasonRefused(Exception):
    """Not taken; the sentence says why and what to do."""


@transaction.atomic
def give_reason(pk: int, code: str, row: str, cell: str, reason: str, user: User, about: str = "") -> None:
    """Say why a warning of a working version may stand; an empty reason takes it back.

    `about` (see `reasons.mark`) tells apart two warnings of one rule at one cell; without it all are meant.
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
    warned = {subject(one, texts) for one in _warnings(version)}
    found = {one for one in warned if one[:3] == asked_for and about in ("", text_hash(one[3]))}
    if not found:
        raise ReasonRefused("这条警告已经不在了，可能刚刚改好；请看最新的检查结果。")
    for one in found:
        _put(version, one, reason, user)
    around = Surroundings(version.project.district, version.project.year, version.framework)
    keep([examination(version, sheet, around, version.warning_reasons.select_related("given_by"))])


def _warnings(version: TableVersion) -> list[Told]:
    return [one for one in findings_of(version) if one["level"] == Level.WARNING]


def _put(version: TableVersion, about: tuple[str, str, str, str], reason: str, user: User) -> None:
    code, row, cell, text = about
    place = {"code": code, "row": row, "cell": cell, "text_hash": text_hash(text)}
    if reason:
        said = {"text": text, "reason": reason, "given_by": user}
        version.warning_reasons.update_or_create(**place, defaults=said)
    else:
        version.warning_reasons.filter(**place).delete()

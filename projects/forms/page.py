"""What the drafting page shows: the form, and beside it what is missing, to be looked at again, or asked."""

from typing import Any
from uuid import uuid4

from budget_site.accounts.models import User
from projects.drafting import presence
from projects.drafting.sheet import Sheet
from projects.drafting.state import state
from projects.examining.keeping import findings_of
from projects.examining.showing import beside, of_what_is_typed
from projects.examining.wire import Told
from projects.forms import seen
from projects.forms.draft import Classes, DraftForm
from projects.forms.posting import Posted
from projects.forms.questions import Questions
from projects.models import TableVersion
from projects.review.standing import checklist
from projects.storing import working


def page(
    version: TableVersion,
    user: User,
    posted: Posted | None = None,
    asked: Questions | None = None,
    lost: seen.Lost | None = None,
    sentence: str = "",
) -> dict[str, Any]:
    """The table as it says now; or as it was sent (`posted`), where nothing of it was taken for `sentence`.

    `asked` is what the last save was in conflict with, `lost` a deleted row that can be brought back.
    """
    sheet = posted.seen if posted else working(version)
    told = state(version, sheet, presence.others(version, user))
    findings = of_what_is_typed(findings_of(version), sheet)
    return {
        "version": version,
        "project": version.project,
        "form": _form(version, sheet, told, posted, asked, findings),
        "told": told,
        "findings": beside(findings),
        "lacks": told["missing"],
        "asked": asked,
        "lost": lost,
        **checklist(version, sheet),
        "sentence": sentence,
        "key": uuid4(),
        "base": posted.base if posted else version.revision,
        "seen": seen.said(sheet),
        # Where fields hold what the server does not have, the scripts would take it for saved.
        "scripted": not (asked or sentence),
    }


def _form(
    version: TableVersion,
    sheet: Sheet,
    told: dict[str, Any],
    posted: Posted | None,
    asked: Questions | None,
    findings: list[Told],
) -> DraftForm:
    typed = posted.changed() if posted else {}
    return DraftForm(sheet, _classes(version, sheet), told, typed, asked or Questions(), findings)


def _classes(version: TableVersion, sheet: Sheet) -> Classes:
    """The year's classes; where the table came in before there was a form, those that it uses."""
    if version.framework:
        return version.framework.classes()
    return list(dict.fromkeys((row.level1, row.level2) for row in sheet.indicators))

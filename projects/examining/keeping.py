"""What the rules say of a version, kept beside it: for the page, for lists, and for the reviewers."""

from collections.abc import Sequence

from django.utils import timezone

from projects.drafting.sheet import Sheet
from projects.examining.asked import asked
from projects.examining.reasons import with_reasons
from projects.examining.wire import Told, count, told
from projects.models import Examination, TableVersion, WarningReason
from projects.rules import Level, examine
from projects.surroundings import Surroundings
from projects.tables import ProjectTable

_FIELDS = ("asked", "findings", "errors", "warnings", "hints", "examined_at")


def examination(
    version: TableVersion,
    table: ProjectTable | Sheet,
    around: Surroundings,
    reasons: Sequence[WarningReason] = (),
) -> Examination:
    """The unsaved examination of what a version says now."""
    shown = table.table() if isinstance(table, Sheet) else table
    context = around.context(version.project.department)
    findings = [told(one) for one in examine(shown, context)]
    counted = Examination(
        version=version,
        asked=asked(context.settings),
        findings=findings,
        errors=count(findings, Level.ERROR),
        hints=count(findings, Level.HINT),
        examined_at=timezone.now(),
    )
    counted.warnings = count_open_warnings(with_reasons(findings, shown, reasons))
    return counted


def count_open_warnings(findings: Sequence[Told]) -> int:
    return sum(one["level"] == Level.WARNING and "reason" not in one for one in findings)


def keep(examinations: Sequence[Examination]) -> None:
    """Each in place of what was kept of its version before."""
    Examination.objects.bulk_create(
        examinations, batch_size=200, update_conflicts=True, unique_fields=["version"], update_fields=_FIELDS
    )

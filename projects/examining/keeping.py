"""What the rules say of a version, kept beside it: for the page, for lists, and for the reviewers."""

from collections.abc import Sequence

from django.utils import timezone

from projects.drafting.sheet import Sheet
from projects.examining.asked import asked
from projects.examining.reasons import with_reasons
from projects.examining.wire import Told, told
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
    found = [told(one, shown) for one in examine(shown, context)]
    findings = with_reasons(found, shown, reasons)
    return Examination(
        version=version,
        asked=asked(context.settings),
        findings=findings,
        errors=_count(findings, Level.ERROR),
        warnings=_count(findings, Level.WARNING),
        hints=_count(findings, Level.HINT),
        examined_at=timezone.now(),
    )


def _count(findings: Sequence[Told], level: Level) -> int:
    """Those that nobody has given a reason for."""
    return sum(one["level"] == level and "reason" not in one for one in findings)


def keep(examinations: Sequence[Examination]) -> None:
    """Each in place of what was kept of its version before."""
    Examination.objects.bulk_create(
        examinations, batch_size=200, update_conflicts=True, unique_fields=["version"], update_fields=_FIELDS
    )


def findings_of(version: TableVersion) -> list[Told]:
    """What was found, each warning with its reason where one holds."""
    kept = getattr(version, "examination", None)
    return kept.findings if kept else []

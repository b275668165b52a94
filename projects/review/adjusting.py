"""调整: a new version of a replied project, which stays in force until the new one is replied."""

from django.db.models import Max
from django.utils import timezone

from budget_site.accounts.models import User
from projects.copying import without_ids
from projects.drafting.beginnings import first_snapshot, keep_first
from projects.drafting.sheet import PARTS
from projects.drafting.snapshots import Reason
from projects.models import Status, TableVersion, WarningReason
from projects.storing import identified, new_version, save_new, table_of
from projects.surroundings import Surroundings
from projects.tables import ProjectTable


def open_adjustment(version: TableVersion, user: User) -> TableVersion:
    """A draft that says what the replied version says; rows keep their lineages."""
    project = version.project
    last = project.versions.aggregate(last=Max("number"))["last"]
    draft = TableVersion(
        project=project,
        framework=version.framework,
        number=last + 1,
        status=Status.DRAFT,
        created_by=user,
        changed_by=user,
    )
    said = table_of(version)
    table = identified(without_ids(said))
    around = Surroundings(project.district, project.year, version.framework)
    reasons = _reasons(version, draft, _new_rows(said, table))
    save_new([draft], new_version(draft, table, around, reasons))
    WarningReason.objects.bulk_create(reasons)
    keep_first([first_snapshot(draft, table, user, Reason.CREATED, f"调整第{version.number}版")])
    return draft


def adjusted(version: TableVersion) -> TableVersion | None:
    """The replied version that this one is to take the place of; None where it adjusts none."""
    others = TableVersion.objects.filter(project=version.project_id).exclude(pk=version.pk)
    return others.filter(status=Status.REPLIED).first()


def _new_rows(old: ProjectTable, new: ProjectTable) -> dict[str, str]:
    """By the id of each row, that of its copy."""
    pairs = (pair for part in PARTS for pair in zip(getattr(old, part), getattr(new, part), strict=True))
    return {str(before.id): str(after.id) for before, after in pairs} | {"": ""}


def _reasons(old: TableVersion, new: TableVersion, rows: dict[str, str]) -> list[WarningReason]:
    """What was explained need not be explained again while its cell says the same; unsaved."""
    same = ("code", "cell", "text", "text_hash", "reason", "given_by")
    anew = {"version": new, "given_at": timezone.now()}
    return [
        WarningReason(row=rows[one.row], **anew, **{name: getattr(one, name) for name in same})
        for one in old.warning_reasons.select_related("given_by")
        if one.row in rows
    ]

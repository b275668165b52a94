"""调整: a new version of a replied project, which stays in force until the new one is replied."""

from django.db.models import Max

from budget_site.accounts.models import User
from projects.copying import without_ids
from projects.drafting.beginnings import first_snapshot, keep_first
from projects.drafting.sheet import PARTS
from projects.drafting.snapshots import Reason
from projects.examining.keeping import examination, keep
from projects.models import Status, TableVersion, WarningReason
from projects.storing import identified, new_version, save_new, table_of, working
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
    save_new([draft], new_version(draft, table, around))
    _keep_reasons(version, draft, _new_rows(said, table), around)
    keep_first([first_snapshot(draft, table, user, Reason.CREATED, f"调整第{version.number}版")])
    return draft


def _new_rows(old: ProjectTable, new: ProjectTable) -> dict[str, str]:
    """By the id of each row, that of its copy."""
    pairs = (pair for part in PARTS for pair in zip(getattr(old, part), getattr(new, part), strict=True))
    return {str(before.id): str(after.id) for before, after in pairs} | {"": ""}


def _keep_reasons(old: TableVersion, new: TableVersion, rows: dict[str, str], around: Surroundings) -> None:
    """What was explained need not be explained again while its cell says the same."""
    WarningReason.objects.bulk_create(
        WarningReason(
            version=new,
            row=rows[one.row],
            **{
                name: getattr(one, name)
                for name in ("code", "cell", "text", "text_hash", "reason", "given_by")
            },
        )
        for one in old.warning_reasons.select_related("given_by")
        if one.row in rows
    )
    keep([examination(new, working(new), around, new.warning_reasons.select_related("given_by"))])

"""调整: a new version of a replied project, which stays in force until the new one is replied."""

from django.db.models import Max

from budget_site.accounts.models import User
from projects.copying import without_ids
from projects.drafting.beginnings import first_snapshot, keep_first
from projects.drafting.snapshots import Reason
from projects.models import Status, TableVersion
from projects.storing import identified, new_version, save_new, table_of
from projects.surroundings import Surroundings


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
    table = identified(without_ids(table_of(version)))
    rows = new_version(draft, table, Surroundings(project.district, project.year, version.framework))
    save_new([draft], rows)
    keep_first([first_snapshot(draft, table, user, Reason.CREATED, f"调整第{version.number}版")])
    return draft

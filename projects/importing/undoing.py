"""Taking an import back whole, unless somebody went on writing."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import District, User
from projects.days import moment
from projects.drafting.operations import BadOperation
from projects.drafting.saving import SaveRefused
from projects.drafting.snapshots import restore
from projects.importing.refused import ImportRefused
from projects.models import (
    Assessment,
    FeedbackThread,
    ImportedTable,
    InternalThread,
    Project,
    ReviewEvent,
    Status,
    TableImport,
    TableVersion,
)
from projects.storing import load
from projects.tables import content_hash


@transaction.atomic
def undo(table_import: TableImport, user: User) -> int:
    """Projects it made go, tables it changed say again what they said; the number of tables taken back.

    ImportRefused where it was undone already or a table of it was changed since, naming each.
    """
    District.objects.select_for_update(no_key=True).get(pk=table_import.district_id)
    table_import = TableImport.objects.select_for_update(of=("self",)).get(pk=table_import.pk)
    if table_import.undone_at:
        when = moment(timezone.localtime(table_import.undone_at))
        raise ImportRefused(f"这次导入已于{when}由{table_import.undone_by}撤销，无需再次撤销。")
    if changed := list(_changed(table_import)):
        raise ImportRefused(
            f"有{len(changed)}张表导入后已经改动，撤销会丢掉这些改动，因此没有撤销：{'；'.join(changed)}。"
        )
    updated = table_import.tables.exclude(before=None).select_related("before", "version")
    for table in updated:
        _take_back(table, user)
    versions = TableVersion.objects.filter(imported_as__table_import=table_import, imported_as__before=None)
    projects = Project.objects.filter(pk__in=list(versions.values_list("project", flat=True)))
    # What undone imports changed in them has nothing left to go back to.
    ImportedTable.objects.filter(version__in=versions).update(before=None)
    versions.delete()
    count = projects.count()
    projects.delete()
    table_import.undone_by, table_import.undone_at = user, timezone.now()
    table_import.save(update_fields=["undone_by", "undone_at"])
    return count + len(updated)


def _take_back(table: ImportedTable, user: User) -> None:
    try:
        restore(table.before, user)
    except (SaveRefused, BadOperation) as refused:
        raise ImportRefused(f"{_named(table, table.version)}不能改回导入前的内容：{refused}") from refused


def _changed(table_import: TableImport) -> Iterator[str]:
    """Which of an import's tables cannot be taken back as they came in, by number and name."""
    versions = TableVersion.objects.filter(project__versions__imported_as__table_import=table_import)
    now: dict[UUID, list[TableVersion]] = {}
    there = versions.select_for_update(of=("self",)).select_related("project").order_by("pk")
    for version in sorted(there.with_rows(), key=lambda one: (str(one.project_id), one.number)):
        now.setdefault(version.project_id, []).append(version)
    later = TableImport.objects.standing().filter(pk__gt=table_import.pk, tables__version__in=versions)
    again = set(later.values_list("tables__version", flat=True))
    worked_on = _worked_on(now)
    for table in table_import.tables.select_related("version"):
        of_project = now.get(table.version.project_id, []) if table.version else []
        new = table.before_id is None and table.version and table.version.project_id in worked_on
        if table.version_id in again or new or not _as_imported(table, of_project):
            yield _named(table, of_project[-1] if of_project else None)
        elif table.before_id and of_project[-1].project.binned_at:
            yield f"{_named(table, of_project[-1])}（已移入回收站，请先恢复再撤销）"


def _worked_on(projects: Collection[UUID]) -> set[UUID]:
    """Those that were submitted once, talked about or assessed: with them more would be lost than came in."""
    said = (
        model.objects.filter(project__in=projects) for model in (FeedbackThread, InternalThread, Assessment)
    )
    found = {pk for rows in said for pk in rows.values_list("project", flat=True)}
    steps = ReviewEvent.objects.filter(version__project__in=projects)
    return found | set(steps.values_list("version__project", flat=True))


def _named(table: ImportedTable, version: TableVersion | None) -> str:
    return f"第{table.index}张“{version.name if version else '已删除'}”"


def _as_imported(table: ImportedTable, versions: list[TableVersion]) -> bool:
    return (
        bool(versions)
        and versions[-1].pk == table.version_id
        and (table.before is not None or len(versions) == 1)
        and versions[-1].status in (Status.DRAFT, *([Status.RETURNED] if table.before else []))
        and (table.before is not None or versions[0].project.department_id == table.department_id)
        and content_hash(load(versions[-1])) == table.content_hash
    )

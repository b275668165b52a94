"""Taking a save in: the one way by which the words of a working table change.

The form, the page without scripts, an import into a table that is there and a restore all come here. Whole
in one transaction, once for each key, merged cell by cell; what cannot be merged comes back as conflicts.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.days import moment
from projects.drafting import journal
from projects.drafting.operations import Add, BadOperation, Conflict, Delete, Merged, Operation, merge
from projects.drafting.sheet import Sheet
from projects.drafting.wire import as_json
from projects.models import GoalRow, IndicatorRow, PlanRow, Save, TableVersion
from projects.storing import locked, working, write

UNDONE = "这张表刚刚随撤销导入一起收回了，没有保存；已填的内容留在本机。"


class SaveRefused(Exception):
    """Nothing was saved; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a save: the table's revision now, what was in conflict, what others changed meanwhile.

    `conflicts` and `others` are as the browser gets them; see `told_conflict` and `wire.as_json`.
    """

    revision: int
    saved_at: datetime.datetime
    conflicts: list[dict[str, Any]]
    others: list[dict[str, Any]]


@transaction.atomic
def save(pk: int, user: User, key: UUID, base: int, operations: Sequence[Operation]) -> Outcome:
    """Merge operations made from revision `base` into a version. The same key again changes nothing.

    SaveRefused where the version cannot be written now, BadOperation where the operations are none.
    """
    version = _locked(pk)
    if done := Save.objects.filter(key=key).first():
        return _again(version, done, user, base)
    _refuse_closed(version)
    before = working(version)
    operations = _with_lineages(version, operations)
    _refuse_strange_rows(version, operations)
    others = journal.changes_since(version, base)
    merged = merge(before, operations, journal.moved(others))
    conflicts = list(map(told_conflict, merged.conflicts, journal.who(version, merged.conflicts)))
    saved_at = timezone.now()
    if merged.applied:
        version.revision += 1
        version.changed_by, version.changed_at = user, saved_at
        write(version, before, merged.sheet)
        Save.objects.create(
            key=key,
            version=version,
            revision=version.revision,
            user=user,
            operations=_told(before, merged),
            conflicts=conflicts,
        )
    return Outcome(version.revision, saved_at, conflicts, others)


def _locked(pk: int) -> TableVersion:
    try:
        return locked(pk)
    except TableVersion.DoesNotExist as gone:  # since the page asked for it
        raise SaveRefused(UNDONE) from gone


def _again(version: TableVersion, done: Save, user: User, base: int) -> Outcome:
    """What a save answered when it first came, with what others did before it."""
    if (done.version_id, done.user_id) != (version.pk, user.pk):
        raise SaveRefused("这次保存的编号已经用过，请刷新页面后再保存；已填的内容留在本机。")
    others = journal.changes_since(version, base, until=done.revision)
    return Outcome(done.revision, done.saved_at, done.conflicts, others)


def _refuse_closed(version: TableVersion) -> None:
    project = version.project
    if project.binned_at:
        when = moment(timezone.localtime(project.binned_at))
        raise SaveRefused(f"这个项目已于{when}由{project.binned_by}移入回收站，没有保存；恢复后可以再填。")
    if not version.is_working:
        raise SaveRefused(
            f"这张表现在是“{version.get_status_display()}”，不能改写；要修改请先撤回或等待退回。"
        )


def _with_lineages(version: TableVersion, operations: Sequence[Operation]) -> list[Operation]:
    """A row that is put back keeps the lineage it had."""
    added = {one.row for one in operations if isinstance(one, Add) and one.lineage is None}
    known = journal.removed(version, added)
    return [
        replace(one, lineage=known[one.row])
        if isinstance(one, Add) and one.row in known and one.lineage is None
        else one
        for one in operations
    ]


def _refuse_strange_rows(version: TableVersion, operations: Sequence[Operation]) -> None:
    """An id of another table's row is never taken."""
    added = {one.row for one in operations if isinstance(one, Add)}
    for model in (PlanRow, GoalRow, IndicatorRow):
        if added and model.objects.filter(pk__in=added).exclude(version=version).exists():
            raise BadOperation("新增的行与另一张表的行编号相同，请刷新页面后再试；已填的内容留在本机。")


def _told(before: Sheet, merged: Merged) -> list[dict[str, Any]]:
    """The applied operations as the journal keeps them; a deleted row with its part and lineage."""
    rows = {one.row: (one.part, one.lineage or one.row) for one in merged.applied if isinstance(one, Add)}
    rows |= {row.id: (part, row.lineage) for part, row in (*merged.sheet.rows(), *before.rows())}
    told = []
    for one in merged.applied:
        said = as_json(one)
        if isinstance(one, Delete):
            part, lineage = rows[one.row]
            said |= {"part": part, "lineage": str(lineage)}
        told.append(said)
    return told


def told_conflict(conflict: Conflict, changed: journal.Changed) -> dict[str, Any]:
    """A conflict as the person is asked about it: what was sent, what stands there, who and when."""
    return {
        "kind": conflict.kind,
        "operation": as_json(conflict.operation),
        "theirs": dict(conflict.theirs),
        "by": changed.by,
        "at": timezone.localtime(changed.at).isoformat(timespec="seconds"),
        "clock": f"{timezone.localtime(changed.at):%H:%M}",
    }

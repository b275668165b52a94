"""Records as people read them: rows of the page, and the lines of a file."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from budget_site.formulas import guarded
from budget_site.trail.models import TrailRecord

AT_ONCE = 2000
NOTHING = "无"
HEADS = (
    "链",
    "序号",
    "时间",
    "办理人",
    "代何人办理",
    "来源",
    "事项",
    "对象类别",
    "对象编号",
    "对象",
    "变化",
    "说明",
    "哈希",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed. `before` is None where the record tells of one side only."""

    name: str
    before: str | None
    after: str

    def __str__(self) -> str:
        return f"{self.name}：{self.after if self.before is None else f'{self.before} → {self.after}'}"


def changes_of(record: TrailRecord) -> list[Change]:
    """What was made or taken away has one side; what was changed has two, and one may be nothing."""
    sides = [side for side in (record.before, record.after) if isinstance(side, dict)]
    names = dict.fromkeys(name for side in sides for name in side)
    if len(sides) < 2:
        return [Change(name, None, _text(sides[0][name])) for name in names]
    return [Change(name, *(_text(side.get(name)) for side in sides)) for name in names]


def kind_of(record: TrailRecord) -> str:
    try:
        return str(apps.get_model(record.object_kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return ""


def lines(records: QuerySet[TrailRecord], chains: Mapping[str, str]) -> Iterator[bytes]:
    """CSV, piece by piece, in order; Excel knows by the first three bytes that it is UTF-8."""
    yield b"\xef\xbb\xbf"
    writer = csv.writer(_Passing())
    yield writer.writerow(HEADS)
    last = 0
    while found := list(records.filter(id__gt=last).order_by("id")[:AT_ONCE]):
        yield b"".join(writer.writerow(map(guarded, _cells(record, chains))) for record in found)
        last = found[-1].pk


class _Passing:
    """What the csv module writes is handed back, to be sent at once."""

    def write(self, line: str) -> bytes:
        return line.encode()


def _cells(record: TrailRecord, chains: Mapping[str, str]) -> tuple[str, ...]:
    seal = getattr(record, "seal", None)
    return (
        chains.get(record.chain, record.chain),
        str(seal.number) if seal else "",
        f"{timezone.localtime(record.at):%Y-%m-%d %H:%M:%S}",
        record.actor_name,
        record.on_behalf_of,
        record.address,
        record.get_action_display(),
        kind_of(record),
        record.object_id,
        record.object_text,
        "；".join(map(str, changes_of(record))),
        record.note,
        seal.hash if seal else "",
    )


def _text(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_text, value))
    if isinstance(value, dict):
        return "、".join(f"{name} {_text(one)}" for name, one in value.items())
    return str(value)

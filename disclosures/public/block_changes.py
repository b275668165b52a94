"""One block of a section as it was and as it is: a paragraph's words, a table's cells, a chart's figures."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from disclosures.charts.rows import said
from disclosures.charts.telling import titled
from disclosures.document import Block, Chart, ChartKind, DataTable, Heading, Paragraph
from disclosures.public.changes import Change, Piece, change, changed

_KINDS = {ChartKind.BARS: "条形图", ChartKind.STACKED: "分段条形图", ChartKind.STEPS: "阶梯图"}


def named(blocks: Sequence[Block]) -> list[str]:
    """What each is called where its change is told: 第2段, 表“…”."""
    names, count = [], {Paragraph: 0, Heading: 0}
    for block in blocks:
        if type(block) in count:
            count[type(block)] += 1
        match block:
            case Paragraph():
                names.append(f"第{count[Paragraph]}段")
            case Heading():
                names.append(f"第{count[Heading]}个小标题")
            case DataTable(title):
                names.append(f"表“{title}”")
            case Chart():
                names.append(f"图“{block.title}”")
            case _:
                names.append("项目绩效目标表")
    return names


def block_change(name: str, old: Block | None, new: Block | None) -> Iterator[Change]:
    """None: it was, or is, not there."""
    if isinstance(old, DataTable) and isinstance(new, DataTable):
        yield from _table(name, old, new)
    else:
        yield change(name, "" if old is None else spoken(old), "" if new is None else spoken(new))


def spoken(block: Block) -> str:
    """All that it says, as text."""
    match block:
        case Paragraph(text) | Heading(text):
            return text or "（空白）"
        case DataTable():
            return "\n".join((_head(block), *(_row(row) for row in (block.heads, *block.rows))))
        case Chart():
            groups = (f"{name}：{_values(block, at)}" for at, name in enumerate(block.groups))
            return f"{titled(block)}，{_KINDS[block.kind]}。{'；'.join(groups)}"
    return "各项目的绩效目标表"


def _values(chart: Chart, at: int) -> str:
    return "，".join(f"{one.name} {said(chart, one.values[at])}" for one in chart.series)


def _head(table: DataTable) -> str:
    return f"{table.title}（单位：{table.unit}）" if table.unit else table.title


def _row(cells: Sequence[str]) -> str:
    return "、".join(cells)


def _table(name: str, old: DataTable, new: DataTable) -> Iterator[Change]:
    """A row is the same by what its first cell says."""
    yield from changed(f"{name}的标题", old.title, new.title)
    yield from changed(f"{name}的单位", old.unit, new.unit)
    yield from changed(f"{name}的栏目", _row(old.heads), _row(new.heads))
    was, now = _by_name(old.rows), _by_name(new.rows)
    for key, row in now.items():
        if key not in was:
            yield change(f"{name}新增的一行", "", _row(row))
        else:
            yield from _cells(f"{name}“{key[0]}”", was[key], row, new.heads)
    yield from (change(f"{name}删去的一行", _row(row), "") for key, row in was.items() if key not in now)
    orders = [key[0] for key in was if key in now], [key[0] for key in now if key in was]
    yield from changed(f"{name}各行的次序", *map(_row, orders))
    yield from changed(f"{name}按数字排的栏", *(_row(_numbers(one)) for one in (old, new)))


def _by_name(rows: Sequence[tuple[str, ...]]) -> dict[tuple[str, int], tuple[str, ...]]:
    """By the first cell, and which of the rows that begin alike."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for row in rows:
        name = row[0] if row else ""
        nth = sum(1 for key in found if key[0] == name)
        found[name, nth] = row
    return found


def _cells(where: str, old: Sequence[str], new: Sequence[str], heads: Sequence[str]) -> Iterator[Change]:
    """A row's cells that changed, each after the head of its column."""
    pairs = list(zip_longest(old, new, fillvalue=""))
    places = [at for at, (before, after) in enumerate(pairs) if before != after]
    if places:
        names = [heads[at] if at < len(heads) else f"第{at + 1}栏" for at in places]
        sides = ([pairs[at][side] for at in places] for side in (0, 1))
        yield Change(where, *(tuple(_named(names, cells)) for cells in sides))


def _named(names: Sequence[str], cells: Sequence[str]) -> Iterator[Piece]:
    for at, (name, cell) in enumerate(zip(names, cells, strict=True)):
        yield f"{'；' if at else ''}{name} ", False
        yield cell or "（空白）", True


def _numbers(table: DataTable) -> Iterator[str]:
    return (table.heads[at] if at < len(table.heads) else str(at) for at in table.numbers)

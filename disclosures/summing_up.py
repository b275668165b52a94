"""What the tables come to, as blocks: by department, by sector, and the spend plan of them all together."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from disclosures.document import (
    Block,
    Chart,
    ChartKind,
    DataTable,
    Heading,
    Paragraph,
    PublishedProject,
    Series,
)
from disclosures.saying import percent, rounded
from disclosures.tabling import UNIT, charted
from disclosures.totals import Pace, Read, Total, of_numbers, paces, total_of, totals_by
from projects.values import plain

_CENT = Decimal("0.01")  # of 万元: 100元
MOST_BARS = 20
_MOST_PLANS = 6  # sets of checkpoints that are set out one by one


def summed_up(reads: Sequence[Read], year: int, *, departments: bool = True) -> tuple[Block, ...]:
    """`departments` False: the projects are of one department, so that nothing is told by department."""
    if not reads:
        return (Paragraph("没有已批复的项目。"),)
    blocks = [*_of_all(total_of(reads))]
    blocks += _funds(reads, year) if departments else _whole(reads, year)
    blocks += _sectors(reads, year)
    return (*blocks, *_unread(reads), *_plans(reads, year))


def _of_all(total: Total) -> Iterator[Block]:
    """Which of them are printed, where not all are."""
    if total.printed < total.count:
        tables = f"其中{total.printed}个项目的绩效目标表" if total.printed else "绩效目标表没有"
        yield Paragraph(f"以下按全部{total.count}个已批复的项目汇总，{tables}随本说明公开。")


def _whole(reads: Sequence[Read], year: int) -> Iterator[Block]:
    yield _table(f"{year}年项目预算汇总表", "范围", [], total_of(reads))


def _funds(reads: Sequence[Read], year: int) -> Iterator[Block]:
    found = totals_by(reads, lambda one: one.department_name or "未注明部门")
    yield Heading("按部门汇总")
    yield _table(f"{year}年项目预算分部门汇总表", "部门", found, total_of(reads))
    yield from _bars(f"{year}年各部门项目预算", found)


def _sectors(reads: Sequence[Read], year: int) -> Iterator[Block]:
    name_of: Callable[[PublishedProject], str] = lambda one: one.sector or "其他领域"  # noqa: E731
    if any(one.project.sector for one in reads):
        yield Heading("按领域汇总")
        yield _table(f"{year}年项目预算分领域汇总表", "领域", totals_by(reads, name_of), total_of(reads))


def _table(title: str, head: str, found: Sequence[Total], whole: Total) -> DataTable:
    heads = (head, "项目数", "预算数", "财政资金", "其他资金")
    rows = tuple(
        (one.name, str(one.count), plain(one.total), plain(one.fiscal), plain(one.other))
        for one in (*found, whole)
    )
    return DataTable(title, UNIT, heads, rows, (1, 2, 3, 4))


def _bars(title: str, found: Sequence[Total]) -> Iterator[Chart]:
    """The largest first; the rest of many together."""
    largest = sorted(found, key=lambda one: -one.total)
    shown, rest = largest[:MOST_BARS], largest[MOST_BARS:]
    groups = [one.name for one in shown] + ([f"其他{len(rest)}个部门"] if rest else [])
    series = []
    for part, name in (("fiscal", "财政资金"), ("other", "其他资金")):
        values = [getattr(one, part) for one in shown]
        if rest:
            values.append(sum(getattr(one, part) for one in rest))
        series.append(Series(name, tuple(values)))
    series = [one for one in series if any(one.values)]  # money of a kind that nobody has is no part
    kind = ChartKind.STACKED if len(series) > 1 else ChartKind.BARS
    yield from charted(kind, title, groups, series)


def _unread(reads: Sequence[Read]) -> Iterator[Block]:
    if numbers := total_of(reads).unread:
        yield Paragraph(f"{of_numbers(numbers)}的金额有未填或不是数字的，未全部计入汇总。")


def _plans(reads: Sequence[Read], year: int) -> Iterator[Block]:
    found, left_out = paces(reads)
    if found or left_out:
        yield Heading("资金支出计划")
    if len(found) > 1:
        yield Paragraph(f"各项目的时间节点不完全相同，共{len(found)}种，分别汇总。")
    for pace in found[:_MOST_PLANS]:
        yield from _plan(pace, year)
    if rest := found[_MOST_PLANS:]:
        yield Paragraph(f"另有{sum(one.count for one in rest)}个项目的时间节点各不相同，见各项目的表。")
    if left_out:
        yield Paragraph(f"{of_numbers(left_out)}的支出计划或预算数未填全，未计入。")


def _plan(pace: Pace, year: int) -> Iterator[Block]:
    """Cumulative: what is spent by each checkpoint, each project weighing as much as its money."""
    title = f"{year}年资金支出计划（{pace.count}个项目，预算数{plain(pace.total)}万元）"
    rows = tuple(
        (label, percent(share), plain(rounded(amount, _CENT)))
        for label, share, amount in zip(pace.labels, pace.percents, pace.spent, strict=True)
    )
    yield DataTable(title, UNIT, ("时间节点", "累计进度", "累计支出"), rows, (1, 2))
    values = tuple(rounded(share) for share in pace.percents)
    yield Chart(
        ChartKind.STEPS,
        f"{year}年资金支出计划累计进度（{pace.count}个项目）",
        "%",
        pace.labels,
        (Series("累计进度", values),),
    )

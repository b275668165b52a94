"""批复通知: what the letter says, in the order in which it says it. Word and PDF only set it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects import days
from projects.tables import ProjectTable, typed
from projects.values import plain

ATTACHMENT = "附件"
LIST_HEAD = ("序号", "项目名称", "项目编码", "预算数（万元）")
LIST_WIDTHS = (13.0, 72.0, 38.0, 33.0)  # mm, together the 156 of the text
SIZE, LINE = 16.0, 28.9  # points: 三号, 22 lines on a page
ISSUER_LARGEST, ISSUER_SMALLEST = 40.0, 22.0
TEXT_WIDTH = 442.0  # points

_UNREAD = "另有 {} 个项目的预算数未填或不是金额，未计入合计"


@dataclass(frozen=True, slots=True)
class Item:
    """A project in the letter's list: 预算数 as typed, and in 万元 where it could be read."""

    name: str
    code: str
    total: str
    amount: Decimal | None

    @classmethod
    def of(cls, table: ProjectTable) -> "Item":
        return cls(table.name, table.code, table.total.raw, table.total.value)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with the tables attached to it, each exactly as approved."""

    issuer: str
    number: str
    dated: date
    addressee: str
    year: int
    remark: str
    items: tuple[Item, ...]
    tables: tuple[ProjectTable, ...]

    @property
    def title(self) -> str:
        return f"关于批复{self.year}年项目绩效目标的通知"

    @property
    def day(self) -> str:
        return days.day(self.dated)

    @property
    def total(self) -> Decimal:
        """万元, of those amounts that could be read."""
        return sum((item.amount for item in self.items if item.amount is not None), Decimal(0))

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """The list below its head, the sum last; every figure with as many places as any has."""
        read = [item.amount for item in self.items if item.amount is not None]
        places = max((len(plain(value).partition(".")[2]) for value in read), default=0)
        for nth, item in enumerate(self.items, 1):
            figure = item.total if item.amount is None else f"{item.amount:,.{places}f}"
            yield str(nth), _line(item.name), _line(item.code), _line(figure)
        yield "", "合计", "", f"{self.total:,.{places}f}"

    @property
    def attached(self) -> str:
        return f"{ATTACHMENT}：项目绩效目标表（共{len(self.items)}张）"

    def paragraphs(self) -> Iterator[str]:
        """What is approved, what follows from it, and what the bureau wishes to add."""
        yield (
            f"你单位报送的{self.year}年项目绩效目标，已按部门预算绩效管理的规定审核通过，现予批复，共"
            f"{len(self.items)}个项目，预算数合计{grouped(self.total)}万元，{self._unread}绩效目标表附后。"
        )
        yield (
            "批复的绩效目标是预算执行、绩效运行监控和绩效评价的依据，不得自行变更。执行中因政策或者预算变化"
            "确需调整的，按原审核批复程序办理，批复后执行。"
        )
        yield (
            "请按照批复的绩效目标和支出计划组织实施，做好绩效运行监控，发现偏差及时纠正；年度终了，对照绩效"
            "目标完成情况开展绩效自评，并按规定公开。"
        )
        yield from filter(None, map(typed, self.remark.splitlines()))

    @property
    def _unread(self) -> str:
        count = sum(item.amount is None for item in self.items)
        return f"{_UNREAD.format(count).replace(' ', '')}，" if count else ""


def grouped(amount: Decimal) -> str:
    """万元 with its thousands set apart, every place that it has."""
    whole, point, part = plain(amount).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{part}"


def issuer_size(issuer: str) -> float:
    """Points at which the issuer's name stands on one line, if any size that is still a heading does."""
    fitting = TEXT_WIDTH / max(1.0, _ems(issuer))
    return min(ISSUER_LARGEST, max(ISSUER_SMALLEST, float(int(fitting))))


def signature(issuer: str, day: str) -> tuple[float, float]:
    """Points left free beside the block of issuer and date, left and right, both centred in it.

    GB/T 9704: four characters to the right of the date, the issuer centred above it; a long one moves both.
    """
    name, when = _ems(issuer) * SIZE, _ems(day) * SIZE
    block = min(TEXT_WIDTH, max(name, when) + 2)
    right = max(0.0, 4 * SIZE - (block - when) / 2)
    right = min(right, TEXT_WIDTH - block)
    return TEXT_WIDTH - block - right, right


def _line(text: str) -> str:
    return " ".join(text.split())


def _ems(text: str) -> float:
    return len(text) - len(text.encode("ascii", "ignore")) / 2

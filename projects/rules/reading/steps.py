"""The checkpoints of a table's spend plan, understood once: what they are called, their month and figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from projects.rules.finding import Anchor
from projects.rules.reading import Reading, step_at
from projects.rules.reading.filled import says
from projects.spelling import bare

_MONTH = re.compile(r"(?<![0-9])(1[0-2]|0?[1-9])月")
_NAMED = {
    3: re.compile("第?[一1]季度"),
    6: re.compile("上半年|第?[二2]季度"),
    9: re.compile("前三季度|第?[三3]季度"),
    12: re.compile("第?[四4]季度|全年|年[底末终]"),
}
_SHOWN = 24  # characters of a cell
_SIGNS = ("%", "％", "﹪", "百分")
_SLACK = Decimal("0.1")  # % that rounding takes from four figures


@dataclass(frozen=True, slots=True)
class Step:
    """`month` is the one at whose end the checkpoint lies, 0 where its label names none."""

    number: int
    label: str
    month: int
    raw: str
    percent: Decimal | None
    filled: bool
    at: Anchor
    label_at: Anchor

    @property
    def name(self) -> str:
        return "".join(self.label.split())[:12] or f"第{self.number + 1}个时间节点"

    @property
    def signed(self) -> bool:
        """Whether its figure carries a percent sign, in figures or in words."""
        return any(sign in self.raw for sign in _SIGNS)


@lru_cache(maxsize=4)
def steps(reading: Reading) -> tuple[Step, ...]:
    """Left to right."""
    return tuple(
        Step(
            number,
            step.label,
            month_of(step.label),
            step.raw,
            step.percent,
            step.percent is not None or says(step.raw),
            step_at(step, number),
            step_at(step, number, "label"),
        )
        for number, step in enumerate(reading.table.plan)
    )


@lru_cache(maxsize=1024)
def month_of(label: str) -> int:
    """3 of 3月底, of 3月31日前 and of 一季度; 0 where no month or quarter is named."""
    text = bare(label)
    if found := _MONTH.search(text):
        return int(found[1])
    return next((month for month, named in _NAMED.items() if named.search(text)), 0)


def quarterly(line: Sequence[Step]) -> bool:
    """Whether figures look like what each period spends alone: together 100, and the last is not."""
    figures = [step.percent for step in line]
    if len(figures) < 3 or None in figures or figures[-1] == 100 or min(figures) < 0:
        return False
    return abs(sum(figures) - 100) <= _SLACK and sum(1 for figure in figures if figure) > 1


def shown(line: Sequence[Step]) -> str:
    """0 → 30 → 未填 → 100."""
    return " → ".join(step.raw[:_SHOWN] if step.filled else "未填" for step in line)

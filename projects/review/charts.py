"""The pictures of the board: departments by state, and how much of the budget has an approved table."""

from decimal import Decimal

from projects.models import Status
from projects.rendering.bars import Bar, Kind, share, stacked
from projects.review.board import Board
from projects.review.covering import Coverage, Part

KINDS = {
    Status.DRAFT: ("草稿", "#ffffff"),
    Status.RETURNED: ("退回", "#f6d5d1"),
    Status.UNIT_REVIEW: ("单位", "#e6eff8"),
    Status.BUSINESS_REVIEW: ("业务", "#cbdff1"),
    Status.PERFORMANCE_REVIEW: ("绩效", "#a9cbe8"),
    Status.APPROVED: ("通过", "#d6ecdc"),
    Status.REPLIED: ("批复", "#9fd1ae"),
    Status.SUPERSEDED: ("调整", "#ececec"),
    Status.REJECTED: ("不予", "#dcdcdc"),
    Status.VOID: ("作废", "#f2f2f2"),
}
_SHARES = (Kind("已通过", "通过", "#9fd1ae"), Kind("有表未通过", "未过", "#cbdff1"))


def by_department(board: Board) -> str:
    """In the order of the board; departments without a table are left to the table beside it."""
    kinds = [Kind(status.label, *KINDS[status]) for status in board.states]
    bars = [Bar(row.name, tuple(row.counts[one] for one in board.states)) for row in board.rows if row.tables]
    return stacked(kinds, bars, "各部门的表按状态的数量，数字见上表")


def covered(coverage: Coverage) -> dict[str, str]:
    """How much of the list is approved, or has a table at least: by number, and by amount."""
    parts = coverage.listed, coverage.with_table, coverage.approved
    return {
        "count": _share("项目数", *(Decimal(part.count) for part in parts)),
        "total": _share("金额", *(part.total for part in parts)),
    }


def _share(what: str, listed: Decimal, with_table: Decimal, approved: Decimal) -> str:
    whole = listed or Decimal(1)
    title = f"{what}覆盖：有表{percent(with_table, listed)}，审核通过{percent(approved, listed)}"
    return share([float(approved / whole), float((with_table - approved) / whole)], _SHARES, title)


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """Cut, not rounded: 100% is all of it, and nothing less."""
    if not whole:
        return "—"
    return f"{int(Decimal(part) * 1000 / Decimal(whole)) / 10:g}%"


def percents(part: Part, whole: Part) -> tuple[str, str]:
    """By number and by amount."""
    return percent(part.count, whole.count), percent(part.total, whole.total)

"""What composer and reader must agree on: when a row is blank, and when two rows are one that Word tore."""

from collections.abc import Sequence


def blank(cells: Sequence[str]) -> bool:
    """Nothing typed in 三级指标, 描述, 指标值 and 依据."""
    return not any(cells)


def torn(level2: str, upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two rows under one 二级 label (each 三级, 描述, 值, 依据) look like the halves of one row.

    They do when they fill different columns and one of them has no name of its own.
    """
    if not level2 or blank(upper) or blank(lower) or (upper[0] and lower[0]):
        return False
    return not any(above and below for above, below in zip(upper, lower, strict=True))

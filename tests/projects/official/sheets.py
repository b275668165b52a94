"""Grids as Word users leave them, written down as one line of cells per row."""

from collections.abc import Iterable
from dataclasses import replace

from projects.official.grid import Cell, Grid
from projects.official.marks import Certainty
from projects.official.read import read
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

FORM = """
区级部门项目绩效目标表 | < | < | < | < | < | <
项目编码 | 0017 | 项目名称 | 垃圾清运费 | < | < | <
预算规模及资金用途 | 预算数 | 50万元 | 其中：财政资金 | 30万元 | 其他资金 | 20万元
^ | 资金用途 | 清运五个分场的垃圾 | < | < | < | <
资金支出计划（%） | 3月底 | 6月底 | 9月底 | 12月底 | < | <
^ |  | 50% | 75% | 100% | < | <
绩效目标 | 目标1 | 垃圾日产日清 | < | < | < | <
^ | 目标2 | 环境整洁 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | <
产出指标 | 数量指标 | 清运户数 | 涉及居民户数 | ≥7010户 | 年度工作计划 | <
^ | 质量指标 | 清运率 | 日产日清的比例 | 100% | 年度工作计划 | <
^ | ^ | 处理率 | 无害化处理的比例 | ≥95% | 行业标准 | <
满意度指标 | 服务对象满意度指标 | 居民满意度 | 居民的满意程度 | ≥90% | 问卷 | <
"""

TABLE = ProjectTable(
    title="区级部门项目绩效目标表",
    code="0017",
    name="垃圾清运费",
    total=Amount.of("50万元"),
    fiscal=Amount.of("30万元"),
    other=Amount.of("20万元"),
    purpose="清运五个分场的垃圾",
    plan=(
        PlanStep.of("3月底", ""),
        PlanStep.of("6月底", "50%"),
        PlanStep.of("9月底", "75%"),
        PlanStep.of("12月底", "100%"),
    ),
    goals=(Goal("目标1", "垃圾日产日清"), Goal("目标2", "环境整洁")),
    indicators=(
        Indicator("产出指标", "数量指标", "清运户数", "涉及居民户数", "≥7010户", "年度工作计划"),
        Indicator("产出指标", "质量指标", "清运率", "日产日清的比例", "100%", "年度工作计划"),
        Indicator("产出指标", "质量指标", "处理率", "无害化处理的比例", "≥95%", "行业标准"),
        Indicator("满意度指标", "服务对象满意度指标", "居民满意度", "居民的满意程度", "≥90%", "问卷"),
    ),
)


def sheet(text: str) -> Grid:
    r"""A grid from lines of cells: `<` joins the cell at its left, `^` the one above; `\n` breaks a line."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells: list[Cell] = []
    owner: dict[tuple[int, int], int] = {}
    for row, line in enumerate(lines):
        for column, mark in enumerate(line):
            if mark == "<":
                owner[row, column] = owner[row, column - 1]
            elif mark == "^":
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = len(cells)
                cells.append(Cell(row, column, mark.replace(r"\n", "\n")))
    spans = {place: [at for at, own in owner.items() if own == place] for place in range(len(cells))}
    reach = [(max(row for row, _ in spans[place]), max(at for _, at in spans[place])) for place in spans]
    sized = [
        replace(cell, rowspan=bottom - cell.row + 1, colspan=right - cell.column + 1)
        for cell, (bottom, right) in zip(cells, reach, strict=True)
    ]
    return Grid(len(lines), max(map(len, lines)), tuple(sized))


def changed(*changes: tuple[str, str], form: str = FORM) -> Grid:
    """The form as a sheet, after each (old, new) replacement; what is replaced must be there."""
    for old, new in changes:
        assert old in form, old
        form = form.replace(old, new)
    return sheet(form)


def only(grid: Grid) -> ProjectTable:
    [reading] = read(grid)
    return reading.table


def certainties(grid: Grid) -> dict[str, Certainty]:
    """Of the filled cells: text → how sure the reader is."""
    return {cell.text: cell.certainty for reading in read(grid) for cell in reading.cells if cell.text}


def stacked(grids: Iterable[Grid]) -> Grid:
    """The grids under one another in one grid."""
    rows, columns, cells = 0, 0, []
    for grid in grids:
        cells += [replace(cell, row=cell.row + rows) for cell in grid.cells]
        rows, columns = rows + grid.rows, max(columns, grid.columns)
    return Grid(rows, columns, tuple(cells))


def cut(grid: Grid, row: int) -> list[Grid]:
    """The grid in two, above the given row, which no cell may span."""
    upper = [cell for cell in grid.cells if cell.row < row]
    lower = [replace(cell, row=cell.row - row) for cell in grid.cells if cell.row >= row]
    return [Grid(row, grid.columns, tuple(upper)), Grid(grid.rows - row, grid.columns, tuple(lower))]

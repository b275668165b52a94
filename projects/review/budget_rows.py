"""The list of the year's budget projects as a workbook: what each row means, and what is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from projects.importing.excel.names import place
from projects.importing.sheet_rows import Head, Row, Rows
from projects.matching.known import code_key
from projects.models import BudgetProject
from projects.official.words import money_unit
from projects.spelling import bare
from projects.values import plain, read_amount, with_unit

MOST = 5000  # lines of a list
WAN = "万元"
_NUMBER = Head("number", ("序号",))  # where 合计 often stands; the template goes without
TEMPLATE = (
    Head("code", ("项目编码", "项目代码", "项目编号", "编码"), hint="填了编码，才能可靠地与绩效目标表对应"),
    Head("name", ("项目名称", "预算项目名称", "预算项目", "名称"), required=True),
    Head(
        "department",
        ("部门", "部门名称", "单位", "单位名称", "部门/单位", "预算部门", "预算单位", "主管部门"),
        hint="部门名称或代码；改过名的，原名也可以",
    ),
    Head(
        "total",
        ("预算数（万元）", "预算金额", "金额", "预算", "预算总额", "预算资金", "年度预算数", "年初预算数"),
        required=True,
        hint="只填数字；如按元填写，请把标题改为“预算数（元）”",
    ),
)
HEADS = (_NUMBER, *TEMPLATE)
_LONGEST = {"code": 100, "name": 500, "department": 100}  # characters
_TOTAL = re.compile(r".{0,20}(合计|总计|小计|共计)[:：]?")
_GRAND_TOTAL = re.compile(r"(本级|全区|全县|全市)?(合计|总计|共计)[:：]?")
_MONEY = re.compile(r"(千|万|百万|千万|亿)?元")
_POWER_OF_TEN = re.compile(r"[0-9.]+E\+[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One project of the list: `total` in 万元."""

    code: str
    name: str
    department: str
    total: Decimal

    @property
    def code_key(self) -> str:
        return code_key(self.code).upper()

    @property
    def name_key(self) -> tuple[str, str]:
        return bare(self.name), bare(self.department)

    @property
    def key(self) -> str | tuple[str, str]:
        """What the same project of another list has too."""
        return self.code_key or self.name_key

    @classmethod
    def of(cls, one: BudgetProject) -> "Line":
        return cls(one.code, one.name, one.department_name, one.total or Decimal(0))


@dataclass
class ListRead:
    """The projects of a list, and what is to be told of it although it does not stand in the way."""

    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))


def read_list(found: Rows) -> ListRead:
    """What the rows mean; what is wrong with them is added to their problems."""
    totals = [row for row in found.rows if _is_total(row)]
    skipped = {(row.sheet, row.number) for row in totals}
    found.problems[:] = [one for one in found.problems if (one.sheet, one.row) not in skipped]
    rows = [row for row in found.rows if (row.sheet, row.number) not in skipped]
    units = {sheet: _unit(found, sheet) for sheet in found.heads}
    lines = [(row, _line(found, row, units.get(row.sheet, ""))) for row in rows]
    _tell_double_codes(found, lines)
    read = ListRead([line for _, line in lines if line])
    read.remarks += _of_units(units)
    if totals:
        read.remarks.append(f"有{len(totals)}行是合计或小计，没有当作项目。")
        read.remarks += _of_the_total(found, totals, units, read.total)
    read.remarks += _of_namesakes(lines)
    return read


def _is_total(row: Row) -> bool:
    """合计 in any of its first cells; what has a code is a project, whatever its name."""
    if code_key(row["code"]):
        return False
    return any(_TOTAL.fullmatch(bare(row[key])) for key in ("number", "code", "name", "department"))


def _unit(found: Rows, sheet: str) -> str:
    """What a bare sum counts in: as the head says, else a line above it; empty where neither does."""
    if named := _MONEY.search(found.heads[sheet].get("total", "")):
        return named[0]
    lines = [text for text in found.above.get(sheet, ()) if "单位" in text and money_unit(text)]
    return money_unit(lines[-1]) if lines else ""


def _line(found: Rows, row: Row, unit: str) -> Line | None:
    """The project of a row, or None where its amount cannot be understood."""
    texts = {key: " ".join(row[key].split()) for key in _LONGEST}
    for key, most in _LONGEST.items():
        if len(texts[key]) > most:
            found.problem(row, key, f"超过{most}个字，请改短。")
    if _POWER_OF_TEN.fullmatch(texts["code"]):
        found.problem(row, "code", "像是被 Excel 变成科学计数的编码，请把这一列设为文本，重新填写编码。")
    total = read_amount(with_unit(row["total"], unit or WAN))
    if total is None and row["total"]:
        found.problem(row, "total", "不是一个确定的金额，请只填数字，最多精确到分，单位写在标题里。")
    elif total is not None and total < 0:
        found.problem(row, "total", "小于0，请核对。")
    return None if total is None else Line(texts["code"], texts["name"], texts["department"], total)


def _tell_double_codes(found: Rows, lines: list[tuple[Row, Line | None]]) -> None:
    first: dict[str, Row] = {}
    for row, _ in lines:
        code = code_key(row["code"]).upper()
        if not code:
            continue
        if code in first:
            where = place(first[code].sheet, first[code].number)
            told = f"与{where}的编码相同，请核对；同一项目分几行列的，请合并为一行。"
            found.problem(row, "code", told)
        first.setdefault(code, row)


def _of_units(units: dict[str, str]) -> Iterator[str]:
    for sheet, unit in units.items():
        if not unit:
            yield f"工作表“{sheet}”没有写金额单位，按万元读取，请核对下面的合计。"
        elif unit != WAN:
            yield f"工作表“{sheet}”的金额单位是{unit}，已换算为万元。"


def _of_the_total(found: Rows, totals: list[Row], units: dict[str, str], total: Decimal) -> Iterator[str]:
    """Where the list adds up for itself, and only once: whether it comes to the same."""
    grand = [
        row
        for row in totals
        if any(_GRAND_TOTAL.fullmatch(bare(row[key])) for key in ("number", "code", "name", "department"))
    ]
    if len(grand) != 1 or found.problems:
        return
    said = read_amount(with_unit(grand[0]["total"], units.get(grand[0].sheet) or WAN))
    if said is not None and said != total:
        yield (
            f"合计行写的是{plain(said)}万元，各项目相加是{plain(total)}万元，"
            f"相差{plain(abs(said - total))}万元，请核对有没有漏行。"
        )


def _of_namesakes(lines: Iterable[tuple[Row, Line | None]]) -> Iterator[str]:
    """Projects of one name and department, of which some have no code to tell them apart."""
    same: dict[tuple[str, str], list[tuple[Row, Line]]] = defaultdict(list)
    for row, line in lines:
        if line:
            same[line.name_key].append((row, line))
    for group in same.values():
        if len(group) > 1 and not all(code_key(line.code) for _, line in group):
            rows = "、".join(str(row.number) for row, _ in group[:10])
            yield f"第{rows}行的项目名称和部门相同，又没有都填编码，导入后请人工指定对应的表。"

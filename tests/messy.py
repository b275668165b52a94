"""Official tables as Word files the way Word users leave them: each mess a switch, the tables the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from random import Random

from projects.official.compose import compose
from projects.official.grid import Cell, Grid, Role
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable
from tests.wordml import docx, p, run, tbl, tc, tr

TITLE = "芦台经济开发区区级部门预算项目绩效目标表"
_WORK = (
    "道路养护",
    "校舍维修",
    "垃圾清运",
    "困难群众救助",
    "河道治理",
    "图书购置",
    "消防设备更新",
    "农机补贴",
)
_LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效果指标", ("社会效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
_VALUES = ("≥95%", "＞90%", "50万元", "2025年12月底", "1.46万吨", "100%", "高于去年", "447.46元/人")
_UNSEEN = (
    "<w:vanish/>",
    '<w:sz w:val="2"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:color w:val="FFFFFF" w:themeColor="background1"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
)
_BASES = ("年度工作计划", "上级文件要求", "冀财预〔2021〕3号", "行业标准 & 历史数据", "")


def make_table(random: Random, title: str = TITLE) -> ProjectTable:
    """A table with plausible content, texts of several lines and signs that XML must escape among it."""
    work = random.choice(_WORK)
    total = f"{random.randint(1, 9000)}{random.choice(['', '.5', '.1234'])}万元"
    label, goals = random.choice([("目标", 1), ("目标{}", 3), ("", 2)])
    rows = [
        Indicator(one, two, f"{work}{two[:2]}{place}", f"{work}的<{two}>说明", random.choice(_VALUES), basis)
        for one, twos in _LEVELS
        for two in twos
        for place in range(random.randint(1, 2))
        for basis in [random.choice(_BASES)]
    ]
    return ProjectTable(
        title=title,
        code=f"13{random.randint(10**8, 10**9)}P",
        name_label=random.choice(["项目名称", "专项资金名称"]),
        name=f"{work}项目经费（第{random.randint(1, 10**6)}号）",
        total=Amount.of(total),
        fiscal=Amount.of(total),
        other=Amount.of(""),
        purpose=f"用于{work}支出，\n含人工与材料\t两项。",
        plan=tuple(map(PlanStep.of, ("3月底", "6月底", "9月底", "12月底"), ("", "30", "60%", "100"))),
        goals=tuple(Goal(label.format(place + 1), f"完成{work}；\n群众满意。") for place in range(goals)),
        indicators=tuple(rows),
    )


@dataclass(frozen=True)
class Mess:
    """What somebody did to the file; all off is the form as it should be."""

    split_runs: bool = False
    breaks_as_paragraphs: bool = False
    empty_cells: bool = False  # where 一级 and 二级 labels should be merged downwards
    blanks_in_labels: bool = False
    filler_rows: bool = False
    torn_row: bool = False
    no_purpose_label: bool = False
    title_outside: bool = False
    one_word_table: bool = False  # all projects in it
    layout_table: bool = False  # around each
    tracked_changes: bool = False
    hidden_text: bool = False
    fields_and_controls: bool = False
    rubbish_around: bool = False  # bookmarks, comments, proofing marks
    repeated_head: bool = False  # typed again in the middle of the indicators


MESSES = tuple(field.name for field in fields(Mess))


def messy_docx(tables: Sequence[ProjectTable], mess: Mess, random: Random) -> bytes:
    return docx(messy_body(tables, mess, random))


def messy_body(tables: Sequence[ProjectTable], mess: Mess, random: Random) -> str:
    """w:body of a disclosure: narrative, the tables one after another, narrative."""
    body = [p("一、安排“三公”经费预算情况"), p("按照厉行节约原则，严控运行成本。")]
    rows: list[str] = []
    for table in tables:
        drawn = _rows(table, mess, random)
        if mess.title_outside and not mess.one_word_table:
            body += [p(), p(table.title), p("单位：万元")]
            drawn = drawn[1:]
        rows += drawn
        if not mess.one_word_table:
            body.append(_placed(tbl(*rows), mess))
            rows = []
    if rows:
        body.append(_placed(tbl(*rows), mess))
    return "".join([*body, p("二、其他需要说明的情况"), p("无。")])


def _placed(table: str, mess: Mess) -> str:
    """In a layout table, or on the page with a paragraph after it, which keeps two tables apart."""
    if mess.layout_table:
        return tbl(tr(tc(p() + table + p(), "")), tr(""), columns=1)
    return table + p("说明")


def _rows(table: ProjectTable, mess: Mess, random: Random) -> list[str]:
    grid = compose(table)
    if mess.empty_cells:
        grid = _unmerged(grid)
    write = _writer(mess, random)
    rows = [_row(row, cells, write) for row, cells in enumerate(grid.covering)]
    if mess.torn_row:
        rows = _torn(rows, grid, write)
    if mess.repeated_head:
        last = max(cell.row for cell in grid.cells if cell.field.endswith("level1") and cell.text)
        rows.insert(last, rows[grid.head])
    if mess.filler_rows:
        rows.insert(grid.head + 1, tr(*[tc("", '<w:gridSpan w:val="2"/>')] * 6))
        rows.append(tr(*[tc("", '<w:gridSpan w:val="2"/>')] * 6))
    if mess.tracked_changes:
        rows.insert(
            2, tr(tc("已删除的行", '<w:gridSpan w:val="12"/>'), properties='<w:del w:id="1" w:author="甲"/>')
        )
    if mess.hidden_text:
        rows.insert(2, tr(tc("看不见的行", '<w:gridSpan w:val="12"/>'), properties="<w:hidden/>"))
    return rows


def _unmerged(grid: Grid) -> Grid:
    """Empty cells below a 一级 or 二级 label instead of one merged with it."""
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row <= (grid.head or 0) or cell.rowspan == 1:
            cells.append(cell)
            continue
        cells.append(replace(cell, rowspan=1))
        cells += [replace(cell, row=cell.row + down, rowspan=1, text="") for down in range(1, cell.rowspan)]
    return replace(grid, cells=tuple(cells))


_Write = Callable[[Cell], str]


def _row(row: int, cells: Sequence[Cell], write: _Write) -> str:
    """A w:tr; a cell that reaches down from above has Word's continuation cell, with text left over in it."""
    drawn = []
    for cell in cells:
        about = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        if cell.rowspan > 1:
            about += '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
        drawn.append(tc(write(cell) if cell.row == row else p("合并前的文字"), about))
    return tr(*drawn)


def _torn(rows: list[str], grid: Grid, write: _Write) -> list[str]:
    """The last indicator row in two: its name and value above, description and basis below."""
    last = grid.rows - 1
    upper, lower = [], []
    for cell in grid.covering[last]:
        name = cell.field.rpartition(".")[2]
        if name in ("level1", "level2"):
            about, blank = replace(cell, row=last, rowspan=2), cell.row < last
            upper.append((about, "" if blank else write(cell), '<w:vMerge w:val="restart"/>'))
            lower.append((about, "", "<w:vMerge/>"))
        else:
            upper.append((cell, write(cell) if name in ("level3", "value") else "", ""))
            lower.append((cell, write(cell) if name not in ("level3", "value") else "", ""))
    halves = [
        tr(*[tc(text, f'<w:gridSpan w:val="{cell.colspan}"/>{merge}') for cell, text, merge in half])
        for half in (upper, lower)
    ]
    return [*rows[:last], *halves]


def _writer(mess: Mess, random: Random) -> _Write:
    def write(cell: Cell) -> str:
        text = cell.text
        fixed = cell.role in (Role.LABEL, Role.HEAD) and (not cell.field or "level" in cell.field)
        if mess.no_purpose_label and text == "资金用途" and fixed:
            text = ""
        if mess.blanks_in_labels and fixed and not cell.field and len(text) > 2:
            cut = random.randint(1, len(text) - 1)
            text = text[:cut] + random.choice([" ", "\n", "　", "  \n"]) + text[cut:]
        lines = text.split("\n") if mess.breaks_as_paragraphs else [text]
        return "".join(p("".join(_runs(line, mess, random)) or run("")) for line in lines)

    return write


def _runs(text: str, mess: Mess, random: Random) -> Iterator[str]:
    """The text in one run or many, with what a person does not see strewn between them."""
    cuts = sorted(random.sample(range(1, len(text)), min(2, len(text) - 1))) if len(text) > 1 else []
    pieces = (
        [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        if mess.split_runs
        else [text]
    )
    for place, piece in enumerate(pieces):
        if mess.rubbish_around:
            yield f'<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="{place}" w:name="_GoBack"/>'
        if mess.hidden_text:
            yield run("藏", random.choice(_UNSEEN))
        if mess.tracked_changes and random.random() < 0.5:
            yield '<w:del w:id="2" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
            yield f'<w:ins w:id="3" w:author="甲">{run(piece)}</w:ins>'
        elif mess.fields_and_controls and random.random() < 0.5:
            yield _in_field(piece) if random.random() < 0.5 else _in_control(piece)
        else:
            yield run(piece, random.choice(["", "<w:b/>", '<w:sz w:val="18"/>']))
        if mess.rubbish_around:
            yield '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:lastRenderedPageBreak/></w:r>'


def _in_field(text: str) -> str:
    signs = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{signs[0]}<w:r><w:instrText> DOCPROPERTY 密 </w:instrText></w:r>{signs[1]}{run(text)}{signs[2]}"


def _in_control(text: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="别名"/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>'
    )

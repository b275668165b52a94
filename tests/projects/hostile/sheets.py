"""Workbooks whose structure was made to hurt: places, ranges, indexes, formats, floods of everything."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.projects.hostile.case import OUTSIDE, READ, Case
from tests.projects.hostile.entities import with_part
from tests.projects.hostile.markup import noise
from tests.projects.hostile.packing import stored
from tests.projects.hostile.sound import SHEET, parts
from tests.projects.importing.sheetml import BOOK_TYPE, c, n, parts_of, row, sheet, styles, xlsx
from tests.wordml import content_types, zipped

_BIG, _BROKEN = "庞大", "损坏"
_LAST = 1_048_576
_CELLS = {
    "beyond the last column": '<c r="XFE1"><v>1</v></c>',
    "beyond the last row": '<c r="A1048577"><v>1</v></c>',
    "column of a thousand letters": f'<c r="{"A" * 1_000}1"><v>1</v></c>',
    "row of a thousand figures": f'<c r="A{"9" * 1_000}"><v>1</v></c>',
    "in Arabic figures": '<c r="A١"><v>1</v></c>',
    "shared text that is not there": '<c r="A1" t="s"><v>2147483647</v></c>',
    "shared text of less than nothing": '<c r="A1" t="s"><v>-1</v></c>',
    "shared text of a thousand figures": f'<c r="A1" t="s"><v>{"9" * 1_000}</v></c>',
    "a number of a million figures": f'<c r="A1"><v>{"9" * 1_000_000}</v></c>',
    "a number beyond numbers": '<c r="A1"><v>1e999999999</v></c>',
    "no number": '<c r="A1"><v>NaN</v></c>',
    "no end": '<c r="A1"><v>Infinity</v></c>',
    "a day that is none": '<c r="A1" t="d"><v>9999999-99-99</v></c>',
    "a kind that is none": '<c r="A1" t="&#65535;"><v>1</v></c>'.replace("&#65535;", "exec"),
    "a style that is no number": '<c r="A1" s="1e9"><v>1</v></c>',
    "twice the same": '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
    "backwards": '<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>',
}
_HARMLESS = {
    "at the last place": row(_LAST, c(f"XFD{_LAST}", "甲")),
    "style that is not there": row(1, '<c r="A1" s="999999"><v>1</v></c>'),
    "a formula that calls": row(1, n("A1", "0", formula="CALL(&quot;kernel32&quot;,&quot;WinExec&quot;)")),
    "a formula that fetches": row(1, n("A1", "0", formula=f"WEBSERVICE(&quot;{OUTSIDE}&quot;)")),
    "a formula of the old trade": row(1, n("A1", "0", formula="cmd|' /C calc'!A0")),
    "a formula of a megabyte": row(1, n("A1", "0", formula="1+" * 500_000 + "1")),
    "a formula without a result": row(1, '<c r="A1"><f>1+1</f></c>'),
    "an error": row(1, '<c r="A1" t="e"><v>#REF!</v></c>'),
    "a small number": row(1, n("A1", "1e-300")),
    "a large number": row(1, n("A1", "1.7976931348623157e308")),
    "signs that XML cannot carry": row(1, c("A1", "_x0000_甲_xD800_乙_xFFFF_")),
}
_MERGED = ("A1:XFE1", "B2:A1", "A1:A9999999", "A1:", ":", "A1:B1:C1", "$A$1:$B$2", "A:B")
_CODES = (
    "0" * 255,
    "#,##0" * 40,
    "[>=9" + "9" * 200 + "]0",
    '"' * 200,
    ";" * 250,
    "[" * 200,
    "\\" * 201,
    "yyyy" * 60,
    "[h]" * 80,
    "0.E+0" * 40,
    "%" * 200,
    "@" * 250,
    "?/?" * 80,
    "[$-F800]" * 30,
    ",".join("0" * 100),
)


def of_cells() -> Iterator[Case]:
    for name, cell in _CELLS.items():
        yield Case(f"excel cell {name}", partial(_rows, row(1, cell)), _BROKEN)
    for name, data in _HARMLESS.items():
        yield Case(f"excel {name}", partial(_rows, data), READ)
    for area in _MERGED:
        merged = partial(_rows, row(1, c("A1", "甲")), merged=[area])
        yield Case(f"excel merged {area}", merged, f"{_BROKEN}|{READ}" if area in ("A1:", ":") else _BROKEN)
    for number in ("0x", "-1", "1e3", str(_LAST + 1), "9" * 500):
        yield Case(f"excel row {number[:9]}", partial(_rows, f'<row r="{number}"/>'), _BROKEN)
    for place, code in enumerate(_CODES):
        for value in ("0", "-1234567.89", "1e300"):
            yield Case(f"excel format {place} of {value}", partial(_formatted, code, value), READ)


def _rows(data: str, **how) -> bytes:
    """The sound sheet, and one more with these rows."""
    return stored(parts_of(SHEET, sheet(data, **how)))


def _formatted(code: str, value: str) -> bytes:
    return xlsx(SHEET, sheet(row(1, n("A1", value, style=2))), style_part=styles([code]))


def of_floods() -> Iterator[Case]:
    floods: dict[str, tuple[Callable[[], bytes], str]] = {
        "a size that is none": (partial(_sized, "A1:XFD1048576"), READ),
        "a size of nonsense": (partial(_sized, "x" * 60_000), READ),
        "empty rows without end": (lambda: _rows(_numbered('<row r="{}" a="{}"/>', 300_000)), _BIG),
        "cells without end": (lambda: _rows(_cells(600_000)), _BIG),
        "a row without end": (_wide, _BIG),
        "merged cells without end": (_merging, f"{_BIG}|{_BROKEN}"),
        "merged cells that overlap": (_overlapping, f"{_BIG}|{READ}"),
        "columns without end": (_columns, f"{_BIG}|{READ}"),
        "three thousand sheets": (partial(_sheets, 3_000), READ),
        "sheets that name one part": (_same_part, _BROKEN),
        "names without end": (_names, _BIG),
        "shared texts without end": (partial(_shared, 450_000), _BIG),
        "a shared text of ten megabytes": (
            lambda: _with_texts(f"<si><t>{noise(12_000_000)}</t></si>"),
            f"{_BROKEN}|{_BIG}",
        ),
        "one text in every cell": (_repeated, _BIG),
        "formats without end": (
            partial(_styles, "numFmts", '<numFmt numFmtId="{0}" formatCode="0{1}"/>'),
            _BIG,
        ),
        "styles without end": (partial(_styles, "cellXfs", '<xf numFmtId="{0}" a="{1}"/>'), _BIG),
        "a scattered sheet": (_scattered, f"{_BIG}|{READ}"),
        "a cell of ten megabytes": (lambda: _rows(row(1, c("A1", noise(12_000_000)))), f"{_BROKEN}|{_BIG}"),
    }
    for name, (make, told) in floods.items():
        yield Case(f"excel {name}", make, told)
    yield Case("excel strict", lambda: zipped(parts_of(SHEET, strict=True)), READ)
    hidden = partial(xlsx, SHEET, states=["veryHidden"])
    yield Case("excel nothing to be seen", hidden, "没有找到")


def _sized(size: str) -> bytes:
    text = SHEET.replace("<sheetData>", f'<dimension ref="{size}"/><sheetData>', 1)
    return with_part("excel", "xl/worksheets/sheet0.xml", text)


def _numbered(element: str, count: int) -> str:
    text = noise(count * 6)
    return "".join(element.format(at, text[at * 6 : at * 6 + 6]) for at in range(1, count))


def _cells(count: int) -> str:
    text = noise(count * 6)
    cells = [f'<c a="{text[at : at + 6]}"/>' for at in range(0, len(text), 6)]
    return "".join("<row>" + "".join(cells[at : at + 1_000]) + "</row>" for at in range(0, count, 1_000))


def _wide() -> bytes:
    return _rows("<row>" + _numbered('<c a="{1}{0}"/>', 300_000) + "</row>")


def _merging() -> bytes:
    areas = (f"A{number}:B{number}" for number in range(1, 200_000))
    return _rows(row(1), merged=areas)


def _overlapping() -> bytes:
    """Ten thousand areas, each within the one before."""
    return _rows(row(1, c("A1", "甲")), merged=(f"A{number}:XFD{_LAST}" for number in range(1, 10_000)))


def _columns() -> bytes:
    columns = _numbered('<col min="1" max="16384" hidden="1" a="{0}{1}"/>', 150_000)
    return xlsx(SHEET, sheet(row(1, c("A1", "甲")), before=f"<cols>{columns}</cols>"))


def _sheets(count: int) -> bytes:
    return xlsx(SHEET, *[sheet("")] * count)


def _same_part() -> bytes:
    made = parts_of(SHEET, SHEET)
    links = str(made["xl/_rels/workbook.xml.rels"]).replace("sheet1.xml", "sheet0.xml")
    return zipped(made | {"xl/_rels/workbook.xml.rels": links})


def _names() -> bytes:
    names = _numbered('<definedName name="n{0}">{1}</definedName>', 150_000)
    text = str(parts("excel")["xl/workbook.xml"]).replace(
        "</workbook>", f"<definedNames>{names}</definedNames></workbook>"
    )
    return with_part("excel", "xl/workbook.xml", text)


def _shared(count: int) -> bytes:
    return _with_texts(_numbered("<si><t>{1}</t></si>", count))


def _with_texts(texts: str) -> bytes:
    return stored(parts_of(SHEET, texts=texts))


def _repeated() -> bytes:
    """A text of a megabyte that every one of ten thousand cells shows."""
    rows = "".join(row(number, f'<c r="A{number}" t="s"><v>0</v></c>') for number in range(1, 10_000))
    return stored(parts_of(SHEET, sheet(rows), texts=f"<si><t>{noise(1_000_000)}</t></si>"))


def _styles(part: str, element: str) -> bytes:
    inner = f"<{part}>{_numbered(element, 150_000)}</{part}>"
    text = styles().replace("<fonts>", f"{inner}<fonts>", 1)
    return with_part("excel", "xl/styles.xml", text)


def _scattered() -> bytes:
    """A text in every row and every column: as a grid with a place for each, sixteen million."""
    data = [row(number, c(f"{_letters(number)}{number}", "甲", 1)) for number in range(1, 4_000)]
    return xlsx(sheet("".join(data)), SHEET)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def of_kinds() -> Iterator[Case]:
    """Macros, binary workbooks, parts that are missing or of another kind."""
    for name, kind, told in (
        ("binary", BOOK_TYPE.replace("sheet.main", "sheet.binary.macroEnabled.main"), ".xlsb"),
        ("macros", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", "宏"),
        ("template with macros", "application/vnd.ms-excel.template.macroEnabled.main+xml", "宏"),
        ("add-in", "application/vnd.ms-excel.addin.macroEnabled.main+xml", "宏"),
        ("web page", "text/html", "缺少必要"),
        ("picture", "image/png", "缺少必要"),
    ):
        yield Case(f"excel as {name}", partial(xlsx, SHEET, kind=kind), told)
    for name in ("xl/vbaProject.bin", "VBAPROJECT.BIN", "xl/vbaData.xml"):
        yield Case(f"excel with {name}", lambda name=name: zipped(parts("excel") | {name: b"\xd0\xcf"}), "宏")
    types = {
        "/xl/workbook.xml": BOOK_TYPE,
        "/xl/macrosheets/a.xml": "application/vnd.ms-excel.macrosheet+xml",
    }
    macro = {"[Content_Types].xml": content_types(types), "xl/macrosheets/a.xml": "<a/>"}
    yield Case("excel with a macro sheet", lambda: zipped(parts("excel") | macro), "宏")
    for name, told in (
        ("[Content_Types].xml", "缺少必要"),
        ("_rels/.rels", "缺少必要"),
        ("xl/workbook.xml", _BROKEN),
        ("xl/worksheets/sheet0.xml", _BROKEN),
        ("xl/styles.xml", _BROKEN),
        ("xl/sharedStrings.xml", _BROKEN),
        ("xl/_rels/workbook.xml.rels", "没有找到"),
    ):
        yield Case(f"excel without {name}", partial(_without, name), told)


def _without(name: str) -> bytes:
    return zipped({part: data for part, data in parts("excel").items() if part != name})

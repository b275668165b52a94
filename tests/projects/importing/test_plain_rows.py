"""Rows of plain cells are read at once, and say what they say when each cell is looked at with care."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from projects.importing.word.plain import QUIET
from projects.official.grid import Grid
from tests.projects.importing.seeing import blocks, placed
from tests.wordml import numbering, p, run, styles, tbl, tc, tr

CAREFUL = "<w:customXml/>"  # says nothing, and is in no plain row
STYLES = styles(
    '<w:style w:type="paragraph" w:styleId="plain"><w:name w:val="plain"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="tiny"><w:rPr><w:sz w:val="1"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="dark"><w:pPr><w:shd w:val="clear" w:fill="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="unseen"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
)
NUMBERS = numbering(
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)

RUN_SAYS = (
    *("", "<w:b/>", '<w:rFonts w:ascii="宋体"/><w:sz w:val="18"/>', '<w:sz w:val="2"/>', "<w:vanish/>"),
    *('<w:color w:val="FFFFFF"/>', '<w:color w:val="auto"/>', '<w:highlight w:val="white"/>'),
    *('<w:rStyle w:val="unseen"/>', '<w:color w:val="FFFFFF"/><w:sz w:val="21"/>', '<w:caps w:val="1"/>'),
)
MARK_SAYS = ("", '<w:rPr><w:sz w:val="21"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:del/></w:rPr>")
STYLED = (
    "",
    *(f'<w:pStyle w:val="{name}"/>' for name in ("plain", "hidden", "tiny", "white", "dark", "listed")),
)
PLACED = ("", '<w:jc w:val="center"/>', '<w:shd w:val="clear" w:fill="000000"/>', "<w:numPr/>")
CELL_SAYS = (
    *("", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="x"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>'),
    *('<w:hMerge w:val="continue"/>', '<w:shd w:val="clear" w:fill="FFFFFF"/>', '<w:vAlign w:val="center"/>'),
    *('<w:shd w:val="clear" w:fill="333333"/>', '<w:cellDel w:id="1"/>', '<w:cellMerge w:vMerge="cont"/>'),
)
TABLE_SAYS = ("", '<w:tblStyle w:val="pale"/>', '<w:shd w:val="clear" w:fill="000000"/>')
ROW_SAYS = ("", "<w:cantSplit/>", "<w:hidden/>", '<w:gridBefore w:val="1"/>', '<w:del w:id="1"/>')
TEXTS = (
    '<w:t xml:space="preserve"> 道路 </w:t>',
    "<w:t> 养护\n </w:t>",
    "<w:t/>",
    "<w:t>一</w:t><w:br/><w:t>二</w:t>",
)


def often(*some: str) -> st.SearchStrategy[str]:
    """The first of these nearly always, so that many rows are plain but for one thing."""
    return st.sampled_from((some[0],) * 8 * len(some) + some)


runs = st.builds(
    lambda says, text: f"<w:r>{f'<w:rPr>{says}</w:rPr>' if says else ''}{text}</w:r>",
    often(*RUN_SAYS),
    often(*TEXTS),
)
odd_pieces = st.sampled_from(("<w:proofErr/>", "<w:ins>", "<w:t>光</w:t>", "<w:hyperlink>"))
pieces = st.integers(0, 9).flatmap(lambda chance: odd_pieces if chance == 0 else runs)
paragraphs = st.builds(
    lambda style, place, mark, inner: p("".join(map(_closed, inner)), f"{style}{place}{mark}"),
    *(often(*STYLED), often(*PLACED), often(*MARK_SAYS), st.lists(pieces, max_size=3)),
)
cells = st.builds(
    lambda says, inner: f"<w:tc><w:tcPr>{''.join(says)}</w:tcPr>{''.join(inner)}</w:tc>",
    *(st.lists(often(*CELL_SAYS), max_size=2), st.lists(paragraphs, max_size=2)),
)
rows = st.tuples(often(*ROW_SAYS), st.lists(cells, min_size=1, max_size=3))


def _closed(piece: str) -> str:
    return f"{piece}{run('内')}</{piece[1:]}" if piece in ("<w:ins>", "<w:hyperlink>") else piece


def read(rows_drawn: list[str], table_says: str = "") -> list:
    found = blocks(tbl(*rows_drawn, properties=table_says), STYLES, NUMBERS)
    return [placed(each) if isinstance(each, Grid) else each for each in found]


@given(st.lists(rows, min_size=1, max_size=4), st.sampled_from(TABLE_SAYS))
def test_a_row_says_the_same_however_closely_it_is_looked_at(drawn, table_says):
    at_once = [tr(*inner, properties=says) for says, inner in drawn]
    assert read(at_once, table_says) == read(list(map(_with_care, at_once)), table_says)


def test_what_hides_or_shows_text_does_so_in_every_company():
    for table_says in TABLE_SAYS:
        drawn = [
            tr(tc(p(run("甲", run_says), style), cell_says), tc("乙"))
            for run_says, style, cell_says in product(RUN_SAYS, STYLED, CELL_SAYS)
        ]
        assert read(drawn, table_says) == read(list(map(_with_care, drawn)), table_says)


def test_nothing_is_said_by_what_is_passed_over_wherever_it_stands():
    inner = ("", run("藏"), p(run("匿")), tc("隐"), "<w:t>密</w:t>", '<w:gridSpan w:val="2"/>', "<w:vMerge/>")
    for name, content in product(QUIET, (*inner, '<w:pStyle w:val="hidden"/>')):
        with_it = _with(f"<w:{name}>{content}</w:{name}>")
        assert read(with_it) == read(list(map(_with_care, with_it))), name


def _with_care(row: str) -> str:
    return row.replace("</w:tr>", f"{CAREFUL}</w:tr>")


def _with(odd: str) -> list[str]:
    """A row with it in every place."""
    return [
        tr(odd, tc(p(run("甲")))),
        tr(tc(p(run("甲"))), properties=odd),
        tr(f"<w:tc>{odd}{p(run('甲'))}</w:tc>"),
        tr(tc(p(run("甲")), odd)),
        tr(tc(p(odd + run("甲")))),
        tr(tc(p(run("甲"), odd))),
        tr(tc(p(f"<w:r>{odd}<w:t>甲</w:t></w:r>"))),
        tr(tc(p(f"<w:r><w:rPr>{odd}</w:rPr><w:t>甲</w:t></w:r>"))),
        tr(tc(p(f"<w:r><w:t>甲{odd}</w:t></w:r>"))),
    ]

"""Letters too small to see, and white ones on white paper, are not read; white ones on a ground are."""

import io

import pytest

from projects.importing.word.reading import word_blocks
from tests.projects.importing.seeing import blocks, only_grid, seen
from tests.wordml import document, numbering, p, parts_of, relationships, run, styles, tbl, tc, tr, zipped

WHITE = '<w:color w:val="FFFFFF"/>'
BLACK = '<w:color w:val="auto"/>'
TINY = '<w:sz w:val="2"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
PAPER = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
NO_GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'


def style(name: str, inner: str, kind: str = "paragraph", about: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}">{about}'
        f"<w:pPr>{DARK if name == 'dark' else ''}</w:pPr><w:rPr>{inner}</w:rPr></w:style>"
    )


STYLES = styles(
    style("tiny", TINY)
    + style("t", TINY, "character")
    + style("white", WHITE)
    + style("below", "", about='<w:basedOn w:val="white"/>')
    + style("w", WHITE, "character")
    + style("dark", WHITE)
    + style("whiteTable", WHITE, "table")
    + style("banded", "", "table", f'<w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>')
)


@pytest.mark.parametrize(("size", "read"), [("1", "甲乙"), ("2", "甲乙"), ("3", "甲字乙"), ("", "甲字乙")])
def test_letters_of_a_point_or_less_are_not_read(size, read):
    assert seen(p(run("甲") + run("字", f'<w:sz w:val="{size}"/>') + run("乙"))) == read


@pytest.mark.parametrize(
    ("colour", "read"),
    [
        ('w:val="FFFFFF"', ""),
        ('w:val="fefefe"', ""),
        ('w:val="000000" w:themeColor="background1"', ""),
        ('w:themeColor="light1" w:themeShade="FF"', ""),
        ('w:val="FFFFFF" w:themeColor="none"', ""),
        ('w:val="auto"', "字"),
        ('w:val="D9D9D9" w:themeColor="background1" w:themeShade="D9"', "字"),
        ('w:val="FFFFFF" w:themeColor="text1"', "字"),
        ('w:val="FFFF00"', "字"),
        ('w:val="FFF"', "字"),
        ("", "字"),
    ],
)
def test_white_letters_on_the_white_page_are_not_read(colour, read):
    assert seen(p(run("字", f"<w:color {colour}/>"))) == read


@pytest.mark.parametrize(
    ("paragraph", "run_style", "direct", "is_seen"),
    [
        ("tiny", "", "", False),
        ("", "t", "", False),
        ("tiny", "", '<w:sz w:val="21"/>', True),
        ("white", "", "", False),
        ("below", "", "", False),
        ("", "w", "", False),
        ("white", "", BLACK, True),
        ("dark", "", "", True),
        ("dark", "", PAPER, False),
    ],
)
def test_size_and_colour_come_from_the_styles_where_the_run_does_not_say(
    paragraph, run_style, direct, is_seen
):
    about = (f'<w:rStyle w:val="{run_style}"/>' if run_style else "") + direct
    content = p(run("字", about), f'<w:pStyle w:val="{paragraph}"/>' if paragraph else "")
    assert seen(content, STYLES) == ("字" if is_seen else "")


@pytest.mark.parametrize("everywhere", [TINY, WHITE])
def test_size_and_colour_may_be_the_whole_document_s(everywhere):
    part = styles(f"<w:docDefaults><w:rPrDefault><w:rPr>{everywhere}</w:rPr></w:rPrDefault></w:docDefaults>")
    assert seen(p(run("藏") + run("字", f'<w:sz w:val="21"/>{BLACK}')), part) == "字"


@pytest.mark.parametrize(
    ("ground", "is_seen"),
    [
        (DARK, True),
        ('<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1"/>', True),
        ('<w:shd w:val="clear" w:fill="F2F2F2" w:themeFill="background1" w:themeFillShade="F2"/>', True),
        ('<w:shd w:val="solid" w:color="auto" w:fill="auto"/>', True),
        ('<w:shd w:val="pct50" w:color="FFFFFF" w:fill="000000"/>', True),
        (PAPER, False),
        (NO_GROUND, False),
        ('<w:shd w:val="nil" w:fill="000000"/>', False),
        ('<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="background1"/>', False),
        ('<w:shd w:val="solid" w:color="FFFFFF" w:fill="000000"/>', False),
        ("", False),
    ],
)
def test_white_letters_on_a_shade_are_read(ground, is_seen):
    text = "字" if is_seen else ""
    assert seen(p(run("字", WHITE + ground))) == text
    assert seen(p(run("字", WHITE), ground)) == text
    assert only_grid(tbl(tr(tc(p(run("字", WHITE)), ground)), columns=1)).cells[0].text == text
    assert only_grid(tbl(tr(tc(p(run("字", WHITE)))), columns=1, properties=ground)).cells[0].text == text
    row = tr(tc(p(run("字", WHITE)))).replace("<w:tr>", f"<w:tr><w:tblPrEx>{ground}</w:tblPrEx>")
    assert only_grid(tbl(row, columns=1)).cells[0].text == text


@pytest.mark.parametrize(("colour", "read"), [("yellow", "字"), ("black", "字"), ("white", ""), ("none", "")])
def test_white_letters_on_a_marker_are_read(colour, read):
    assert seen(p(run("字", f'{WHITE}<w:highlight w:val="{colour}"/>'))) == read


def test_the_nearest_ground_counts():
    white = p(run("字", WHITE))
    assert only_grid(tbl(tr(tc(white, PAPER)), columns=1, properties=DARK)).cells[0].text == ""
    assert only_grid(tbl(tr(tc(white, NO_GROUND)), columns=1, properties=DARK)).cells[0].text == "字"
    assert only_grid(tbl(tr(tc(p(run("字", WHITE), PAPER), DARK)), columns=1)).cells[0].text == ""
    inner = tbl(tr(tc(white)), columns=1)
    assert [block.cells[0].text for block in blocks(tbl(tr(tc(inner + p(), DARK)), columns=1))[:1]] == ["字"]
    assert blocks(tbl(tr(tc("格", DARK)), columns=1) + white)[1] == ""


def test_white_letters_in_a_table_go_by_its_style_too():
    def text(name: str, content: str) -> str:
        table = tbl(tr(tc(p(content))), columns=1, properties=f'<w:tblStyle w:val="{name}"/>')
        return only_grid(table, STYLES).cells[0].text

    assert text("whiteTable", run("字")) == ""
    assert text("whiteTable", run("字", BLACK)) == "字"
    assert text("banded", run("字", WHITE)) == "字"  # the head of such a table is dark


@pytest.mark.parametrize(
    ("page", "shown", "read"),
    [
        ('w:color="1F3864"', "<w:displayBackgroundShape/>", "字"),
        ('w:color="1F3864"', '<w:displayBackgroundShape w:val="0"/>', ""),
        ('w:color="1F3864"', "", ""),
        ('w:color="FFFFFF"', "<w:displayBackgroundShape/>", ""),
        ('w:color="auto"', "<w:displayBackgroundShape/>", ""),
    ],
)
def test_white_letters_are_read_where_the_page_is_shown_in_colour(page, shown, read):
    parts = parts_of()
    body = document(p(run("字", WHITE)))
    parts["word/document.xml"] = body.replace("<w:body>", f"<w:background {page}/><w:body>")
    parts["word/settings.xml"] = styles(shown).replace("w:styles", "w:settings")
    parts["word/_rels/document.xml.rels"] = relationships([("settings", "settings.xml")])
    assert list(word_blocks(io.BytesIO(zipped(parts)))) == [read]


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@pytest.mark.parametrize(
    ("shape", "is_seen"),
    [
        (f'<wps:spPr><a:solidFill {A}><a:srgbClr val="4472C4"/></a:solidFill></wps:spPr>', True),
        (f"<wps:spPr><a:gradFill {A}/></wps:spPr>", True),
        (f'<wps:spPr/><wps:style><a:fillRef {A} idx="1"/></wps:style>', True),
        (f'<wps:spPr><a:solidFill {A}><a:srgbClr val="FFFFFF"/></a:solidFill></wps:spPr>', False),
        (f'<wps:spPr><a:solidFill {A}><a:schemeClr val="bg1"/></a:solidFill></wps:spPr>', False),
        (f'<wps:spPr/><wps:style><a:fillRef {A} idx="0"/></wps:style>', False),
        (f'<wps:spPr><a:noFill {A}/></wps:spPr><wps:style><a:fillRef {A} idx="1"/></wps:style>', False),
        ("", False),
    ],
)
def test_white_letters_in_a_filled_box_are_read(shape, is_seen):
    inner = f"<wps:txbx><w:txbxContent>{p(run('字', WHITE))}</w:txbxContent></wps:txbx>"
    box = f"<w:drawing><wp:inline><wps:wsp>{shape}{inner}</wps:wsp></wp:inline></w:drawing>"
    assert blocks(p(f"<w:r>{box}</w:r>")) == ["", "字" if is_seen else ""]


@pytest.mark.parametrize(
    ("about", "is_seen"),
    [
        ('fillcolor="#4472c4 [3204]"', True),
        ('fillcolor="red"', True),
        ('fillcolor="white [3212]"', False),
        ('fillcolor="#4472c4" filled="f"', False),
        ("", False),
    ],
)
def test_white_letters_in_a_filled_box_of_old_are_read(about, is_seen):
    inner = f"<v:textbox><w:txbxContent>{p(run('字', WHITE))}</w:txbxContent></v:textbox>"
    box = f"<w:pict><v:rect {about}>{inner}</v:rect></w:pict>"
    assert blocks(p(f"<w:r>{box}</w:r>")) == ["", "字" if is_seen else ""]


@pytest.mark.parametrize("about", [TINY, WHITE])
def test_blanks_breaks_and_boxes_are_seen_whatever_the_letters_around_them_are(about):
    assert seen(p(run("甲") + run(" ", about) + run("\n", about) + run("乙"))) == "甲 \n乙"
    box = f"<w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict>"
    assert seen(p(run("段") + f"<w:r><w:rPr>{about}</w:rPr>{box}</w:r>")) == "段\n框"


@pytest.mark.parametrize("about", [TINY, WHITE])
def test_a_paragraph_with_a_faint_mark_still_ends(about):
    assert blocks(p("上", f"<w:rPr>{about}</w:rPr>") + p("下")) == ["上", "下"]


def test_a_number_is_read_only_where_it_is_seen_but_counts_always():
    def level(about: str) -> str:
        inner = (
            f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/><w:rPr>{about}</w:rPr>'
        )
        return numbering(
            f'<w:abstractNum w:abstractNumId="0">{inner}</w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )

    on = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    faint = p("甲", f"{on}<w:rPr>{WHITE}</w:rPr>")
    assert seen(faint + p("乙", on), "", level("")) == "甲\n2、乙"
    assert seen(faint + p("乙", on), "", level(BLACK)) == "1、甲\n2、乙"
    assert seen(p("甲", on) + p("乙", on + DARK), "", level(WHITE)) == "甲\n2、乙"
    assert seen(p("甲", on), "", level(TINY)) == "甲"

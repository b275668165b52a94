"""Automatic numbers of lists are part of what a person sees, though no run holds them."""

import pytest

from tests.projects.importing.seeing import blocks, seen
from tests.wordml import numbering, p, run, styles, tbl, tr


def level(at: int, kind: str, text: str, more: str = "") -> str:
    about = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{about}</w:lvl>'


def style(name: str, list_id: int, kind: str = "paragraph") -> str:
    about = f'<w:pPr><w:numPr><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return f'<w:style w:type="{kind}" w:styleId="{name}">{about}</w:style>'


def a_list(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return numbering(f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}')


def item(text: str = "文", at: int = 0, of: int = 1, more: str = "") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>{more}')


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimal", ["1", "2", "10", "11", "21", "105"]),
        ("decimalZero", ["01", "02", "10", "11", "21", "105"]),
        ("lowerLetter", ["a", "b", "j", "k", "u", "aaaaa"]),
        ("upperLetter", ["A", "B", "J", "K", "U", "AAAAA"]),
        ("lowerRoman", ["i", "ii", "x", "xi", "xxi", "cv"]),
        ("upperRoman", ["I", "II", "X", "XI", "XXI", "CV"]),
        ("chineseCounting", ["一", "二", "十", "十一", "二十一", "一百零五"]),
        ("chineseCountingThousand", ["一", "二", "十", "十一", "二十一", "一百零五"]),
        ("japaneseCounting", ["一", "二", "十", "十一", "二十一", "一百零五"]),
        ("chineseLegalSimplified", ["壹", "贰", "壹拾", "壹拾壹", "贰拾壹", "壹佰零伍"]),
        ("ideographDigital", ["一", "二", "一〇", "一一", "二一", "一〇五"]),
        ("ideographTraditional", ["甲", "乙", "癸", "11", "21", "105"]),
        ("decimalEnclosedCircle", ["①", "②", "⑩", "⑪", "㉑", "105"]),
        ("decimalEnclosedParen", ["⑴", "⑵", "⑽", "⑾", "21", "105"]),
        ("decimalEnclosedFullstop", ["⒈", "⒉", "⒑", "⒒", "21", "105"]),
        ("decimalFullWidth", ["１", "２", "１０", "１１", "２１", "１０５"]),
        ("numberInDash", ["- 1 -", "- 2 -", "- 10 -", "- 11 -", "- 21 -", "- 105 -"]),
        ("none", ["", "", "", "", "", ""]),
        ("klingon", ["1", "2", "10", "11", "21", "105"]),
    ],
)
def test_every_format_is_written_as_word_writes_it(kind, shown):
    lines = seen(item() * 105, number_part=a_list(level(0, kind, "%1"))).split("\n")
    assert [lines[n - 1].removesuffix("文").strip() for n in (1, 2, 10, 11, 21, 105)] == shown


def test_the_blank_after_a_number_is_what_the_eye_needs():
    assert seen(item(), number_part=a_list(level(0, "decimal", "%1."))) == "1. 文"
    assert seen(item(), number_part=a_list(level(0, "chineseCounting", "%1、"))) == "一、文"
    assert seen(item(), number_part=a_list(level(0, "chineseCounting", "（%1）"))) == "（一）文"
    assert (
        seen(item(), number_part=a_list(level(0, "decimal", "(%1)", '<w:suff w:val="nothing"/>'))) == "(1)文"
    )


def test_levels_count_within_the_one_above():
    part = a_list(
        level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")
    )
    order = (0, 1, 1, 2, 0, 1, 2, 2)
    assert seen("".join(item(at=at) for at in order), number_part=part).split("\n") == [
        "一、文", "一.1 文", "一.2 文", "a) 文", "二、文", "二.1 文", "a) 文", "b) 文",
    ]  # fmt: skip


def test_a_level_may_be_told_not_to_start_anew_and_to_count_in_arabic():
    part = a_list(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", '<w:isLgl/><w:lvlRestart w:val="0"/>'),
    )
    lines = seen("".join(item(at=at) for at in (0, 1, 0, 1)), number_part=part).split("\n")
    assert lines == ["一、文", "1.1 文", "二、文", "2.2 文"]


def test_a_level_may_start_anew_only_below_one_further_up():
    part = a_list(
        level(0, "decimal", "%1."),
        level(1, "decimal", "%2)"),
        level(2, "lowerLetter", "%3", '<w:lvlRestart w:val="1"/>'),
    )
    lines = seen("".join(item(at=at) for at in (0, 1, 2, 1, 2, 0, 2)), number_part=part).split("\n")
    assert [line.split()[0] for line in lines] == ["1.", "1)", "a", "2)", "b", "2.", "a"]


def test_lists_share_a_count_until_one_starts_anew():
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for num, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1条")}</w:lvlOverride>'),
        )
    )
    part = a_list(level(0, "decimal", "%1."), nums=nums)
    lines = seen("".join(item(of=of) for of in (1, 2, 3, 3, 1, 4)), number_part=part).split("\n")
    assert lines == ["1. 文", "2. 文", "7. 文", "8. 文", "9. 文", "第10条 文"]


def test_a_style_may_bring_the_number_and_a_paragraph_may_refuse_it():
    about = '<w:style w:type="paragraph" w:styleId="{}">{}<w:pPr><w:numPr>{}</w:numPr></w:pPr></w:style>'
    style_part = styles(
        about.format("heading", "", '<w:numId w:val="1"/>')
        + '<w:style w:type="paragraph" w:styleId="below"><w:basedOn w:val="heading"/></w:style>'
        + about.format("second", "", '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
        + about.format("off", '<w:basedOn w:val="heading"/>', '<w:numId w:val="0"/>')
    )
    part = a_list(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:pStyle w:val="tied"/>'))
    styled = [p("文", f'<w:pStyle w:val="{name}"/>') for name in ("heading", "below", "second", "off")]
    taken_off = p("文", '<w:pStyle w:val="heading"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    lines = seen("".join([*styled, taken_off]), style_part, part).split("\n")
    assert lines == ["1. 文", "2. 文", "a) 文", "文", "文"]


def test_a_level_is_found_by_the_style_tied_to_it():
    style_part = styles(style("tied", 1))
    part = a_list(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:pStyle w:val="tied"/>'))
    assert seen(p("文", '<w:pStyle w:val="tied"/>'), style_part, part) == "a) 文"


def test_a_list_may_take_its_levels_from_a_list_style():
    levels = f'<w:styleLink w:val="legal"/>{level(0, "decimal", "第%1条")}'
    part = numbering(
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="legal"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert seen(item() + item(of=9), styles(style("legal", 9, "numbering")), part) == "第1条 文\n第2条 文"


def test_bullets_show_as_the_sign_they_are():
    def bullet(text: str, font: str) -> str:
        about = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        return seen(
            item(), number_part=a_list(level(0, "bullet", text).replace("</w:lvl>", f"{about}</w:lvl>"))
        )

    assert bullet("\uf0b7", "Symbol") == "• 文"
    assert bullet("\uf06e", "Wingdings") == "■ 文"
    assert bullet("\uf0ff", "Wingdings") == "• 文"
    assert bullet("—", "宋体") == "— 文"


def test_a_number_that_refers_to_a_bullet_shows_nothing_for_it():
    part = a_list(level(0, "decimal", "%1."), level(1, "bullet", "—"), level(2, "decimal", "%1.%2%3."))
    assert seen(item() + item(at=2), number_part=part).split("\n") == ["1. 文", "1.1. 文"]


def test_paragraphs_that_are_not_seen_have_no_number_and_are_not_counted():
    part = a_list(level(0, "decimal", "%1."))
    gone = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    deleted = item("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", more=gone)
    row = (
        tr(item("删"), properties='<w:del w:id="1" w:author="甲"/>')
        .replace("<w:p>", "<w:tc><w:p>")
        .replace("</w:p>", "</w:p></w:tc>")
    )
    assert seen(item() + deleted + tbl(row, columns=1) + item(), number_part=part).split("\n") == [
        "1. 文",
        "2. 文",
    ]


def test_text_that_runs_on_from_a_deleted_mark_is_numbered_once():
    part = a_list(level(0, "decimal", "%1."))
    mark = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    assert seen(item("上", more=mark) + item("下") + item(), number_part=part).split("\n") == [
        "1. 上下",
        "2. 文",
    ]


def test_a_number_can_not_be_made_to_fill_the_memory():
    part = a_list(level(0, "decimal", "长" * 10_000))
    assert len(seen(item(), number_part=part)) < 70


def test_a_hidden_number_and_a_list_that_is_not_there_show_nothing():
    hidden = level(0, "decimal", "%1.").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    assert seen(item(), number_part=a_list(hidden)) == "文"
    mark = "<w:rPr><w:vanish/></w:rPr>"
    assert (
        seen(item("上", more=mark) + p("下") + item(), number_part=a_list(level(0, "decimal", "%1.")))
        == "上下\n1. 文"
    )
    assert seen(item(of=8) + item(at=7), number_part=a_list(level(0, "decimal", "%1."))) == "文\n文"
    assert seen(item()) == "文"


def test_numbers_count_on_through_the_cells_of_a_table():
    part = a_list(level(0, "decimal", "%1."))
    cell = f"<w:tc>{item('甲')}{item('乙')}</w:tc>"
    grid = blocks(tbl(tr(cell, cell), columns=2), number_part=part)[0]
    assert [each.text for each in grid.cells] == ["1. 甲\n2. 乙", "3. 甲\n4. 乙"]
    assert seen(p(run("无号")), number_part=part) == "无号"

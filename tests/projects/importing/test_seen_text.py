"""The reader reads what a person sees on the page, and nothing that lies hidden in the file."""

import pytest

from tests.projects.importing.seeing import blocks, seen
from tests.wordml import p, run, styles, tbl, tc, tr

HIDE = "<w:vanish/>"
SHOW = '<w:vanish w:val="0"/>'
BY = 'w:id="1" w:author="甲" w:date="2024-11-01T00:00:00Z"'


def style(
    name: str, inner: str = "", kind: str = "paragraph", based_on: str = "", default: bool = False
) -> str:
    about = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{first}>{about}<w:rPr>{inner}</w:rPr></w:style>'


def test_split_runs_tabs_and_breaks_read_as_one_text():
    content = run("项目") + run("绩", "<w:b/>") + run("效\n目标\t表") + "<w:r><w:cr/></w:r>" + run("完")
    assert seen(p(content)) == "项目绩效\n目标\t表\n完"


def test_blanks_count_only_where_word_keeps_them():
    assert seen(p("<w:r><w:t> 前后 </w:t></w:r>" + run(" 留 "))) == "前后 留 "
    assert seen(p("<w:r><w:t>一\n二</w:t></w:r>")) == "一 二"


@pytest.mark.parametrize("kind", ["page", "column"])
def test_a_break_of_page_or_column_is_no_text(kind):
    assert seen(p(run("前") + f'<w:r><w:br w:type="{kind}"/></w:r>' + run("后"))) == "前后"


@pytest.mark.parametrize(
    ("sign", "read"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', "☐"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "☑"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Symbol" w:char="00A3"/>', "≤"),
        ('<w:sym w:font="宋体" w:char="25A1"/>', "□"),
        ('<w:sym w:font="宋体" w:char="D800"/>', ""),
        ('<w:sym w:font="宋体" w:char="没有"/>', ""),
        ("<w:sym/>", ""),
        ("<w:noBreakHyphen/>", "-"),
        ("<w:softHyphen/>", ""),
        ('<w:ptab w:alignment="right"/>', "\t"),
    ],
)
def test_signs_that_are_no_letters_read_as_they_look(sign, read):
    assert seen(p(run("甲") + f"<w:r>{sign}</w:r>" + run("乙"))) == f"甲{read}乙"


def test_inserted_and_moved_in_text_counts_and_deleted_and_moved_away_does_not():
    deleted = f"<w:del {BY}><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
    moved = f"<w:moveFrom {BY}>{run('走')}</w:moveFrom><w:moveTo {BY}>{run('来')}</w:moveTo>"
    inserted = f"<w:ins {BY}>{run('新')}<w:del {BY}>{run('又删')}</w:del></w:ins>"
    assert seen(p(run("甲") + deleted + inserted + moved)) == "甲新来"


def test_what_formatting_was_before_does_not_count():
    before = f"<w:rPrChange {BY}><w:rPr>{HIDE}</w:rPr></w:rPrChange>"
    assert seen(p(run("看得见", before))) == "看得见"


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next():
    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    assert blocks(p("上半", gone) + p("下半") + p("另一段")) == ["上半下半", "另一段"]
    assert blocks(p("", gone) + p("下半")) == ["下半"]
    assert blocks(p("上半", gone) + tbl(tr("格"), columns=1))[0] == "上半"
    assert blocks(p("最后", gone)) == ["最后"]
    cell = tc(p("1", gone) + p("00万元"))
    assert blocks(tbl(tr(cell), columns=1))[0].cells[0].text == "100万元"


@pytest.mark.parametrize(
    "hide", [HIDE, "<w:specVanish/>", '<w:vanish w:val="true"/>', '<w:vanish w:val="1"/>']
)
def test_hidden_text_is_not_read(hide):
    assert seen(p(run("甲") + run("藏", hide) + run("乙", SHOW))) == "甲乙"


STYLES = styles(
    style("hidden", HIDE)
    + style("below", based_on="hidden")
    + style("shownAgain", SHOW, based_on="below")
    + style("h", HIDE, "character")
    + style("hBelow", "", "character", "h")
    + style("s", SHOW, "character")
    + style("loop", "", based_on="pool")
    + style("pool", "", based_on="loop")
)


@pytest.mark.parametrize(
    ("paragraph", "run_style", "direct", "is_seen"),
    [
        ("hidden", "", "", False),
        ("below", "", "", False),
        ("shownAgain", "", "", True),
        ("", "h", "", False),
        ("", "hBelow", "", False),
        ("", "s", "", True),
        ("hidden", "", SHOW, True),
        ("", "h", SHOW, True),
        ("hidden", "h", "", True),  # a toggle switched twice
        ("hidden", "s", "", False),
        ("loop", "", "", True),
        ("unknown", "unknown", "", True),
    ],
)
def test_text_hidden_by_its_styles_is_not_read(paragraph, run_style, direct, is_seen):
    about = (f'<w:rStyle w:val="{run_style}"/>' if run_style else "") + direct
    content = p(run("字", about), f'<w:pStyle w:val="{paragraph}"/>' if paragraph else "")
    assert seen(content + p(run("后", SHOW)), STYLES).replace("\n", "") == ("字后" if is_seen else "后")


def test_text_hidden_by_the_default_styles_is_not_read():
    assert seen(p("字") + p(run("现", SHOW)), styles(style("Normal", HIDE, default=True))) == "现"
    everywhere = styles(f"<w:docDefaults><w:rPrDefault><w:rPr>{HIDE}</w:rPr></w:rPrDefault></w:docDefaults>")
    assert seen(p("字") + p(run("现", SHOW)), everywhere) == "现"


def test_text_hidden_by_the_table_style_is_not_read():
    body = tbl(tr("格"), columns=1, properties='<w:tblStyle w:val="t"/>')
    assert blocks(body, styles(style("t", HIDE, "table")))[0].cells[0].text == ""
    assert blocks(body, styles(style("t", "", "table")))[0].cells[0].text == "格"
    assert blocks(body + p("后"), styles(style("t", HIDE, "table")))[1] == "后"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_shows_its_result_and_not_its_instruction():
    code = "<w:r><w:instrText> SECRET </w:instrText></w:r>"
    inner = field("begin") + code + field("separate") + run("内") + field("end")
    assert seen(p(field("begin") + code + field("separate") + run("结果") + field("end"))) == "结果"
    assert seen(p(field("begin") + inner + code + field("separate") + run("外") + field("end"))) == "外"
    assert seen(p(field("begin") + code + field("end") + run("后"))) == "后"
    assert seen(p(f'<w:fldSimple w:instr=" SECRET ">{run("简")}</w:fldSimple>')) == "简"
    assert seen(p(field("end") + field("separate") + run("后"))) == "后"


def test_form_fields_of_old_show_their_box_or_their_choice():
    def form(inner: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
        return seen(p(begin + "<w:r><w:instrText>FORM</w:instrText></w:r>" + field("end") + run("是")))

    assert form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') == "☑是"
    assert form('<w:checkBox><w:default w:val="1"/></w:checkBox>') == "☑是"
    assert form('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>') == "☐是"
    choices = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    assert form(f'<w:ddList><w:result w:val="1"/>{choices}</w:ddList>') == "乙是"
    assert form(f"<w:ddList>{choices}</w:ddList>") == "甲是"
    assert form(f'<w:ddList><w:result w:val="9"/>{choices}</w:ddList>') == "是"
    assert form('<w:textInput><w:default w:val="密"/></w:textInput>') == "是"


def test_a_field_may_reach_over_paragraphs_but_not_out_of_a_cell():
    code = field("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + field("separate")
    assert seen(p(code + run("目录一")) + p(run("目录二") + field("end"))) == "目录一\n目录二"
    cells = tr(tc(p(field("begin"))), tc("看得见"))
    assert [cell.text for cell in blocks(tbl(cells, columns=2))[0].cells] == ["", "看得见"]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "customXml", "dir", "bdo"])
def test_wrappers_around_runs_are_looked_through(wrapper):
    assert seen(p(f"<w:{wrapper}>{run('字')}</w:{wrapper}>")) == "字"


def test_a_paragraph_whose_mark_is_hidden_runs_on_into_the_next():
    assert blocks(p("上", f"<w:rPr>{HIDE}</w:rPr>") + p("下")) == ["上下"]
    styled = styles(style("hidden", HIDE))
    assert blocks(p(run("上", SHOW), '<w:pStyle w:val="hidden"/>') + p("下"), styled) == ["上下"]


def control(content: str, about: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_a_content_control_shows_what_was_filled_in_and_not_its_placeholder():
    empty, filled = "<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/><w:alias w:val="别名"/>'
    for about, shown in ((empty, ""), (filled, "字"), ("", "字")):
        assert seen(p(run("甲") + control(run("字"), about))) == f"甲{shown}"
        assert seen(control(p("字"), about)) == shown
        assert seen(control(control(p("字")), about)) == shown
        assert blocks(tbl(tr(control(tc("字"), about)), columns=1))[0].cells[0].text == shown
        assert blocks(tbl(control(tr("字"), about), columns=1))[0].cells[0].text == shown
        assert blocks(control(tbl(tr("字"), columns=1), about))[0].cells[0].text == shown
        assert blocks(tbl(tr(tc(control(p("字"), about))), columns=1))[0].cells[0].text == shown


def either(choice: str, fallback: str, requires: str = "wps") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def test_of_alternatives_only_the_one_that_word_draws_is_read():
    assert seen(p(either(run("新"), run("旧")))) == "新"
    assert seen(p(either(run("新"), run("旧"), "later"))) == "旧"
    assert seen(p(either(run("新"), run("旧"), "unbound"))) == "旧"
    assert seen(p(either(run("新"), run("旧"), ""))) == "旧"
    assert seen(either(p("新"), p("旧"))) == "新"
    assert seen(either(p("新"), p("旧"), "later")) == "旧"
    assert len(blocks(either(tbl(tr("新"), columns=1), tbl(tr("旧"), columns=1)))) == 1


def box(inner: str, hidden: str = "") -> str:
    return (
        f'<w:drawing><wp:anchor><wp:docPr id="1" descr="替代文字" {hidden}/><wps:txbx><w:txbxContent>{inner}'
        "</w:txbxContent></wps:txbx></wp:anchor></w:drawing>"
    )


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it():
    old = f'<w:pict><v:textbox alt="替代"><w:txbxContent>{p("框")}</w:txbxContent></v:textbox></w:pict>'
    assert seen(p(run("段") + f"<w:r>{either(box(p('框')), old)}</w:r>")) == "段\n框"
    assert seen(p(run("段") + f"<w:r>{old}</w:r>")) == "段\n框"
    table = box(tbl(tr("格"), columns=1) + p())
    assert [type(block).__name__ for block in blocks(p(f"<w:r>{table}</w:r>"))] == ["str", "Grid", "str"]
    assert blocks(tbl(tr(tc(p(run("段") + f"<w:r>{old}</w:r>"))), columns=1))[0].cells[0].text == "段\n框"


def test_a_hidden_text_box_is_not_read():
    unseen = '<w:pict><v:shape style="visibility: hidden"><v:textbox><w:txbxContent>'
    unseen += f"{p('框')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    for drawing in (box(p("框"), 'hidden="1"'), unseen):
        assert seen(p(run("段") + f"<w:r>{drawing}</w:r>")) == "段"
    assert seen(p(run("段") + f"<w:r><w:rPr>{HIDE}</w:rPr>{box(p('框'))}</w:r>")) == "段"


def test_ruby_shows_its_base_and_formulas_their_letters():
    ruby = f"<w:ruby><w:rt>{run('xū')}</w:rt><w:rubyBase>{run('虚')}</w:rubyBase></w:ruby>"
    assert seen(p(f"<w:r>{ruby}</w:r>")) == "虚"
    half = f"<m:f><m:fPr><m:ctrlPr><w:rPr>{HIDE}</w:rPr></m:ctrlPr></m:fPr>"
    half += "<m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    assert seen(p(run("合格率≥") + f"<m:oMath>{half}</m:oMath>")) == "合格率≥1/2"


def test_comments_notes_bookmarks_and_marks_are_no_text():
    marks = (
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:commentRangeStart w:id="0"/>'
        '<w:proofErr w:type="gramStart"/>'
        '<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="0"/><w:lastRenderedPageBreak/></w:r>'
        "<later:note><later:t>外来</later:t></later:note><!-- 注释 --><?pi 指令?>"
    )
    assert seen(p(run("正文") + marks)) == "正文"

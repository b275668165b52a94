"""The sections over their pages: order, texts with 【labels】, free ones; two editors at once."""

import re

import pytest

from budget_site.accounts.models import Role
from disclosures.document import Paragraph
from disclosures.editing.sections import MOST
from disclosures.forms.sections import mark
from disclosures.narrative import default_text
from disclosures.publishing.gathering import gather
from tests.people import make_user

pytestmark = pytest.mark.django_db
KEYS = [
    "three_public",
    "debt",
    "transfers",
    "state_capital",
    "procurement",
    "performance",
    "others",
    "totals",
    "tables",
]


@pytest.fixture
def colleague(bureau):
    return make_user("同室", Role.REPLIER, district=bureau.district)


def keys(bureau) -> list[str]:
    return [one["key"] for one in bureau.now().sections]


def section(bureau, key):
    return next(one for one in bureau.now().sections if one["key"] == key)


def step(says, bureau, key, what, revision=None, who=None):
    revision = bureau.now().revision if revision is None else revision
    return says(who or bureau.publisher, bureau.at("section_step", key), step=what, revision=revision)


def writes(says, bureau, key, text, who=None, was=None, action="save", title=None):
    found = section(bureau, key)
    said = {"was": was or mark(found), "title": title or found["title"], "text": text, "action": action}
    return says(who or bureau.publisher, bureau.at("section", key), **said)


def test_the_official_sections_stand_in_the_official_order(bureau, says):
    assert keys(bureau) == KEYS
    told = says(bureau.publisher, bureau.at("sections"))
    assert told.index("安排“三公”经费预算情况") < told.index("政府债务及还本付息情况")
    assert "项数据还没有填" in told


def test_sections_move_are_hidden_and_come_back(bureau, says):
    step(says, bureau, "debt", "up")
    assert keys(bureau)[:2] == ["debt", "three_public"]
    step(says, bureau, "debt", "down")
    assert keys(bureau) == KEYS
    step(says, bureau, "debt", "hide")
    assert section(bureau, "debt")["shown"] is False
    assert "不显示</small>" in says(bureau.publisher, bureau.at("sections"))
    step(says, bureau, "debt", "show")
    assert section(bureau, "debt")["shown"] is True


def test_the_first_cannot_go_up_nor_an_official_one_be_deleted(bureau, says):
    step(says, bureau, "three_public", "up")
    step(says, bureau, "tables", "down")
    assert keys(bureau) == KEYS
    assert "是规定的章节，不能删除" in step(says, bureau, "debt", "delete")
    assert keys(bureau) == KEYS


def test_a_button_of_an_older_list_moves_nothing(bureau, says, colleague):
    old = bureau.now().revision
    step(says, bureau, "debt", "up", who=colleague)
    told = step(says, bureau, "debt", "up", revision=old)
    assert "同室的姓名刚刚改过公开稿，列表已更新" in told
    assert keys(bureau)[0] == "debt"
    for wrong in ("x", "", "9" * 5000):
        assert "列表已更新" in step(says, bureau, "debt", "down", revision=wrong)


@pytest.mark.parametrize("what", ["", "publish", "delete-all"])
def test_a_step_that_is_none_does_nothing(bureau, says, what):
    before = keys(bureau)
    step(says, bureau, "debt", what)
    assert keys(bureau) == before


def test_a_free_section_is_added_written_and_deleted(bureau, says):
    told = says(
        bureau.publisher, bureau.at("sections"), title="其他需要说明的事项", revision=bureau.now().revision
    )
    assert "<h1>其他需要说明的事项</h1>" in told
    key = keys(bureau)[-2]
    assert key.startswith("free-")
    assert keys(bureau)[-1] == "tables"
    assert "这一节已保存" in writes(says, bureau, key, "全区共有预算单位【年度】。\n另起一段。")
    assert section(bureau, key)["text"] == "全区共有预算单位【年度】。\n另起一段。"
    assert "可以撤销删除" in step(says, bureau, key, "delete")
    assert keys(bureau) == KEYS


def test_a_section_that_was_deleted_comes_back_as_it_was_where_it_was(bureau, says, colleague):
    for title in ("附注", "又一节"):
        says(bureau.publisher, bureau.at("sections"), title=title, revision=bureau.now().revision)
    key, before = keys(bureau)[-3], bureau.now().sections
    writes(says, bureau, key, "写了很久的话")
    written = section(bureau, key)
    assert "撤销删除：附注" in step(says, bureau, key, "delete")
    assert key not in keys(bureau)
    assert "撤销删除：附注" not in step(says, bureau, key, "restore", who=colleague)
    assert keys(bureau) == [one["key"] for one in before]
    assert section(bureau, key) == written
    for again in ("restore", "delete", "restore"):
        step(says, bureau, key, again)
    assert keys(bureau).count(key) == 1


def test_what_is_emptied_reads_at_the_desk_as_it_is_published(bureau, says):
    told = writes(says, bureau, "transfers", " ")
    assert "这一节没有文字" in told
    made = {one.key: one.blocks for one in gather(bureau.now()).sections}
    assert made["transfers"] == ()
    writes(says, bureau, "performance", "【年度】年的话。")
    assert "2025年的话。" in says(bureau.publisher, bureau.at("sections"))
    assert gather(bureau.now()).sections[5].blocks == (Paragraph("2025年的话。"),)


def test_a_title_says_its_year_at_the_desk_and_in_public(bureau, says):
    told = writes(says, bureau, "performance", "一段话。", title="【年度】年绩效管理")
    assert "<h1>2025年绩效管理</h1>" in told
    assert ">2025年绩效管理</a>" in says(bureau.publisher, bureau.at("sections"))
    assert gather(bureau.now()).sections[5].title == "2025年绩效管理"


def test_the_page_says_what_a_text_reads_as_before_it_is_saved(bureau, says):
    told = writes(says, bureau, "performance", "【年度】年全面实施。【没有这个】", action="look")
    assert "2025年全面实施。" in told
    assert "没有这些数据：【没有这个】" in told
    assert "没有这个" not in section(bureau, "performance")["text"]


def test_the_official_words_come_back_and_ones_own_are_not_lost(bureau, says):
    writes(says, bureau, "performance", "自己写的一段话。")
    told = writes(says, bureau, "performance", "又改了一半的话。", action="official")
    assert "已换成官方写法，还没有保存" in told
    assert "又改了一半的话。" in told
    assert section(bureau, "performance")["text"] == "自己写的一段话。"
    official = default_text("performance", None, 2025)
    assert official.splitlines()[0] in told
    writes(says, bureau, "performance", official)
    assert section(bureau, "performance")["text"] == official


def test_both_texts_are_told_where_two_wrote_one_section(bureau, says, colleague):
    old = mark(section(bureau, "performance"))
    writes(says, bureau, "performance", "甲的文字", who=colleague)
    told = writes(says, bureau, "performance", "乙的文字", was=old)
    assert re.search(r"您打开本页以后，同室的姓名（\d+年\d+月\d+日 \d\d:\d\d）改过这一节", told)
    assert "甲的文字" in told
    assert re.search(r"<textarea[^>]*name=\"text\"[^>]*>\s*乙的文字", told)
    assert section(bureau, "performance")["text"] == "甲的文字"
    assert mark(section(bureau, "performance")) in told
    writes(says, bureau, "performance", "乙的文字")
    assert section(bureau, "performance")["text"] == "乙的文字"


def test_nobody_is_named_for_what_another_wrote_nor_blamed_for_ones_own(bureau, says, colleague):
    old = {key: mark(section(bureau, key)) for key in ("performance", "debt", "transfers")}
    writes(says, bureau, "performance", "甲的文字", who=colleague)
    writes(says, bureau, "debt", "我的文字")
    told = writes(says, bureau, "performance", "乙的文字", was=old["performance"])
    assert "同室的姓名（" in told
    assert "公开的姓名（" not in told
    told = writes(says, bureau, "debt", "我在旧页面上写的", was=old["debt"])
    assert "您自己在别的页面（" in told
    draft = bureau.now()
    section(bureau, "transfers")["text"] = "没有记下是谁写的"
    draft.save()
    told = writes(says, bureau, "transfers", "丙的文字", was=old["transfers"])
    assert "您打开本页以后，有人改过这一节" in told


def test_two_may_write_two_sections_at_once(bureau, says, colleague):
    marks = {key: mark(section(bureau, key)) for key in ("performance", "debt")}
    writes(says, bureau, "performance", "甲的文字", who=colleague, was=marks["performance"])
    assert "这一节已保存" in writes(says, bureau, "debt", "乙的文字", was=marks["debt"])
    assert section(bureau, "performance")["text"] == "甲的文字"


def test_a_section_that_was_deleted_meanwhile_keeps_what_was_typed_on_the_page(bureau, says, colleague):
    says(bureau.publisher, bureau.at("sections"), title="附注", revision=bureau.now().revision)
    key = keys(bureau)[-2]
    old = mark(section(bureau, key))
    step(says, bureau, key, "delete", who=colleague)
    at, said = bureau.at("section", key), {"was": old, "title": "附注", "text": "写了很久的话"}
    told = says(bureau.publisher, at, **said, action="save")
    assert "这一节已被删除" in told
    assert "写了很久的话" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": ""}, "请填写这一节的标题"),
        ({"title": "长" * 101}, "100"),
        ({"text": "长" * 20_001}, "20000"),
    ],
    ids=["none", "long", "longer"],
)
def test_what_cannot_be_is_told_and_stays_on_the_page(bureau, says, said, told):
    found = section(bureau, "debt")
    page = says(
        bureau.publisher,
        bureau.at("section", "debt"),
        **{"was": mark(found), "title": "债务", "text": "写好的话", "action": "save"} | said,
    )
    assert told in page
    assert said.get("text", "写好的话")[:50] in page
    assert section(bureau, "debt") == found


def test_there_are_not_endlessly_many(bureau, says):
    draft = bureau.now()
    draft.sections = [{"key": f"free-{n}", "title": "甲", "text": "", "shown": True} for n in range(MOST)]
    draft.save()
    told = says(bureau.publisher, bureau.at("sections"), title="又一节", revision=draft.revision)
    assert f"最多{MOST}节" in told


def test_the_title_is_written_and_not_over_anothers(bureau, says, colleague):
    old = bureau.now().title
    assert old == "关于2025年区级预算公开有关事项的说明"
    assert "标题已保存" in says(colleague, bureau.at("sections_title"), title="甲的标题", was=old)
    told = says(bureau.publisher, bureau.at("sections_title"), title="乙的标题", was=old)
    assert "标题已改成“甲的标题”" in told
    assert 'value="乙的标题"' in told
    assert bureau.now().title == "甲的标题"
    says(bureau.publisher, bureau.at("sections_title"), title="乙的标题", was="甲的标题")
    assert bureau.now().title == "乙的标题"


def test_what_is_typed_is_shown_as_text(bureau, says):
    told = writes(says, bureau, "performance", "<b>加粗</b><script>1</script>")
    assert "&lt;b&gt;加粗&lt;/b&gt;" in told
    assert "<script>1" not in told


def test_a_department_has_its_tables_and_no_figures_of_the_district(bureau, says):
    says(bureau.own, bureau.own_at("begin"), go=1)
    told = says(bureau.own, bureau.own_at("sections"))
    assert "三公" not in told
    assert "预算项目绩效目标" in told

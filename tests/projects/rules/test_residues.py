"""What a proofreader finds, and what only looks like a slip."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, changed, set_cells
from projects.rules.reading.pairs import unpaired
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags, goal, mended, places

CODES = ("G1", "G2", "G3")


def codes(text, context=CONTEXT):
    return [code for code in CODES if flags(code, goal(text), context)]


@pytest.mark.parametrize(
    "text",
    [
        "为XX所学校更换",
        "为ＸＸ学校更换",
        "×××学校",
        "xx县教育局",
        "某某中学",
        "某县中学",
        "某单位采购",
        "X年X月完成",
        "投入____万元",
        "投入＿＿万元",
        "（  ）所学校",
        "【】号文件",
        "依据《》执行",
        "待定",
        "金额待补充",
        "请填写服务对象",
        "[bookmark: _GoBack]更换",
        "更换_Toc12345678",
        "HYPERLINK更换",
        "见错误！未找到引用源。",
        "错误!未定义书签。",
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "批注[A1]：请核对",
        "PAGEREF",
        "锟斤拷",
        "更换&nbsp;课桌椅",
        "更换<br>课桌椅",
        "**更换**课桌椅",
        "更换??所",
        "更换□□所",
        "待填",
    ],
)
def test_what_was_left_to_fill_in_or_left_by_software_is_found(text):
    found = flags("G1", goal(text))
    assert places(found) == [("goals", 0, "text")]
    assert found[0].remark.actual in text


@pytest.mark.parametrize(
    "text",
    [
        "单价×数量×月数",
        "13人×2200元×12月",
        "X光机1台",
        "XXL号工作服200件",
        "TXX2型设备",
        "某些学校",
        "某种原因",
        "每（学）期",
        "《办法》（试行）",
        "待遇定期发放",
        "等待定点医院结算",
        "更换——投用……",
        "选址在第3、4号地块（东侧）",
        "A类<B类",
        "收入>支出",
        "#1楼",
        "使用MERGE功能",
        "“三公”经费",
        "[1]人以上",
        "是否合格？",
        "工期<br",
    ],
)
def test_what_only_looks_like_it_is_not(text):
    assert flags("G1", goal(text)) == []


def test_every_cell_of_words_is_looked_at_even_the_first_and_the_last():
    for cell in ("title", "name", "purpose"):
        assert places(flags("G1", changed(**{cell: "XX项目"}))) == [("head", None, cell)]
    for cell in ("level3", "description", "value", "basis"):
        table = changed(set_cells("服务对象满意度指标", **{cell: "待定"}))
        assert places(flags("G1", table)) == [("indicators", 6, cell)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("学校的的课桌椅", "学校的课桌椅"),
        ("对教室进进行改造", "对教室进行改造"),
        ("用于用于更换", "用于更换"),
        ("完成了了更换", "完成了更换"),
        ("学校和和医院", "学校和医院"),
        ("更换完成。。", "更换完成。"),
        ("更换，，安装", "更换，安装"),
        ("桌子、、椅子", "桌子、椅子"),
        ("更换；；安装", "更换；安装"),
        ("分别为：：甲", "分别为：甲"),
        ("学校帐户", "学校账户"),
        ("及时发放发放补助", "及时发放补助"),
        ("义务教育学校义务教育学校更新", "义务教育学校更新"),
        ("资金由由财政承担", "资金由财政承担"),
        ("按时拔付", "按时拨付"),
        ("更换，年未向师生发放问卷", "更换，年末向师生发放问卷"),
        ("全面布署，按步就班", "全面部署，按部就班"),
        ("的的更换和和安装", "的更换和安装"),
    ],
)
def test_a_doubled_character_is_taken_out(text, right):
    assert mended("G2", text) == [right]
    assert codes(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "更换完成，。",
        "更换。，安装",
        "更换更更更换",
        "更换。。。",
        "更换课桌椅，",
        "分三批：",
        "，更换课桌椅",
        "。更换",
        "完成更换、",
    ],
)
def test_other_slips_are_flagged_without_a_proposal(text):
    found = flags("G2", goal(text))
    assert len(found) == 1
    assert found[0].remark.proposal is None


@pytest.mark.parametrize(
    "text",
    [
        "常常检查，天天通风，人人参与，稳稳推进，层层落实",
        "的的确确办实事，实实在在见成效",
        "不了了之",
        "为了了解使用情况",
        "工资及及时发放的补助",
        "推进进行中的工程",
        "社区社区卫生服务中心",
        "专项项目",
        "职工工作",
        "立项项目",
        "投资资金",
        "低保保障",
        "公开开展",
        "其中中央资金",
        "其中中小学",
        "初中中考",
        "具有有效证件",
        "施工工作",
        "所有有关单位",
        "可以以旧换新",
        "各地地方",
        "等等",
        "研究研究再定",
        "一步一步推进",
        "三三制，九九重阳",
        "一一对应",
        "更换……投用",
        "更换——投用",
        "“更换。”其中",
        "共3.5%，合计。",
        "如下：\n1.更换；\n2.安装。",
        "（一）更换；（二）安装。",
        "消防讯号",
        "两年未更换的课桌椅",
        "各月未在册的对象",
        "全部份额",
        "妈妈家长志愿队",
        "谢谢",
        "宝宝乐园",
        "星星点灯",
        "爸爸课堂",
        "田田圈农资",
        "处处有人管、事事有回音、件件有着落",
    ],
)
def test_reduplication_and_words_that_meet_are_right(text):
    assert flags("G2", goal(text)) == []


def test_lists_are_the_district_s():
    own = replace(CONTEXT, settings=Settings(lexicons={"often_mistyped": ("甲已→甲乙", "没有箭头", "→")}))
    found = flags("G2", goal("甲已双方"), own)
    assert [one.remark.proposal for one in found] == ["甲乙双方"]
    assert flags("G2", goal("学校帐户"), own) == []
    none = {"doubled_words": (), "rightly_doubled": (), "often_mistyped": ()}
    assert flags("G2", goal("学校的的课桌椅"), replace(CONTEXT, settings=Settings(lexicons=none))) == []
    words = replace(CONTEXT, settings=Settings(lexicons={"placeholder_words": ("回头再写",)}))
    assert flags("G1", goal("回头再写"), words)
    assert flags("G1", goal("待定"), words) == []


@pytest.mark.parametrize(
    "text",
    [
        "3所高中（含分校更换",
        "3所高中含分校）更换",
        "《办法更换",
        "办法》更换",
        "“三公经费",
        "三公”经费",
        "”三公“经费",
        '"三公经费',
        "（一更换",
        "〔2024更换",
        "（《办法）》",
        "(甲（乙)更换",
    ],
)
def test_half_a_pair_is_found(text):
    assert places(flags("G2", goal(text))) == [("goals", 0, "text")]


@pytest.mark.parametrize(
    "text",
    [
        "3所高中（含分校）更换",
        "3所高中(含分校）更换",
        "1）更换；2）安装",
        "1)更换\n2)安装",
        "（1）更换",
        "a）更换",
        "一）更换；二）安装",
        "《办法（试行）》",
        "“‘双减’政策”",
        '"三公"经费',
        '55"电视',
        "it’s",
        "①）更换",
        "（明教〔2024〕18号）",
    ],
)
def test_pairs_of_any_width_and_list_numbers_are_right(text):
    assert flags("G2", goal(text)) == []


PAIRED = st.recursive(
    st.text(alphabet="甲乙丙，", max_size=4),
    lambda inner: st.tuples(
        st.sampled_from(["（）", "()", "(）", "《》", "“”", "〔〕", "【】"]), inner, inner
    ).map(lambda parts: f"{parts[0][0]}甲{parts[1]}{parts[0][1]}{parts[2]}"),
    max_leaves=8,
)


@given(PAIRED)
def test_pairs_within_a_pair_stay_pairs_and_half_of_one_spoils_them(text):
    assert unpaired(f"甲（丁{text}丁）乙") == ""
    assert unpaired(f"甲（丁{text}丁乙")

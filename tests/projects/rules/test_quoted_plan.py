"""Progress of spending in words, against the spend plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import add_row, changed
from projects.rules.finding import Level
from tests.projects.rules.looking import findings, flags, places


@pytest.mark.parametrize(
    "text",
    [
        "6月底前支出进度达到50%。",
        "６月底支出进度达到５０％",
        "到6月底，资金支出进度不低于50%",
        "2025年6月30日前预算执行率≥50%",
        "上半年支出50%以上，全年支出100%",
        "6月末完成50%的支出",
        "支出进度：3月底0%，6月底50%，9月底70%",
        "6月底支出进度达到百分之五十",
        "6月底前预算支出执行进度达到\n50%",
        "8月底支出进度达到80%",  # between 30% and 70%
        "10月底支出进度达到60%",
        "6月15日前支出进度达到40%",
        "9月底前支出进度不超过60%",
    ],
)
def test_spending_that_the_text_says_otherwise_than_the_plan_is_told_in_the_text(text):
    (finding,) = flags("B8", changed(goals=["更换课桌椅1200套。", text]))
    assert places([finding]) == [("goals", 1, "text")]
    assert finding.remark.also.part == "plan"


@pytest.mark.parametrize(
    "text",
    [
        "6月底前支出进度达到30%，9月底前达到70%，12月底达到100%",
        "6月底前支出进度不低于25%",
        "9月底前支出进度不超过80%",
        "7月底前支出进度达到45%",
        "12月底前预算执行率达到95%",
        "2024年6月底支出进度为50%",
        "6月底前工程形象进度达到50%",
        "6月底前支付合同款的50%，并完成验收",
        "6月底前完成支出，惠及群众覆盖面达到95%",
        "6月底前资金到位率达到100%",
        "6月底前支出同比下降50%",
        "6月底前支出进度达到30%左右",
        "9月底群众满意度达到95%，加快支出",
        "支出进度达到序时进度",
        "公用经费支出压减5%，6月底前完成",
        "3月底完成招标，6月底支出300元",
        "6月底、9月底累计支付30%和70%",
    ],
)
def test_what_is_no_plan_or_agrees_with_it_is_not_told(text):
    assert flags("B8", changed(goals=[text])) == []


@pytest.mark.parametrize(
    ("level3", "value", "told"),
    [
        ("6月底支出进度", "50%", True),
        ("2025年6月底前资金支出进度", "≥50%", True),
        ("9月底预算执行率", "≥80%", True),
        ("6月底支出进度", "≥30%", False),
        ("12月底预算执行率", "≥95%", False),
        ("6月底验收合格率", "50%", False),
        ("2024年6月底支出进度", "50%", False),
        ("6月底支出进度", "按计划", False),
    ],
)
def test_a_checkpoint_that_is_an_indicator_is_compared_by_its_value(level3, value, told):
    findings = flags("B8", changed(add_row("时效指标", level3, value, "累计支出÷预算数")))
    assert bool(findings) == told
    assert all(finding.at.cell == "value" for finding in findings)


def test_words_that_agree_are_confirmed():
    (finding,) = findings("B8", changed(goals=["6月底前支出进度达到30%。"]))
    assert finding.level is Level.PASSED


def test_bare_progress_is_asked_about_once_for_a_row_that_says_it_twice():
    row = add_row("时效指标", "6月底完成50%", "100%", "6月底 完成50%")
    assert [finding.at.cell for finding in flags("B8a", changed(row))] == ["level3"]
    assert flags("B8", changed(row)) == []


@given(st.integers(0, 100), st.sampled_from(["3月底", "6月底", "9月底"]))
def test_the_text_agrees_with_the_plan_exactly_where_the_figures_are_equal(share, label):
    planned = {"3月底": 0, "6月底": 30, "9月底": 70}[label]
    told = flags("B8", changed(goals=[f"{label}前支出进度达到{share}%。"]))
    assert bool(told) == (share != planned)


@pytest.mark.parametrize(
    "text",
    [
        "全年一般性支出压减10%，6月底前完成5%",
        "6月底前完成施工图设计，年底前完成主体工程80%",
        "10月底前高标准农田建成面积完成90%",
        "2025年12月底前农村户厕普及率达到85%",
        "工程完工后支付至80%，12月底前审计后支付至97%",
        "一季度税收收入增长5%，上半年收入完成全年任务的50%",
        "8月底前校舍维修完成100%",
        "7月底前汛期物资储备完成100%",
    ],
)
@pytest.mark.parametrize("code", ["B8", "B8a"])
def test_progress_of_other_things_is_left_alone(code, text):
    assert flags(code, changed(goals=[text])) == []
    assert flags(code, changed(add_row("时效指标", text, "100%", "说明"))) == []

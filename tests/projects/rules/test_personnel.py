"""Pay of a unit's own people in a project is hinted at; pay and benefits of others are not."""

import pytest

from projects.rules.examples import CONTEXT, changed
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags


@pytest.mark.parametrize(
    ("name", "purpose", "cell"),
    [
        ("全区工资调整经费", "预留工资调整。", "name"),
        ("教师绩效工资", "发放。", "name"),
        ("社区工作者薪酬待遇经费", "用于社区工作者。", "name"),
        ("编外人员经费", "编外人员支出。", "name"),
        ("机关运转", "用于临时工工资 、社保缴费。", "purpose"),
        ("机关运转", "用于在职人员五险\n一金。", "purpose"),
    ],
)
def test_pay_as_a_project_is_a_hint_at_the_cell_that_says_so(name, purpose, cell):
    (one,) = flags("E9", changed(name=name, purpose=purpose))
    assert one.level is Level.HINT
    assert one.at.cell == cell


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("农民工工资保证金专户监管", "监管专户。"),
        ("根治欠薪专项行动", "检查企业工资支付。"),
        ("城乡居民养老保险补助", "财政对单位缴费之外的补助。"),
        ("高龄津贴", "发放高龄生活津贴。"),
        ("残疾人生活补贴", "两项补贴。"),
        ("公益性岗位补贴", "岗位津贴。"),
        ("企业薪酬调查", "调查企业薪酬。"),
        ("教师培训", "培训费用。"),
        ("校园保洁", "购买保洁服务。"),
    ],
)
def test_pay_and_benefits_of_others_are_left_alone(name, purpose):
    assert not flags("E9", changed(name=name, purpose=purpose))


def test_the_words_are_those_of_the_district():
    words = Settings(lexicons={"personnel_pay": ("课时费",), "not_staff_pay": ()})
    context = type(CONTEXT)(2025, settings=words)
    assert flags("E9", changed(name="教师课时费"), context)
    assert not flags("E9", changed(name="教师绩效工资"), context)
    off = type(CONTEXT)(2025, settings=Settings(levels={"E9": "off"}))
    assert not flags("E9", changed(name="教师绩效工资"), off)

"""Purchases above the limits are hinted at, those just below are seen; what is no purchase is left alone."""

from decimal import Decimal

import pytest

from projects.rules.examples import CONTEXT, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags


def table(name, total, purpose="按计划实施。"):
    plain = set_cells("成本指标", basis="市场价格")
    return changed(plain, name=name, total=total, fiscal=total, purpose=purpose)


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("校园保洁服务采购项目", "30"),
        ("救护车购置", "58万元"),
        ("政府购买服务保安经费", "84.336"),
        ("全域摄像监控", "100"),
        ("智慧城管平台建设", "199"),
        ("实验小学操场改造工程", "60"),
        ("乡镇卫生院修缮", "６００万元"),
        ("村级道路硬化", "120"),
    ],
)
def test_a_purchase_at_or_above_the_limit_is_hinted_at(name, total):
    (one,) = flags("E8", table(name, total))
    assert one.level is Level.HINT
    assert one.at.cell == "total"


@pytest.mark.parametrize(
    ("name", "total", "purpose"),
    [
        ("校园保洁服务采购项目", "25", "按计划实施。"),
        ("实验小学操场改造工程", "50", "按计划实施。"),
        ("农机购置补贴", "300", "补贴农户购置农机。"),
        ("道路硬化工程配套资金", "300", "配套上级资金。"),
        ("老旧小区改造奖补", "300", "奖补小区。"),
        ("改造工程质保金", "80", "支付质保金。"),
        ("一般债券利息", "768", "用于学校建设工程债券付息。"),
        ("救护车购置", "58", "通过公开招标购置救护车2辆。"),
        ("救护车购置", "", "购置救护车。"),
        ("农村厕所改造", "180", "对改造户厕的农户每户补助1500元。"),
        ("高龄津贴", "300", "发放津贴。"),
    ],
)
def test_what_is_small_or_no_purchase_or_says_how_it_buys_is_left_alone(name, total, purpose):
    assert not flags("E8", table(name, total, purpose))


def test_an_open_tender_is_named_from_its_own_limit_on():
    assert "公开招标标准200万元" in flags("E8", table("信息化建设项目", "200"))[0].message
    assert "公开招标" not in flags("E8", table("信息化建设项目", "199"))[0].message


@pytest.mark.parametrize(
    ("name", "total", "just_below"),
    [
        ("科技活动室采购项目", "29.02", True),
        ("科技活动室采购项目", "29.9999", True),
        ("科技活动室采购项目", "28.4", False),
        ("科技活动室采购项目", "30", False),
        ("校舍维修工程", "59.5", True),
        ("校舍维修工程", "29.5", False),
        ("物业服务采购", "198", True),
        ("企业奖励", "29.5", False),
        ("农村公路补助", "59.5", False),
    ],
)
def test_just_below_a_limit_is_seen(name, total, just_below):
    assert bool(flags("E8a", table(name, total))) is just_below


def test_limits_and_words_are_those_of_the_district():
    limits = {"procurement_goods": Decimal(50), "just_below": Decimal(50)}
    context = type(CONTEXT)(2025, settings=Settings(thresholds=limits))
    assert not flags("E8", table("救护车购置", "45"), context)
    assert flags("E8a", table("救护车购置", "26"), context)
    words = type(CONTEXT)(2025, settings=Settings(lexicons={"not_procured": ("救护车",)}))
    assert not flags("E8", table("救护车购置", "45"), words)

"""The rules over a disclosure: what passes, what fails, and what could not be checked."""

from dataclasses import replace

import pytest

from disclosures.composing import SectionDraft, compose, default_sections
from disclosures.document import Publisher
from disclosures.figures import Figures
from disclosures.rules import FAILED, PASSED, RULES, STATES, UNCHECKED, blocking
from projects.rules.examples import SOUND, changed
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.disclosures.given import DISTRICT, REASONS, SEED, SEED_TEXTS, figures, published

INTEREST = changed(name="一般债券利息", total="768", fiscal="768")


def checks(of=None, tables=(SOUND, INTEREST), publisher=DISTRICT, title="", last=None, **texts):
    """Of the official sections, with other texts typed in some."""
    of = figures() if of is None else of
    sections = [replace(one, text=texts.get(one.key, one.text)) for one in default_sections(of, 2025)]
    settings = texts.pop("settings", None)
    made = compose(publisher, 2025, title, sections, of, published(tables), last, settings=settings)
    return made.checks


def of(code, found, state=None) -> list[str]:
    return [one.desk for one in found if one.code == code and state in (None, one.state)]


def failures(code, **more) -> list[str]:
    return of(code, checks(**more), FAILED)


def unmade(code, **more) -> list[str]:
    return of(code, checks(**more), UNCHECKED)


def test_every_rule_of_the_reviewers_list_is_there():
    assert set(RULES) >= {f"F{number}" for number in range(1, 11)} | {"E1", "E2"}
    for rule in RULES.values():
        assert rule.why.endswith("。")
        assert rule.title


def test_a_sound_disclosure_fails_nothing_and_shows_its_arithmetic():
    found = checks(last=figures(purchase="31", upkeep="98"))
    assert [one for one in found if one.state == FAILED] == []
    assert of("F1", found)[0] == "“三公”经费合计等于各项之和：29+100+113+18=260 ✓"
    assert "政府债务余额等于各项之和：24200+80500=104700 ✓" in of("F4", found)
    assert "还本付息合计等于各项之和：1000+3944=4944 ✓" in of("F5", found)
    assert "政府性基金预算还本付息等于各项之和：1000+3176=4176 ✓" in of("F5", found)
    assert of("F6", found) == ["一般债券付息768万元与文中一致：768=768 ✓"]
    assert of("F2", found)[0].endswith("29-31=-2，-2÷31=-6.5% ✓")
    for one in found:
        assert one.state in STATES
        assert one.message.endswith(("。", "✓"))


@pytest.mark.parametrize(
    "code", [code for code in RULES if code[0] == "F" and code not in ("F9", "F10", "F14")]
)
def test_nothing_filled_is_never_a_pass(code):
    found = checks(of=Figures(), tables=())
    assert of(code, found)
    if code not in ("F8", "F12", "F13"):
        assert of(code, found, PASSED) == []


def test_a_section_left_out_is_not_asked_about():
    sections = [SectionDraft("performance", "绩效", "")]
    made = compose(DISTRICT, 2025, "", sections, figures(), published())
    assert not {one.code for one in made.checks} & {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F12"}


def test_a_rule_can_be_switched_off_for_a_district():
    assert of("F10", checks(settings=Settings(levels={"F10": "off"}))) == []


@pytest.mark.parametrize("key", ["purchase", "upkeep", "reception", "abroad"])
def test_a_missing_item_keeps_the_sum_from_being_checked(key):
    messages = unmade("F1", of=figures(**{key: ""}))
    assert len(messages) == 1
    assert "未填" in messages[0]


def test_last_years_figures_are_held_against_what_was_published():
    assert failures("F2a", last=figures(purchase="30", upkeep="98")) == [
        "公务用车购置上年数填的是31万元，上年公开的是30万元，请核对。"
    ]
    assert unmade("F2a")


def test_each_change_needs_its_reason():
    messages = failures("F3", of=figures(texts=SEED_TEXTS))
    assert len(messages) == 2
    assert messages[0].startswith("公务用车购置比上年减少2万元")


def test_vehicles_are_one_item_in_the_text():
    assert failures("F3a", three_public="公务用车购置【公务用车购置】。")
    assert failures("F3a") == []


def test_debt_stays_within_its_limit():
    assert failures("F4a", of=figures(limit_special="80000")) == [
        "专项债务余额80500万元超过限额80000万元，请核对两个数字。"
    ]
    assert len(unmade("F4a", of=figures(limit_general="", limit_special=""))) == 3


def test_interest_is_that_of_the_project_that_pays_it():
    other = changed(name="一般债券利息", total="728", fiscal="728")
    assert failures("F6", tables=[other]) == [
        "文中一般公共预算付息768万元，项目预算数728万元，请核对后改为一致。"
    ]
    assert failures("F6", tables=[changed(name="债券付息", total="728", fiscal="728")])
    assert failures("F6", tables=[changed(name="专项债券利息", total="3176", fiscal="3176")]) == []
    assert unmade("F6", tables=[SOUND])
    assert unmade("F6", of=figures(interest_general=""))


@pytest.mark.parametrize(
    ("name", "total", "state"),
    [
        ("一般债券利息", "768", PASSED),
        ("地方政府一般债务付息支出", "768", PASSED),
        ("一般债券还本付息", "768", PASSED),
        ("一般债券本金", "0", PASSED),
        ("债券付息", "768", PASSED),
        ("一般债券利息", "767.5", FAILED),
        ("一般债券发行费", "3", UNCHECKED),
        ("专项债券利息", "3176", UNCHECKED),
    ],
)
def test_the_project_that_pays_is_known_by_its_name(name, total, state):
    found = checks(tables=[changed(name=name, total=total, fiscal=total)])
    assert [one.state for one in found if one.code == "F6"] == [state]


def test_interest_in_two_projects_is_added():
    parts = [("一般债券利息（第一批）", "368"), ("一般债券付息", "400")]
    tables = [changed(name=name, total=total, fiscal=total) for name, total in parts]
    assert of("F6", checks(tables=tables), PASSED)


def test_interest_is_plausible():
    assert failures("F7", of=figures(interest_fund="31760"))
    assert unmade("F7", of=figures(balance_special=""))
    nothing = dict.fromkeys(("balance_general", "balance_special", "interest_general", "interest_fund"), "0")
    assert failures("F7", of=figures(**nothing)) == []


def test_gaps_and_unknown_labels_are_told_by_section():
    assert failures("F13", of=figures(goods="")) == [
        "“政府采购预算安排情况”一节缺少货物采购预算，请填写；没有安排的请填0。"
    ]
    assert failures("F13", performance="【绩效】") == [
        "“预算绩效管理工作开展情况”一节的【绩效】不是数据的名称，请改正或删除。"
    ]


def test_none_is_said_where_there_is_none_and_only_there():
    assert failures("F8", transfers="本年未安排转移支付。") == []
    assert failures("F8", transfers="本年未安排转移支付。", of=figures(transfers="500"))
    assert failures("F8", transfers="转移支付情况见表。")
    assert unmade("F8", transfers="本年未安排转移支付。", of=figures(transfers=""))


def test_numbers_within_a_section_go_one_level_deeper():
    assert failures("F9", performance="一、目标管理\n二、事前评估")
    assert failures("F9", performance="（一）目标管理\n（三）事前评估")
    assert failures("F9", performance="（一）目标管理\n（二）事前评估") == []
    sections = [SectionDraft("free-1", "一、说明", "一段")]
    made = compose(DISTRICT, 2025, "", sections, figures(), published())
    assert "标题里写了序号" in of("F9", made.checks, FAILED)[0]


def test_a_zone_has_no_congress_of_its_own():
    zone = Publisher("130299", "明川经济开发区")
    text = "预算经区人代会审查批准。"
    assert failures("F10", publisher=zone, performance=text)
    assert failures("F10", performance=text) == []
    assert unmade("F10")


def test_figures_typed_by_hand_are_held_against_the_data():
    assert failures("F12", three_public="“三公”经费300万元。")
    assert failures("F12", three_public="公务接待费100万元。") == [
        "“安排‘三公’经费预算情况”一节写公务接待费100万元，数据为113万元，请改为一致。"
    ]
    assert failures("F12", three_public="公务接待费１１３万元，公务用车购置降低7%。")
    assert failures("F12", three_public="公务用车购置29万元，降低6.5%，合计0.026亿元。") == []
    assert failures("F12", debt="债务率80%。") == []
    assert unmade("F12", three_public="共260万元。", of=Figures())


def test_sums_of_the_tables_are_checked_or_told_to_be_unread():
    assert failures("F11", tables=[changed(fiscal="40")])
    assert unmade("F11", tables=[changed(total="若干")])
    assert unmade("F11", tables=[])


def test_title_text_and_tables_are_of_one_year():
    assert failures("E1", title="关于2024年区级预算公开有关事项的说明") == [
        "标题写的是2024年，公开的是2025年预算，请改为一致。"
    ]
    assert failures("E1", title="预算公开说明")
    assert failures("E1", performance="编制2024年度预算时全面落实绩效目标。")
    assert failures("E1", tables=[changed(goals=["2024年完成1200套课桌椅更换。"])])
    assert failures("E1", of=figures(texts=SEED_TEXTS | {"debt_day": "2023年底"}))
    assert failures("E1", of=figures(texts=SEED_TEXTS | {"debt_day": "2026年底"}))
    assert not failures("E1", of=figures(texts=SEED_TEXTS | REASONS | {"debt_day": "2025年3月底"}))
    assert failures("E1", debt="截至2024年底，余额【政府债务余额】。") == []


def test_other_districts_are_told_by_section_and_by_table():
    (message,) = failures("E2", performance="桥西区将事前评估作为必备要件。")
    assert message.startswith("“预算绩效管理工作开展情况”一节出现“桥西区”，不是明川区或其上级的名称")
    assert failures("E2", title="关于2025年桥西区预算公开的说明")[0].startswith("标题出现")
    assert failures("E2", tables=[changed(goals=["保障桥西区3所高中秋季开学。"])]) == [
        "1张项目绩效目标表出现其他地区的名称，请核对：第1号项目。"
    ]


def test_only_gaps_and_figures_that_cannot_be_block():
    found = checks(of=figures(SEED, SEED_TEXTS), title="2024年说明", three_public="公务接待费9万元。")
    assert {one.code for one in blocking(found)} == {"F13"}
    assert {"F12", "F13", "E1"} <= {one.code for one in found if one.state == FAILED}
    off = Settings(levels={"F13": "off"})
    assert blocking(checks(of=figures(goods="-1"), settings=off))
    assert not blocking(checks(three_public="公务接待费9万元。"))
    assert {code for code, rule in RULES.items() if rule.level is Level.ERROR} >= {"F1", "F5", "F6", "F8"}


def test_the_public_reads_what_was_found_and_the_desk_what_to_do_too():
    typed = {"three_public": "公务接待费9万元。", "transfers": "无。"}
    found = checks(
        of=figures(SEED, SEED_TEXTS, limit_general="1", interest_fund="9999"), title="说明", **typed
    )
    told = {one.desk: one.message for one in (*found, *checks(of=Figures(), tables=[]))}
    assert any("请" in one for one in told)
    assert not [one for one in told.values() if "请" in one or not one.endswith(("。", "✓"))]
    assert told["“财政转移支付预算安排情况”一节的数据为0，请写明本年没有安排。"].endswith("一节的数据为0。")

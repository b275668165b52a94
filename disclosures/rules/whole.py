"""The document as a whole: its year, names from elsewhere, and the tables against their sums."""

import re
from collections.abc import Iterator

from disclosures.figures import Part
from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from disclosures.totals import of_numbers, total_of, totals_by
from projects.rules.finding import FLAGGED, Level
from projects.rules.reading import Reading
from projects.rules.reading.years import astray, years_named
from projects.rules.registered import SINGLE
from projects.rules.rule import Rule
from projects.rules.single.places import places_are_of_this_district
from projects.rules.telling import listed, quote
from projects.tables import Goal, ProjectTable
from projects.values import plain

REGISTER = Register()
_YEAR = re.compile("20[0-9]{2}年度?")
_RULES: dict[str, Rule] = {one.code: one for one in SINGLE}


@REGISTER.rule(
    "F11",
    "汇总数等于各项目之和",
    why="按部门、按领域的汇总取自各项目的绩效目标表，预算数等于财政资金与其他资金之和。",
    level=Level.ERROR,
)
def totals_add_up(inputs: Inputs) -> Iterator[Outcome]:
    if not inputs.reads:
        yield unchecked("没有已批复的项目，未能核对汇总数。")
        return
    whole = total_of(inputs.reads)
    if whole.unread:
        yield unchecked(f"{of_numbers(whole.unread)}的金额未填或不是数字，未能核对汇总数。")
        return
    arithmetic = f"{plain(whole.fiscal)}+{plain(whole.other)}={plain(whole.fiscal + whole.other)}"
    if whole.fiscal + whole.other != whole.total:
        yield failed(
            f"{whole.count}个项目的预算数合计{plain(whole.total)}万元，与财政资金、其他资金之和不一致"
            f"（{arithmetic}），请核对。"
        )
        return
    departments = totals_by(inputs.reads, lambda one: one.department)
    yield passed(f"{len(departments)}个部门{whole.count}个项目的资金之和等于预算数：", arithmetic)


@REGISTER.rule(
    "E1",
    "标题、正文和表格是同一个预算年度",
    why="沿用上年的文本时容易留下上年的年份；基期、文号和以前年度的款项除外。",
    level=Level.WARNING,
)
def years_are_of_the_budget(inputs: Inputs) -> Iterator[Outcome]:
    yield _title_year(inputs)
    yield from _debt_day(inputs)
    for section in inputs.sections:
        named = list(astray(section.text, inputs.year, inputs.settings))
        if named:
            years = listed([quote(text) for text in dict.fromkeys(one.text for one in named)][:3])
            around = quote(section.text[max(0, named[0].start - 10) : named[0].end + 14], 40)
            yield failed(
                f"{section.name}写了{years}，公开的是{inputs.year}年预算，请核对年份。原文：{around}。"
            )
        else:
            yield passed(f"{section.name}没有其他年度的年份。")
    yield from _tables(
        "E1", inputs, f"写了其他年度的年份，公开的是{inputs.year}年预算，请核对", "都是本年度的"
    )


def _title_year(inputs: Inputs) -> Outcome:
    named = {one.year for one in years_named(inputs.title)}
    if not named:
        return failed(f"标题没有写年度，请写明{inputs.year}年。")
    if named != {inputs.year}:
        years = listed([f"{year}年" for year in sorted(named)])
        return failed(f"标题写的是{years}，公开的是{inputs.year}年预算，请改为一致。")
    return passed(f"标题的年度是{inputs.year}年，与预算年度一致。")


def _debt_day(inputs: Inputs) -> Iterator[Outcome]:
    """Balances stand at the end of the year before, or on a later day of the budget's own."""
    day = inputs.figures.text("debt_day")
    others = [one for one in years_named(day) if one.year not in (inputs.year - 1, inputs.year)]
    if others and inputs.section(Part.DEBT):
        yield failed(
            f"债务余额截至{quote(day)}，{inputs.year}年公开的应当是{inputs.year - 1}年底的余额，请核对。"
        )


@REGISTER.rule(
    "E2",
    "没有其他地区的名称",
    why="出现其他地区的名称，多半是沿用了别处的文本。",
    level=Level.WARNING,
)
def places_are_of_the_publisher(inputs: Inputs) -> Iterator[Outcome]:
    """Asked by the rule over tables, with the title and each paragraph as cells of one."""
    lines = list(inputs.lines())
    goals = tuple(Goal(str(place), _apart(line)) for place, (_, line) in enumerate(lines))
    reading = Reading(ProjectTable(title=_apart(inputs.title), goals=goals))
    strange = unsure = False
    for remark in places_are_of_this_district(reading, inputs.context()):
        if remark.outcome is Level.UNCHECKED:
            unsure = True
            yield unchecked(remark.message)
            continue
        strange = True
        where = lines[remark.at.number][0].name if remark.at.part == "goals" else "标题"
        yield failed(
            f"{where}出现{quote(remark.actual)}，不是{inputs.publisher.district_name}或其上级的名称，"
            f"疑似沿用其他地区的文本，请核对。{remark.evidence}。"
        )
    if not strange and not unsure:
        yield passed("标题和正文没有其他地区的名称。")
    yield from _tables("E2", inputs, "出现其他地区的名称，请核对", "没有其他地区的名称")


def _apart(text: str) -> str:
    """A year ends a word: in 2025年新华区 the name begins behind it."""
    return _YEAR.sub(r"\g<0> ", text)


def _tables(code: str, inputs: Inputs, wrong: str, right: str) -> Iterator[Outcome]:
    """What the rule of that code over single tables finds in those that are published, in one sentence."""
    printed = [one for one in inputs.reads if one.project.number]
    if not printed:
        yield unchecked("没有列入公开的项目绩效目标表，未能检查表格。")
        return
    found = []
    for one in printed:
        context = inputs.context(one.project.department_name)
        findings = _RULES[code].look(Reading(one.table), context)
        if any(finding.level in FLAGGED for finding in findings):
            found.append(one.project.number)
    if found:
        yield failed(f"{len(found)}张项目绩效目标表{wrong}：{of_numbers(found)}。")
    else:
        yield passed(f"{len(printed)}张项目绩效目标表{right}。")

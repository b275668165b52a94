"""Whether 时效 says when, and whether the years and dates of a table are those of its budget year."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Cell, Reading, Row
from projects.rules.reading.whole import whole
from projects.rules.reading.years import astray, impossible_dates, paid_for
from projects.rules.rule import Example, Register
from projects.rules.single.repeating import copied_from
from projects.rules.telling import CELL_NAMES, listed, quote
from projects.spelling import bare
from projects.values import Kind

REGISTER = Register("时间")
_LONGEST = 300  # characters of a cell in which a time or a formula is looked for
_PLANS = re.compile(
    "(?:20[0-9]{2})?年[度初]?(?:年度)?(?:重点)?(?:工作|实施|采购|支出|用款)?(?:计划|安排|要求)"
)
_TIME = re.compile(
    "[0-9][0-9.]*个?(?:年|月|日|号|天|周|旬|时|小时|分钟|工作日|季度|学期)|[一二两三四五六七八九十半](?:年|个?月|周|天|季度|个工作日|小时)(?!级)"
    "|[每当次本按逐即全](?:年(?!度?(?:初|度)?(?:工作|计划))|个?月|日(?!常)|天|周|旬|季|学期|学年|班次)"
    "|年[底末内终中前]|年度内|月[底末内初前中]|日[内前]|周[末内]|季度|季[末前]|上半年|下半年|学期|寒假|暑[假期]|开学|汛期|汛前|采暖|供暖|取暖"
    "|[冬春秋夏]季|节前|春节|国庆|中秋|元旦|日产日清|日清|月结|月清|实时|即时|随时|工作日|高考|中考|播种|收获|入冬|入汛|封冻"
)
_FORMULA = re.compile(r"[÷/×*]|占|比例|比率|比重|比值|之比|除以|的比|百分比")
_LATER = ("工期", "跨年", "合同期", "建设期", "总体", "整体", "全部工程", "最终", "分期")
_TIME_UNITS = re.compile("[年月日天周旬时季]|分钟|工作日|小时|学期|次|期|批")


@REGISTER.rule(
    "C13",
    "时效指标写明什么时候完成",
    basis="时效指标反映完成的时间，要有日期、期限或有算法的及时率",
    level=Level.WARNING,
    bad=[
        Example(
            "按规定时间", changed(set_cells("时效指标", description="按规定发放", value="按规定时间发放"))
        ),
        Example(
            "及时",
            changed(set_cells("时效指标", level3="资金拨付及时性", description="是否及时", value="及时")),
        ),
        Example(
            "比率没有算法",
            changed(set_cells("时效指标", level3="发放及时率", description="补助及时发放情况", value="100%")),
        ),
        Example(
            "按年度计划", changed(set_cells("时效指标", description="按计划完成", value="按年度工作计划完成"))
        ),
        Example("完成时间在以后年度", changed(set_cells("时效指标", value="2026年3月底"))),
    ],
    good=[
        Example("日期", changed(set_cells("时效指标", value="2025.8.31"))),
        Example("没有年份的期限", changed(set_cells("时效指标", value="每月15日前"))),
        Example(
            "期限写在描述里", changed(set_cells("时效指标", description="每季度末前拨付", value="按时拨付"))
        ),
        Example(
            "比率有算法",
            changed(
                set_cells(
                    "时效指标",
                    level3="发放及时率",
                    description="按时发放的次数占应发放次数的比例",
                    value="=100%",
                )
            ),
        ),
        Example("响应时间", changed(set_cells("时效指标", level3="故障响应时间", value="≤2小时"))),
        Example("跨年的工期", changed(set_cells("时效指标", value="2025年9月至2026年6月"))),
    ],
)
def timeliness_says_when(reading: Reading, context: Context) -> Iterator[Remark]:
    """A date before the year is left to the rule on years, a value that repeats the name to its own."""
    for row in reading.of_class("时效"):
        text = row.indicator.value
        if not text or copied_from(row):
            continue
        if message := _question(row, context.year):
            yield flag(
                row.at("value"),
                message,
                actual=text,
                expected=f"{context.year}年内的日期、期限或有算法的比率",
            )


def _question(row: Row, year: int) -> str:
    """What to ask of the officer; empty where the row says when."""
    one, value = row.indicator, row.value
    said, around = quote(one.value, 20), f"{one.level3[:_LONGEST]} {one.description[:_LONGEST]}"
    if value.kind is Kind.DATE:
        later = (
            value.date.year > year
            and str(year) not in one.value
            and not any(word in around for word in _LATER)
        )
        return (
            f"{said}晚于{year}年，请写明{year}年内应完成的时间，跨年的工作请写明起止年份。" if later else ""
        )
    if value.kind is Kind.PERCENT:
        if _says_when(around) or _FORMULA.search(around):
            return ""
        return f"{said}是比率，请在指标描述中写明算法（如“按时发放人数÷应发放人数×100%”），或改填完成日期。"
    if value.kind is Kind.NUMBER:
        timed = _TIME_UNITS.search(value.unit) or _says_when(around)
        return "" if timed else f"{said}看不出时间，请写明完成日期或期限，如“{year}年11月底前”。"
    if _says_when(one.value[:_LONGEST]) or _says_when(around) or _FORMULA.search(one.value):
        return ""
    return f"{said}没有说明什么时候完成，请写明日期或期限，如“{year}年11月底前”“每月15日前”。"


@lru_cache(maxsize=4096)
def _says_when(text: str) -> bool:
    """Whether a date, a period or a recurring time stands in a text; a plan of the year is none."""
    return bool(_TIME.search(_PLANS.sub("", bare(text))))


_TWENTY = re.compile("20[0-9]{2}|２０|[二2][〇○零Ｏ0][〇○零Ｏ一二三四五六七八九]{2}年")
_OLD_PLAN = re.compile(r"(20[0-9]{2})年?(?:度|年度)?(?:重点)?(?:工作|实施|采购)?(?:计划|要点|安排)")


@REGISTER.rule(
    "E1",
    "年份是预算年度",
    basis="年度绩效目标与预算年度一致；以前年度只用于基期、文号、标准版本和清偿以前年度款项",
    level=Level.WARNING,
    bad=[
        Example("完成时间是上年", changed(set_cells("时效指标", value="2024年底"))),
        Example("点分日期", changed(set_cells("时效指标", value="2024.12.31"))),
        Example("资金用途沿用上年", changed(purpose="２０２４年为3所高中更换课桌椅1200套，每套380元。")),
        Example("绩效目标沿用上年", changed(goals=["确保2024年秋季开学前1200套课桌椅全部换新。"])),
        Example("项目名称是上年", changed(name="2024年度普通高中课桌椅更新")),
        Example("中文年份", changed(goals=["二〇二四年完成1200套课桌椅更换。"])),
        Example("依据是上年的工作计划", changed(set_cells("数量指标", basis="2024年度工作计划"))),
    ],
    good=[
        Example("与上年比较", changed(set_cells("社会效益指标", value="比2024年提高5个百分点"))),
        Example("上年实际数", changed(goals=["达标教室比例由2024年的71%提高到98%，1200套课桌椅全部换新。"])),
        Example(
            "标准版本和文号",
            changed(set_cells("质量指标", description="按GB/T 3976-2014和《2022年版目录》验收")),
        ),
        Example("跨学年", changed(purpose="2024—2025学年为3所高中更换课桌椅1200套，每套380元。")),
        Example(
            "兑现上年奖励",
            changed(
                set_cells("数量指标", description="2024年首次认定的高新技术企业家数"),
                purpose="兑现2024年度企业科技创新奖补1200家，每家380元。",
            ),
        ),
        Example(
            "与上年相减",
            changed(set_cells("社会效益指标", description="（2025年产值－2024年产值）÷2024年产值×100%")),
        ),
        Example("清偿上年尾款", changed(name="2023年度课桌椅采购尾款")),
        Example(
            "发行年度", changed(purpose="偿还2023年发行的教育专项债券利息，涉及课桌椅1200套，每套380元。")
        ),
        Example("从某年起", changed(goals=["自2022年起分批更换，8月底前1200套旧课桌椅全部换新。"])),
        Example("本年的工作计划", changed(set_cells("数量指标", basis="2025年度工作计划"))),
    ],
)
def years_are_of_the_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    """Earlier years that nothing near them explains: base years, documents, editions, debts of the past."""
    told: tuple[int | None, str] = (None, "")
    for cell, named in _stray_years(reading, context):
        stale = [one for one in named if one.year < context.year]
        here = (cell.at.number, cell.text)
        if not stale or (cell.at.part == "indicators" and told == here):  # a row that repeats itself
            continue
        told = here
        shown = listed([quote(text) for text in dict.fromkeys(one.text for one in stale)][:3])
        if _is_deadline(cell, reading):
            ask = f"请改为{context.year}年内的时间。"
        else:
            ask = "请核对是否沿用了上年的文字，确属以前年度的事项请在文中说明。"
        yield flag(
            cell.at,
            f"{CELL_NAMES[cell.at.cell]}写的是{shown}，本表是{context.year}年预算，{ask}",
            actual=shown,
            expected=f"{context.year}年",
            evidence=_around(cell.text, stale[0]),
        )


@REGISTER.rule(
    "E1a",
    "以后年度的年份有说明",
    basis="年度绩效目标说的是预算年度的事",
    level=Level.HINT,
    bad=[
        Example("资金用途写了下一年", changed(purpose="2026年为3所高中更换课桌椅1200套，每套380元。")),
        Example("表名写了下一年", changed(title="明川区2026年区级部门预算项目绩效目标表")),
    ],
    good=[
        Example("中期目标", changed(goals=["8月底前换新1200套，到2027年全区高中全部达标。"])),
        Example("合同期", changed(purpose="签订2025年至2027年维护合同，更换课桌椅1200套，每套380元。")),
    ],
)
def later_years_are_explained(reading: Reading, context: Context) -> Iterator[Remark]:
    """A deadline beyond the year is a matter of 时效."""
    for cell, named in _stray_years(reading, context):
        later = [one for one in named if one.year > context.year]
        if later and not any(one.year < context.year for one in named) and not _is_deadline(cell, reading):
            yield flag(
                cell.at,
                f"{CELL_NAMES[cell.at.cell]}写了{quote(later[0].text)}，本表是{context.year}年预算，请核对年份。",
                actual=later[0].text,
                expected=f"{context.year}年",
                evidence=_around(cell.text, later[0]),
            )


def _is_deadline(cell: Cell, reading: Reading) -> bool:
    return cell.at.cell == "value" and "时效" in reading.rows[cell.at.number].level2


@lru_cache(maxsize=4)
def _stray_years(reading: Reading, context: Context) -> tuple[tuple[Cell, tuple], ...]:
    """Cells with years apart from the budget year that nothing explains. Asked for twice; made once."""
    found = []
    head = reading.head
    paid = paid_for((head["name"].text, head["purpose"].text), context.year, context.settings)
    for cell in whole(reading).having(_TWENTY):
        text, year = cell.text, context.year
        if cell.at.cell == "basis":
            old = _OLD_PLAN.search(text)
            if not old or int(old[1]) >= year:
                continue
        named = tuple(astray(text, year, context.settings))
        if cell.at.cell not in ("title", "value"):
            named = tuple(one for one in named if one.year not in paid)
        if named:
            found.append((cell, named))
    return tuple(found)


def _around(text: str, named) -> str:
    return quote(text[max(0, named.start - 10) : named.end + 14], 40)


_MONTHS = re.compile(r"[0-9０-９]\s?[月.．\-/]")


@REGISTER.rule(
    "E1b",
    "日期在日历上存在",
    basis="不存在的日期无法考核，通常是漏改或多打了数字",
    level=Level.WARNING,
    bad=[
        Example("2月没有30日", changed(set_cells("时效指标", value="2025年2月30日前"))),
        Example("没有13月", changed(goals=["13月底前把1200套旧课桌椅全部换新。"])),
        Example("点分日期", changed(set_cells("时效指标", value="2025.6.31"))),
        Example("平年的2月29日", changed(set_cells("时效指标", value="2月29日前"))),
    ],
    good=[
        Example("闰年的2月29日", changed(set_cells("时效指标", description="比2024年2月29日提前"))),
        Example("13个月的工资", changed(purpose="按13个月发放，更换课桌椅1200套，每套380元。")),
        Example("像日期的标准号", changed(set_cells("质量指标", basis="DB13/T 2025.30-2014"))),
    ],
)
def dates_exist(reading: Reading, context: Context) -> Iterator[Remark]:
    for cell in whole(reading).having(_MONTHS):
        if found := impossible_dates(cell.text, context.year):
            yield flag(
                cell.at,
                f"日历上没有{quote(found[0])}，请核对日期。",
                actual=listed(found),
            )

"""Values without number, unit or sense; rates, dates and satisfaction as officers get them wrong."""

import re

from projects.values import plain, read_value
from tests.projects.rules.mutations.making import HALF_TO_FULL, cells, first, kind, mutant, of, row, some


@kind("指标值空", "A2", "C6", "C12", "C13", "C18", "D2", "D3")
def no_value(clean):
    table = clean.table
    for number in some(range(len(table.indicators)), table, 3):
        yield mutant("空", cells(table, number, value=""), *row(number, "value"))


@kind("数量无单位", "C6")
def no_unit(clean):
    table = clean.table
    for number in first(table, "数量"):
        figure = plain(read_value(table.indicators[number].value).number)
        full = figure.translate(HALF_TO_FULL)
        for value in some(
            (f"≥{figure}", figure, f"不少于{figure}", f"≥ {full}", f"{figure}以上", f"＞＝{full}"), table
        ):
            yield mutant(value, cells(table, number, value=value), *row(number, "value"))


@kind("数量无数字", "C6", "C12")
def no_number(clean):
    table = clean.table
    for number in first(table, "数量"):
        unit = read_value(table.indicators[number].value).unit
        for value in some(
            (f"若干{unit}", unit, "全部", "按需安装", "据实测算", f"多{unit}", "全区范围内"), table
        ):
            yield mutant(value, cells(table, number, value=value), *row(number, "value"))


@kind("数量填成比率", "C7")
def quantity_as_rate(clean):
    table = clean.table
    for number in first(table, "数量"):
        name = table.indicators[number].level3
        for new, value in some((("完成率", "≥95%"), ("覆盖率", "100%"), ("达标比例", "≥９０％")), table):
            changed = cells(table, number, level3=name + new, value=value)
            yield mutant(name + new, changed, *row(number, "level3", "value", "level2", ""))


@kind("数量填成资金", "C8")
def quantity_as_money(clean):
    table = clean.table
    for number in first(table, "数量"):
        for name in some(("补助资金总额", "资金支付金额", "支付款项", "区级投入资金"), table):
            value = f"{plain(table.total.value)}万元"
            told = "全年实际支付的金额"
            changed = cells(table, number, level3=name, description=told, value=value)
            yield mutant(name, changed, *row(number, "level3", "value", "level2", ""))


_WRONG_UNITS = (
    ("面积$", ("公里", "人", "％")),
    ("(?:里程|长度)$", ("亩", "平方米", "个")),
    ("(?:人数|学生数|老人数)$", ("公里", "亩", "元")),
    ("户数$", ("公里", "吨", "平方米")),
    ("(?:率|比例)$", ("人", "次", "公里")),
    ("(?:单价|费用|标准|月租费)$", ("小时", "人", "公里")),
)


@kind("单位与名称不配", "C7", "C8", "C9", "D2")
def wrong_unit(clean):
    table = clean.table
    for number, one in enumerate(table.indicators):
        figure = read_value(one.value)
        units = next((units for name, units in _WRONG_UNITS if re.search(name, one.level3)), ())
        if units and figure.number is not None:
            for unit in some(units, table, 1):
                value = f"{figure.operator}{plain(figure.number)}{unit}"
                yield mutant(
                    f"{one.level3} {value}",
                    cells(table, number, value=value),
                    *row(number, "value", "level3"),
                )


@kind("比率漏写百分号", "C9", "C18")
def no_percent_sign(clean):
    table = clean.table
    for number in of(table, "质量", "社会", "生态"):
        one = table.indicators[number]
        if re.search("率$|比例$", one.level3) and "%" in one.value:
            value = one.value.replace("%", "")
            yield mutant(value, cells(table, number, value=value), *row(number, "value"))


_BAD_THINGS = "差错|不合格|事故|违约|逾期|险情|渗漏|发案|直排|湿度|浓度|时限|时间|用水|易涝"


@kind("方向相反", "C11", "C18")
def reversed_direction(clean):
    table = clean.table
    for number, one in enumerate(table.indicators):
        bad = re.search(_BAD_THINGS, one.level3) or "成本" in one.level2
        if one.value.startswith("≥") and not bad:
            figures = one.value[1:]
            value = some((f"≤{figures}", f"不超过{figures}", f"{figures}以下", f"＜{figures}"), table, 1)[0]
        elif one.value.startswith("≤") and bad:
            figures = one.value[1:]
            value = some((f"≥{figures}", f"不低于{figures}", f"＞{figures}", f"{figures}以上"), table, 1)[0]
        else:
            continue
        yield mutant(f"{one.level3} {value}", cells(table, number, value=value), *row(number, "value"))


VAGUE = (
    "明显增长", "有效增长", "有效推动", "有效提高", "有效提升", "有效解决", "持续提升", "稳步提升",
    "不断完善", "高于去年", "改善", "符合", "合格", "符合相关规定", "按规定执行", "足额发放", "保质保量",
    "顺利开展", "正常开展", "得到提升", "得到保障", "具有可持续性", "进一步加强", "显著改善", "大幅提高",
    "逐步完善", "较好", "基本完成", "明显改善", "有效保障", "良好", "一定程度提高", "长期", "有所提高",
    "优于上年",
)  # fmt: skip


@kind("空泛的指标值", "C12")
def vague_value(clean):
    """Where the description tells no grades: with them, words are a value."""
    table = clean.table
    for name in ("质量", "社会", "生态", "可持续"):
        for number in first(table, name):
            graded = "优：" in table.indicators[number].description
            for value in () if graded else some(VAGUE, table, 3):
                yield mutant(f"{name}：{value}", cells(table, number, value=value), *row(number, "value"))


@kind("时效无日期", "C13", "C12")
def no_date(clean):
    table = clean.table
    for number in first(table, "时效"):
        for value in some(("及时", "按时完成", "按进度推进", "按合同约定", "按规定时间", "尽快完成"), table):
            changed = cells(
                table, number, level3="工作完成时限", description="完成各项工作的时限", value=value
            )
            yield mutant(value, changed, *row(number, "value"))


@kind("时效比率无公式", "C13", "C3")
def rate_without_formula(clean):
    table = clean.table
    for number in first(table, "时效"):
        changed = cells(table, number, level3="工作完成及时率", description="及时完成各项工作", value="≥95%")
        yield mutant("及时率", changed, *row(number, "value", "description"))


_OLD = (
    "2024年底", "2024年12月底", "2024.12.31", "2024年12月31日前", "2024-11-30", "２０２４年１０月底前",
    "2024年第四季度", "2023年底前完成", "2026年3月底", "2024年",
)  # fmt: skip


@kind("时效年度不对", "E1", "C13")
def old_date(clean):
    table = clean.table
    for number in first(table, "时效"):
        for value in some(_OLD, table, 3):
            changed = cells(
                table, number, level3="任务完成时间", description="全部任务完成的日期", value=value
            )
            yield mutant(value, changed, *row(number, "value"))


@kind("日期不存在", "C13", "E1")
def no_such_day(clean):
    table = clean.table
    for number in first(table, "时效"):
        for value in some(("2025年6月31日前", "2025年2月30日", "2025年13月底", "2025.11.31"), table):
            changed = cells(
                table, number, level3="任务完成时间", description="全部任务完成的日期", value=value
            )
            yield mutant(value, changed, *row(number, "value"))


@kind("合格率定得低", "C17")
def low_rate(clean):
    table = clean.table
    for number in first(table, "质量"):
        for name, value in some(
            (("验收合格率", "≥75%"), ("质量合格率", "≥60％"), ("任务完成率", "≥70%")), table
        ):
            told = "合格数÷总数×100%"
            changed = cells(table, number, level3=name, description=told, value=value)
            yield mutant(f"{name}{value}", changed, *row(number, "value"))


def _satisfaction(clean, variants, most=2, **more):
    table = clean.table
    for number in first(table, "满意度"):
        for value in some(variants, table, most):
            yield mutant(value, cells(table, number, value=value, **more), *row(number, "value"))


@kind("满意度无百分号", "C18", "C9")
def satisfaction_without_sign(clean):
    yield from _satisfaction(clean, ("≥90", "≥９０", "不低于90", "≥90分"))


@kind("满意度无方向", "C18", "C10")
def satisfaction_without_operator(clean):
    yield from _satisfaction(clean, ("95%", "９０％", "百分之九十", "90%"))


@kind("满意度低于80%", "C18")
def low_satisfaction(clean):
    yield from _satisfaction(clean, ("≥70%", "≥79.5%", "不低于60%", "≥７５％"))


@kind("满意度定为100%", "C18")
def full_satisfaction(clean):
    yield from _satisfaction(clean, ("=100%", "100%", "≥100%", "百分之百"))


@kind("满意度填文字", "C18", "C12")
def satisfaction_in_words(clean):
    yield from _satisfaction(clean, ("满意", "群众满意", "较高", "办人民满意教育"))


@kind("满意度未说对象", "C18", "C2", "C5")
def nobody_named(clean):
    table = clean.table
    for number in first(table, "满意度"):
        for name in some(("满意度", "满意率", "服务对象满意度"), table):
            told = "问卷中满意和较满意的份数÷有效问卷份数×100%"
            changed = cells(table, number, level3=name, description=told)
            yield mutant(name, changed, *row(number, "level3", "description", "value"))


@kind("满意度未说方法", "C18", "C3")
def no_method(clean):
    """Neither in the description nor in the basis, where a clean table names last year's 问卷."""
    table = clean.table
    for number in first(table, "满意度"):
        for told in some(("反映群众的满意程度", "群众对工作的满意情况", "对项目实施效果满意"), table):
            changed = cells(table, number, level3="受益群众满意度", description=told, basis="2024年为84.6%")
            yield mutant(told, changed, *row(number, "description", "level3", "value"))

"""What 成本 says of the money: the budget's own sum, made up as the table itself says, and never a rate."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from projects.rules.context import Context
from projects.rules.examples import add_row, changed, set_cells
from projects.rules.finding import Level, Remark, flag, passed, unchecked
from projects.rules.reading import Reading, Row, at
from projects.rules.reading.calculations import Calculation
from projects.rules.reading.costs import goal_of, is_norm, is_whole, plain_money, words_of
from projects.rules.reading.sums import WAN, Near, Sums, shown, sums_of, yuan_text
from projects.rules.reading.words import contains
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote
from projects.values import Kind

REGISTER = Register("成本")
_FIGURE = re.compile("[0-9０-９]|[一二两三四五六七八九十百千][一二三四五六七八九十百千万亿零]*元")
_RATE = re.compile("[%％﹪‰]|百分之")
_UNIT_STATED = re.compile("[(（][^()（）]{0,8}元[^()（）]{0,8}[)）]|单位[:：是为]?[百千万亿]{0,2}元")
MOST_ROWS = 8  # amounts whose every sum is tried


@REGISTER.rule(
    "C8",
    "产出指标不是资金本身",
    basis="产出是资金换来的工作成果，支出多少资金由预算数和成本指标反映",
    level=Level.WARNING,
    bad=[
        Example("数量是支出的金额", changed(set_cells("数量指标", level3="拨付资金", value="45.6万元"))),
        Example("质量填了金额", changed(set_cells("质量指标", level3="补助发放", value="≥３０万元"))),
    ],
    good=[
        Example(
            "发放贷款的金额是工作成果",
            changed(set_cells("数量指标", level3="发放创业担保贷款金额", value="≥500万元")),
        ),
        Example("金额在成本指标里", changed(set_cells("成本指标", level3="财政投入", value="45.6万元"))),
        Example("有单位的数", changed(set_cells("数量指标", level3="补助人数", value="≥1万人"))),
    ],
)
def output_is_not_money(reading: Reading, context: Context) -> Iterator[Remark]:
    """Under 产出 and outside 成本; sums that the work brings about, like loans granted, are results."""
    for row in reading.rows:
        if "产出" not in row.level1 and "数量" not in row.level2:
            continue
        if "元" not in row.indicator.value or "成本" in row.level2 + row.level1:
            continue
        if (yuan := plain_money(row)) is None or contains("not_own_money", words_of(row), context.settings):
            continue
        same = "，与预算数相同" if (goal := goal_of(reading, context)) and goal(yuan) else ""
        yield flag(
            row.at("value"),
            f"{quote(row.indicator.value)}是资金{same}，不是产出，请改填这笔资金完成的工作量，金额写入成本指标。",
            actual=row.indicator.value,
            expected="工作量和计量单位",
        )


@REGISTER.rule(
    "D1",
    "成本与预算数一致",
    basis="成本指标反映预算数如何构成：合计等于预算数，或单价×数量×期数等于预算数",
    level=Level.ERROR,
    bad=[
        Example(
            "财政投入比预算数多4.4万元",
            changed(set_cells("成本指标", level3="区级财政投入", description="", value="50万元")),
        ),
        Example(
            "总成本少了一位",
            changed(set_cells("成本指标", level3="项目总成本", description="", value="≤4.56万元")),
        ),
        Example("写出的算式不对", changed(purpose="更换课桌椅1200套×380元=46.5万元。")),
    ],
    good=[
        Example("以元填写", changed(set_cells("成本指标", level3="区级财政投入", value="456,000元"))),
        Example(
            "两项成本合计等于预算数",
            changed(
                set_cells("成本指标", level3="课桌椅采购费", value="≤40万元"),
                add_row("成本指标", "运输安装费", "≤5.6万元"),
            ),
        ),
        Example(
            "总投资不是本年预算",
            changed(set_cells("成本指标", level3="项目总投资", description="三年合计", value="120万元")),
        ),
        Example("算式正确", changed(purpose="更换课桌椅1200套×380元＝45.6万元。")),
    ],
)
def cost_is_the_budget(reading: Reading, context: Context) -> Iterator[Remark]:
    """By total, by price × number × periods (both shown), and every calculation written out."""
    sums, goal = sums_of(reading), goal_of(reading, context)
    wrong = [one for one in sums.written if _is_wrong(one)]
    yield from map(_corrected, wrong)
    if goal is None:
        if sums.cost_prices:
            yield unchecked(at("total"), "预算数未填或无法识别，未能与成本指标核对。")
        return
    for one in sums.written:
        if goal(one.yuan) and one not in wrong:
            yield passed(
                one.cell.at,
                "写出的算式与预算数一致。",
                evidence=f"{one.text}，预算数{yuan_text(goal.yuan)}",
                also=at("total"),
            )
    yield from _totals(sums, goal, context)
    yield from _products(sums, goal)


def _is_wrong(one: Calculation) -> bool:
    """The sum behind the = is not the product, also when it was rounded to its last figure."""
    return one.stated is not None and abs(one.stated - one.yuan) > min(one.rounding, abs(one.yuan) / 100)


def _corrected(one: Calculation) -> Remark:
    product = yuan_text(one.yuan)
    return flag(
        one.cell.at,
        f"算式{quote(one.text, 40)}得数应为{product}，请核对。",
        actual=yuan_text(one.stated),
        expected=product,
        evidence=f"{re.split('[=＝≈]', one.text)[0]} = {product}",
    )


def _totals(sums: Sums, goal: Near, context: Context) -> Iterator[Remark]:
    """Rows that name a sum: some of them together are the budget, or one that must be is not."""
    money = [(row, yuan) for row in sums.cost_rows if (yuan := plain_money(row)) is not None]
    money = [one for one in money if one[1] > 0 and not is_norm(one[0], context.settings)]
    if not money:
        return
    goals = [goal]
    for amount in (sums.reading.table.fiscal.value, sums.reading.table.other.value):
        if amount and amount > 0 and amount * WAN != goal.yuan:
            goals.append(Near(amount * WAN, Decimal(0)))
    if tied := _tied(money, goals):
        rows, aim = tied
        source = "预算数" if aim is goal else "资金来源"
        yield passed(
            rows[-1][0].at("value"),
            f"成本与{source}一致。",
            evidence=f"{' + '.join(yuan_text(yuan) for _, yuan in rows)} = {source}{yuan_text(aim.yuan)}",
            also=at("total"),
        )
        return
    whole = [one for one in money if is_whole(one[0], context.settings)]
    if whole:
        yield _unlike(whole, goal)


def _tied(
    money: list[tuple[Row, Decimal]], goals: list[Near]
) -> tuple[list[tuple[Row, Decimal]], Near] | None:
    """The most rows whose sums are together the budget, or one of its sources."""
    few = money[:MOST_ROWS]
    for aim in goals:
        for count in range(len(few), 0, -1):
            for rows in combinations(few, count):
                if aim(sum(yuan for _, yuan in rows)):
                    return list(rows), aim
    return None


def _unlike(whole: list[tuple[Row, Decimal]], goal: Near) -> Remark:
    yuan = sum(one for _, one in whole)
    named = "成本合计" if len(whole) > 1 else "成本"
    apart = yuan_text(abs(yuan - goal.yuan))
    return flag(
        whole[-1][0].at("value"),
        f"{named}{yuan_text(yuan)}与预算数{yuan_text(goal.yuan)}不一致，相差{apart}，请核对。",
        actual=yuan_text(yuan),
        expected=yuan_text(goal.yuan),
        evidence=" + ".join(yuan_text(one) for _, one in whole) + f" ≠ {yuan_text(goal.yuan)}",
        also=at("total"),
    )


def _products(sums: Sums, goal: Near) -> Iterator[Remark]:
    """Price × number × periods, of 成本 or else of norms that stand in the text."""
    for prices in (sums.cost_prices, sums.named_norms):
        if prices and (terms := sums.tie(prices, goal)):
            yield passed(
                prices[0].at, "按单价和数量测算与预算数一致。", evidence=shown(terms, goal), also=at("total")
            )
            return


@REGISTER.rule(
    "D2",
    "成本指标用金额表示",
    basis="成本是完成工作花费的金额或单价，执行率、覆盖率、人数都不是成本",
    level=Level.WARNING,
    bad=[
        Example("填了执行率", changed(set_cells("成本指标", level3="预算执行率", value="≥９０％"))),
        Example("金额指标填了百分比", changed(set_cells("成本指标", level3="区级财政投入", value="100%"))),
        Example("填了人数", changed(set_cells("成本指标", level3="人员投入", value="5人"))),
        Example("没有单位", changed(set_cells("成本指标", value="≤380"))),
    ],
    good=[
        Example("节约率是成本", changed(set_cells("成本指标", level3="采购资金节约率", value="≥5%"))),
        Example("金额里带比例", changed(set_cells("成本指标", value="45.6万元（区级承担40%）"))),
        Example("单价", changed(set_cells("成本指标", value="每套不超过380元"))),
        Example("单位写在名称里", changed(set_cells("成本指标", level3="采购单价（元）", value="≤380"))),
    ],
)
def cost_is_money(reading: Reading, context: Context) -> Iterator[Remark]:
    """Some costs are rates by nature (利率, 节约率): their words are a list of the district."""
    for row in sums_of(reading).cost_rows:
        if told := _no_money(row, reading.table.total.value, context.settings):
            text = row.indicator.value
            yield flag(row.at("value"), told, actual=text, expected="金额或单价（元、万元）")


def _no_money(row: Row, total: Decimal | None, settings: Settings) -> str:
    """What is said of a cost that is a rate, a number of something, or a bare one that is not the budget."""
    text, words = row.indicator.value, words_of(row)
    if not text or "元" in text:
        return ""
    if _RATE.search(text):
        rate = not contains("cost_rates", words + text, settings)
        return f"成本指标填的是比率{quote(text)}，请改填金额或单价（元、万元）。" if rate else ""
    if row.value.kind is Kind.NUMBER and row.value.unit:
        return f"成本指标填的是数量{quote(text)}，请改填金额或单价（元、万元）。"
    bare = row.value.kind is Kind.NUMBER and not _UNIT_STATED.search(words) and row.value.number != total
    return f"成本指标{quote(text)}没有单位，请写明是元还是万元。" if bare else ""


@REGISTER.rule(
    "D3",
    "成本指标写明金额",
    basis="“不超出预算”“按规定执行”没有说出成本是多少，无法考核",
    level=Level.WARNING,
    bad=[
        Example("不超出预算", changed(set_cells("成本指标", value="不超出预算"))),
        Example(
            "单价只写在描述里", changed(set_cells("成本指标", description="每套380元", value="控制在预算 内"))
        ),
        Example("按规定执行", changed(set_cells("成本指标", value="按规定标准执行"))),
        Example("只有年份", changed(set_cells("成本指标", value="不超过2025年预算"))),
    ],
    good=[
        Example("有金额", changed(set_cells("成本指标", value="控制在预算45.6万元以内"))),
        Example("中文数字", changed(set_cells("成本指标", value="每套三百八十元"))),
        Example(
            "与描述相同，由另一条规则提示", changed(set_cells("成本指标", description="合理", value="合理"))
        ),
    ],
)
def cost_says_how_much(reading: Reading, context: Context) -> Iterator[Remark]:
    """A value that repeats its name or description is another rule's finding, and a rate too."""
    for row in sums_of(reading).cost_rows:
        text = row.indicator.value
        if not text or ("元" in text and _FIGURE.search(text)) or _RATE.search(text):
            continue
        bare_number = row.value.kind is Kind.NUMBER
        repeated = text in (row.indicator.level3, row.indicator.description)
        circular = contains("circular_costs", "".join(text.split()), context.settings)
        if bare_number or repeated or (_FIGURE.search(text) and not circular):
            continue
        named = [one.text for one in row.cells["description"].quantities if one.yuan is not None]
        what = f"描述中的{quote('、'.join(named))}" if named else "金额或单价"
        yield flag(
            row.at("value"),
            f"{quote(text)}没有说出成本是多少，请把{what}写入指标值。",
            actual=text,
            expected="金额或单价（元、万元）",
        )

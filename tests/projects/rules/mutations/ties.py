"""The same fact told in two cells, in two ways."""

import re
from decimal import Decimal

from projects.values import Kind, plain, read_value
from tests.projects.rules.mutations.making import cells, goals, kind, mutant, of, replace, row, texts


def _elsewhere(table, told: str, but):
    """The cells, other than one, where a figure with its unit stands."""
    pattern = re.compile(rf"(?<![\d.]){re.escape(told)}")
    return [cell for cell, text in texts(table) if cell != but and pattern.search(text)]


def _facts(table):
    """Quantities that also stand in purpose or goal: row number, figure and unit as told."""
    for number in of(table, "数量"):
        value = read_value(table.indicators[number].value)
        figure = plain(value.number)
        if any(cell.part != "indicators" for cell in _elsewhere(table, figure + value.unit, None)):
            yield number, figure, value.unit


def _other(figure: str) -> str:
    number = Decimal(figure)
    return plain(number + (Decimal("0.3") if "." in figure else max(1, number // 20)))


@kind("数量与文中不符", "D5", "D1", "D4", "D6")
def quantity_differs(clean):
    table = clean.table
    for number, figure, unit in _facts(table):
        value = table.indicators[number].value.replace(figure, _other(figure), 1)
        told = _elsewhere(table, figure + unit, row(number, "value")[0])
        yield mutant(
            f"{figure}{unit}改为{value}", cells(table, number, value=value), *row(number, "value"), *told
        )


@kind("用途所述数量与指标不符", "D5", "D1", "D4", "D6")
def purpose_differs(clean):
    table = clean.table
    for number, figure, unit in _facts(table):
        if figure + unit in table.purpose:
            purpose = table.purpose.replace(figure + unit, _other(figure) + unit)
            told = _elsewhere(table, figure + unit, None)
            yield mutant(
                f"用途{_other(figure)}{unit}", replace(table, purpose=purpose), *told, *row(number, "value")
            )


@kind("目标所述数量与指标不符", "D5", "D1", "D4", "D6")
def goal_differs(clean):
    table = clean.table
    for number, figure, unit in _facts(table):
        for place, one in enumerate(table.goals):
            if figure + unit in one.text:
                text = one.text.replace(figure + unit, _other(figure) + unit)
                told = _elsewhere(table, figure + unit, None)
                yield mutant(
                    f"目标{_other(figure)}{unit}",
                    goals(table, place, text=text),
                    *told,
                    *row(number, "value"),
                )


@kind("完成日期与目标不符", "D5")
def day_differs(clean):
    table = clean.table
    for number in of(table, "时效"):
        day = read_value(table.indicators[number].value)
        if day.kind is not Kind.DATE:
            continue
        told = f"{day.date.month}月{day.date.day}日"
        cells_told = _elsewhere(table, told, row(number, "value")[0])
        if any(cell.part == "goals" for cell in cells_told):
            value = f"2025年{day.date.month + 1 if day.date.month < 12 else 11}月20日前"
            if day.date.day != 20 or day.date.month < 12:
                yield mutant(value, cells(table, number, value=value), *row(number, "value"), *cells_told)


@kind("比率两处不一", "D5")
def rate_differs(clean):
    """A rate in the goal against the same rate in its row."""
    table = clean.table
    for number in of(table, "质量", "社会", "生态"):
        one = table.indicators[number]
        value = read_value(one.value)
        if value.kind is not Kind.PERCENT:
            continue
        told = f"{plain(value.number)}%"
        name = re.sub("^.*(?=.{4}$)", "", one.level3)
        for goal in table.goals:
            if told in goal.text and name in goal.text and goal.text.count("%") < 3:
                other = one.value.replace(plain(value.number), plain(value.number - Decimal("2.5")))
                yield mutant(
                    f"{one.level3}{other}", cells(table, number, value=other), *_elsewhere(table, told, None)
                )

"""Heads and goals that are empty, say nothing new, or speak of another year, place or fund."""

import re

from projects.values import plain
from tests.projects.rules.mutations.making import (
    Amount,
    cells,
    first,
    goal,
    goals,
    head,
    kind,
    mutant,
    replace,
    row,
    some,
)

FOREIGN = ("玉田县", "海港区", "苍溪县", "南皮县", "魏都区", "城固县", "深泽县")


@kind("项目编码空", "A1")
def no_code(clean):
    yield mutant("空", replace(clean.table, code=""), head("code"))


@kind("必填栏空", "A2")
def head_blank(clean):
    table = clean.table
    yield mutant("名称", replace(table, name=""), head("name"))
    yield mutant("预算数", replace(table, total=Amount.of("")), head("total"))
    yield mutant("用途", replace(table, purpose=""), head("purpose"))
    yield mutant("用途只有空白", replace(table, purpose=" \u3000\n"), head("purpose"))


@kind("绩效目标空", "A2")
def no_goal(clean):
    table = clean.table
    blank = replace(table, goals=tuple(replace(one, text="") for one in table.goals))
    yield mutant("目标空", blank, goal(0), goal(None), goal(None, ""))
    yield mutant("没有目标行", replace(table, goals=()), goal(None), goal(None, ""), goal(0), goal(0, ""))


@kind("用途照抄名称", "A4")
def purpose_is_name(clean):
    name = clean.table.name
    for text in (name, f"{name}。", f"用于{name}"):
        yield mutant(text, replace(clean.table, purpose=text), head("purpose"), head("name"))


@kind("目标照抄名称", "A5")
def goal_is_name(clean):
    for text in (clean.table.name, f" {clean.table.name}。"):
        changed = replace(goals(clean.table, 0, text=text))
        yield mutant(text, replace(changed, goals=changed.goals[:1]), goal(0), head("name"))


@kind("目标照抄用途", "A5")
def goal_is_purpose(clean):
    changed = goals(clean.table, 0, text=clean.table.purpose)
    yield mutant("照抄", replace(changed, goals=changed.goals[:1]), goal(0), head("purpose"))


@kind("序号不全", "A6")
def lonely_first(clean):
    table = clean.table
    text = table.goals[0].text
    if "二是" in text:
        yield mutant("缺二是", goals(table, 0, text=text.replace("二是", "")), goal(0))
    else:
        yield mutant("只有一是", goals(table, 0, text=f"一是{text}"), goal(0))
    front, _, rest = table.purpose.partition("，")
    for one, three in some((("1.", "3."), ("（一）", "（三）"), ("一是", "三是"), ("1、", "3、")), table):
        told = f"{one}{front}；{three}{rest}"
        yield mutant(f"{one}后接{three}", replace(table, purpose=told), head("purpose"))


@kind("目标编号跳号", "A6")
def goal_number_left_out(clean):
    table = clean.table
    if len(table.goals) > 1:
        for label in ("目标3", "目标1"):
            changed = goals(table, 1, label=label)
            yield mutant(
                label, changed, *(goal(n, cell) for n in (0, 1, None) for cell in ("label", "text", ""))
            )


@kind("标题年度不对", "E1")
def old_title(clean):
    title = clean.table.title
    old = title.replace("2025", "2024") if "2025" in title else f"2024年{title}"
    yield mutant(old, replace(clean.table, title=old), head("title"))


@kind("名称年度不对", "E1")
def old_name(clean):
    """2024年一般债券 is the bond's year, so there the year stands behind."""
    name = clean.table.name
    before = () if "债券" in name else (f"2024年{name}", f"２０２４年{name}")
    for old in some((f"{name}（2024年度）", *before), clean.table, 1):
        yield mutant(old, replace(clean.table, name=old), head("name"))


@kind("用途年度不对", "E1")
def old_purpose(clean):
    for front in some(("2024年", "2026年", "2024年度", "２０２４年"), clean.table):
        yield mutant(front, replace(clean.table, purpose=front + clean.table.purpose), head("purpose"))


@kind("目标年度不对", "E1")
def old_goal(clean):
    table = clean.table
    text = table.goals[0].text
    for old in some(
        (f"2024年{text}", f"{text}2024年底前全部完成。", f"2024年度{text}", f"2023年{text}"), table
    ):
        yield mutant(old[:20], goals(table, 0, text=old), goal(0))


@kind("出现其他地区名称", "E2")
def foreign_place(clean):
    table = clean.table
    for name in some(FOREIGN, table, 1):
        yield mutant(f"用途{name}", replace(table, purpose=f"保障{name}{table.purpose}"), head("purpose"))
        text = f"在{name}范围内，{table.goals[0].text}"
        yield mutant(f"目标{name}", goals(table, 0, text=text), goal(0))
    for name in some(FOREIGN, table, 1):
        for number in first(table, "质量", "成本"):
            basis = f"《{name}预算绩效管理办法》（财绩〔2023〕12号）"
            yield mutant(f"依据{name}", cells(table, number, basis=basis), *row(number, "basis"))


@kind("资金级次不一", "E6")
def other_level(clean):
    table = clean.table
    own = {"区": "区级", "县": "县级", "市": "市级"}[clean.context.district[-1]]
    if not re.search("中央|省|上级", table.purpose) and table.other.value is None:
        told = replace(table, purpose=f"{table.purpose.removesuffix('。')}，由{own}财政全额安排。")
        for number in first(table, "成本"):
            changed = cells(
                told,
                number,
                level3="省级财政投入",
                description="省级财政安排的资金数额",
                value=f"{plain(table.total.value)}万元",
            )
            at = row(number, "level3", "description", "value")
            yield mutant("省级财政投入", changed, *at, head("purpose"), head("fiscal"))


@kind("城市与城乡不一", "E5")
def other_scope(clean):
    table = clean.table
    for scope in ("城市", "农村", "城区"):
        if scope in table.name:
            for number, one in enumerate(table.goals):
                if scope in one.text:
                    text = one.text.replace(scope, "城乡")
                    yield mutant(
                        f"{scope}改城乡", goals(table, number, text=text), goal(number), head("name")
                    )
    if "农村" in table.name:
        text = table.goals[0].text.replace("农村", "城市")
        yield mutant("农村改城市", goals(table, 0, text=text), goal(0), head("name"))


@kind("人员工资列作项目", "E9")
def wages_as_project(clean):
    table = clean.table
    names = ("在职人员工资及津补贴", "机关工作人员基本工资", "编外人员工资和社会保险缴费")
    for name in some(names, table, 1):
        told = f"发放本单位在职人员基本工资、津贴补贴和绩效工资，共{plain(table.total.value)}万元。"
        yield mutant(name, replace(table, name=name, purpose=told), head("name"), head("purpose"))

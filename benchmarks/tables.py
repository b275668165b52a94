"""Tables to measure with: varied, as many as asked for, and the same ones every time. Without Django."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from random import Random

from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

CLASSES = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效果指标", "经济效益指标"),
    ("效果指标", "社会效益指标"),
    ("效果指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
PLACES = ("城区", "开发区", "北部各镇", "东片学校", "沿河社区", "老旧小区", "乡镇卫生院", "农村公路")
MATTERS = (
    "供暖",
    "养老服务",
    "道路养护",
    "校舍维修",
    "污水处理",
    "设备购置",
    "防汛物资",
    "公益岗位",
    "信息化运维",
)
KINDS = ("补助", "经费", "专项资金", "项目")
WHATS = ("数量", "合格率", "完成时间", "成本", "覆盖率")
VALUES = ("≥95%", "100%", "≤{n}万元", "{n}个", "≥{n}人次", "2025年11月底前", "有效提升", "{n}")
_RARE = "镕堃喆玥珺昇㎡"  # of names and measures, beyond GB2312
BASES = ("项目实施方案", "合同约定", "上年完成情况", "行业标准", "政府工作报告", "")


def make_table(number: int, rows: int = 0) -> ProjectTable:
    """The table of project `number`, with `rows` indicators, or some few."""
    chance = Random(number)
    name = f"{chance.choice(PLACES)}{chance.choice(MATTERS)}{chance.choice(KINDS)}（{number}）"
    total, fiscal = chance.randint(10, 99_999), chance.random() < 0.8
    return ProjectTable(
        title="部门预算项目绩效目标表",
        code=f"13020025P{number:05}",
        name=name,
        total=Amount.of(f"{total / 100:.2f}万元"),
        fiscal=Amount.of(f"{total / 100:.2f}" if fiscal else ""),
        other=Amount.of("" if fiscal else f"{total / 100:.2f}"),
        purpose="" if chance.random() < 0.1 else f"用于{name}的采购、运行和维护，按进度支付",
        plan=tuple(PlanStep.of(f"{month}月底", str(month * 100 // 12)) for month in (3, 6, 9, 12)),
        goals=tuple(Goal(f"目标{place}", f"{name}按期完成第{place}阶段任务") for place in (1, 2)),
        indicators=tuple(_indicators(chance, rows or chance.randint(4, 8))),
    )


def _indicators(chance: Random, count: int) -> Iterator[Indicator]:
    for place in range(count):
        level1, level2 = CLASSES[place * len(CLASSES) // count]
        name = f"{chance.choice(MATTERS)}{chance.choice(WHATS)}{place + 1}"
        value = chance.choice(VALUES).format(n=chance.randint(1, 5000))
        basis = chance.choice(BASES)
        yield Indicator(level1, level2, name, f"反映{name}的实际情况", value, basis)


def make_volume(count: int) -> list[ProjectTable]:
    """What a district prints: most tables of 3 to 12 rows, every twelfth of 20 to 60, on 2 to 4 pages.

    Texts are drawn from the characters of GB2312 and some rarer ones, as often as in Chinese prose: 500 make
    three quarters of it. So a volume of more tables shows more characters.
    """
    return [_in_many_words(number) for number in range(count)]


def _in_many_words(number: int) -> ProjectTable:
    chance = Random(f"volume {number}")
    rows = chance.randint(20, 60) if number % 12 == 5 else chance.randint(3, 12)
    table = make_table(number, rows)
    who, name = _words(chance, 2, 3), f"{_words(chance, 2, 5)}{table.name}"
    return replace(
        table,
        name=name,
        purpose=table.purpose and f"{table.purpose}，{_words(chance, 5, 30)}。",
        goals=tuple(replace(goal, text=f"{goal.text}：{_words(chance, 5, 30)}。") for goal in table.goals),
        indicators=tuple(
            replace(row, level3=f"{who}{row.level3}", description=_words(chance, 4, 14))
            for row in table.indicators
        ),
    )


def _words(chance: Random, least: int, most: int) -> str:
    characters, weights = _characters()
    return "".join(chance.choices(characters, cum_weights=weights, k=chance.randint(least, most)))


@cache
def _characters() -> tuple[str, list[float]]:
    """The characters, most frequent first, and the sums of their weights."""
    rows = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    known = [pair.decode("gb2312", "ignore") for pair in rows]
    common, seldom = known[: 40 * 94], [*known[40 * 94 :], *_RARE]
    for place, characters in enumerate((common, seldom)):
        Random(place).shuffle(characters)  # GB2312 sorts by sound and by radical, not by use
    ranked = "".join(common + seldom)
    return ranked, list(accumulate((rank + 500) ** -3 for rank in range(len(ranked))))

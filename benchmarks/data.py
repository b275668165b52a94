"""Projects to measure with: varied, as many as asked for, and the same ones every time."""

from collections.abc import Iterator
from random import Random

from budget_site.accounts.models import Assignment, Department, District, User
from projects.adding import NewProject, add_projects
from projects.models import TableFramework
from projects.official.trees import TREES
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

YEAR = 2025
SLICE = 500  # projects that are added at once
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


def make_district(code: str, departments: int) -> District:
    district = District.objects.create(name=f"{code}区", code=code)
    for number in range(departments):
        district.departments.create(code=f"d{number:03}", name=f"第{number + 1}部门")
    TableFramework.objects.make(
        district, YEAR, TREES["2015"], title="项目绩效目标表", plan_labels=["6月底", "12月底"]
    )
    return district


def fill(district: District, count: int, say=lambda done: None) -> None:
    """So many projects, dealt out to the departments in turn."""
    framework, system = TableFramework.objects.current(district, YEAR), User.objects.system()
    departments = list(district.departments.order_by("code"))
    for start in range(0, count, SLICE):
        numbers = range(start, min(start + SLICE, count))
        new = [NewProject(make_table(one), departments[one % len(departments)]) for one in numbers]
        add_projects(new, framework, system)
        say(numbers[-1] + 1)


def make_drafter(username: str, *places: District | Department) -> User:
    """经办人 of departments, or of whole districts."""
    user = User.objects.create_user(username, name=f"{username}的姓名")
    for place in places:
        kind = "district" if isinstance(place, District) else "department"
        Assignment.objects.create(user=user, role="drafter", **{kind: place})
    return user

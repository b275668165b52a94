"""One line to a valid person, place or project."""

from budget_site.accounts.models import Assignment, Department, District, User
from projects.adding import NewProject, add_projects
from projects.models import Project, TableFramework
from projects.official.trees import TREES
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

PASSWORD = "correct horse battery"


def make_district(name: str, code: str) -> District:
    return District.objects.create(name=name, code=code)


def make_user(username: str, role: str | None = None, password: str | None = None, **place) -> User:
    """An account; without a password for those whom a test signs in itself."""
    user = User.objects.create_user(username, password=password, name=f"{username}的姓名")
    if role:
        Assignment.objects.create(user=user, role=role, **place)
    return user


def make_framework(district: District, year: int = 2025, tree: str = "2015") -> TableFramework:
    return TableFramework.objects.current(district, year) or TableFramework.objects.make(
        district, year, TREES[tree], title="项目绩效目标表", plan_labels=["3月底", "6月底", "9月底", "12月底"]
    )


def make_project(
    district: District,
    department: Department | None = None,
    year: int = 2025,
    table: ProjectTable | None = None,
) -> Project:
    [version] = add_projects(
        [NewProject(table or make_table(), department)], make_framework(district, year), User.objects.system()
    )
    return version.project


def make_table(**cells) -> ProjectTable:
    """A small complete table, each part of which can be said otherwise."""
    return ProjectTable(
        **{
            "title": "区级部门预算项目绩效目标表",
            "code": "13020025P00001",
            "name": "义务教育学校取暖",
            "total": Amount.of("34.32万元"),
            "fiscal": Amount.of("34.32万元"),
            "purpose": "支付学校冬季取暖费用",
            "plan": (PlanStep.of("6月底", "40"), PlanStep.of("12月底", "100")),
            "goals": (Goal("目标1", "教室温度达标"), Goal("目标2", "费用按时支付")),
            "indicators": (
                Indicator("产出指标", "数量指标", "取暖面积", "供暖的教室面积", "≥5200㎡", "取暖合同"),
                Indicator("产出指标", "数量指标", "取暖学校", "供暖学校数", "6所", "取暖合同"),
                Indicator("效果指标", "社会效益指标", "室温达标率", "达标教室占比", "≥95%", "国家标准"),
            ),
        }
        | cells
    )

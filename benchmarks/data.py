"""Projects to measure with: varied, as many as asked for, and the same ones every time."""

from benchmarks.tables import make_table
from budget_site.accounts.models import Assignment, Department, District, User
from projects.adding import NewProject, add_projects
from projects.models import TableFramework
from projects.official.trees import TREES

YEAR = 2025
SLICE = 500  # projects that are added at once


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

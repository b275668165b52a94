"""A new project: the empty official table of the year's framework."""

from uuid import UUID

from django.db import transaction

from budget_site.accounts.models import Department, District, User
from projects.adding import NewProject, add_projects
from projects.drafting.snapshots import Reason, keep
from projects.models import Project, TableFramework
from projects.official.empty import empty_table
from projects.tables import ProjectTable


class NoFramework(Exception):
    """The year has no form yet; the sentence says whom to ask."""


@transaction.atomic
def start(id: UUID, framework: TableFramework, department: Department, user: User, name: str = "") -> Project:
    """The project with this id, made now unless it is there: sending the form twice makes one project."""
    District.objects.select_for_update(no_key=True).get(pk=framework.district_id)
    if known := Project.objects.filter(pk=id).first():
        return known
    new = NewProject(empty_table_of(framework, name), department, id=id)
    [version] = add_projects([new], framework, user)
    keep(version, user, Reason.CREATED)
    return version.project


def empty_table_of(framework: TableFramework, name: str = "") -> ProjectTable:
    return empty_table(
        title=framework.title,
        name_label=framework.name_label,
        plan_label=framework.plan_label,
        plan_labels=framework.plan_labels,
        classes=framework.classes(),
        name=name,
    )


def framework_of(district: District, year: int) -> TableFramework:
    """The form that new tables of a year use. NoFramework where the bureau has not set one."""
    framework = TableFramework.objects.current(district, year)
    if framework is None:
        raise NoFramework(f"{district}还没有{year}年的表格样式，请联系财政部门在“新年度”页面里先建立。")
    return framework

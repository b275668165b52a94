"""Names and days in lists."""

import datetime

from django import template

from budget_site.accounts.models import Department, District
from projects import beside
from projects.models import Project, TableVersion
from projects.review import choosing

register = template.Library()


@register.filter
def called_in(department: Department, year: int) -> str:
    return department.called_in(year)


@register.filter
def department_name(project: Project) -> str:
    """As it was called in the project's year."""
    return project.department.called_in(project.year) if project.department else "未分配部门"


@register.filter
def latest_version(project: Project) -> TableVersion:
    """Of versions that are prefetched."""
    return max(project.versions.all(), key=lambda version: version.number)


@register.filter
def tick(version: TableVersion) -> str:
    """What its checkbox says: which project, and which text of it the list shows."""
    return choosing.tick(version)


@register.simple_tag
def days_left(due: datetime.date, today: datetime.date) -> str:
    days = (due - today).days
    return f"还有{days}天" if days > 0 else "今天截止" if days == 0 else f"已过期{-days}天"


@register.simple_tag(takes_context=True)
def links_beside(context, district: District, year: int) -> list[beside.Beside]:
    """What other rooms offer this person for the year."""
    return beside.links_beside(context["user"], district, year)

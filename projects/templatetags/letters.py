"""批复通知 on other pages: the desk's link, a project's letters, and what the form of a letter asks."""

from collections.abc import Collection, Mapping

from django import template

from budget_site.accounts.models import Department, District
from projects.models import Project, ReplyLetter
from projects.review.letters import letters_of, waiting
from projects.review.replying import called

register = template.Library()


@register.filter
def letter_name(department: Department | None, year: int) -> str:
    return called(department, year)


@register.filter
def reasons(wrong: Mapping[int, tuple[str, ...]], version: int) -> tuple[str, ...]:
    """Why this table cannot be replied."""
    return wrong.get(version, ())


@register.filter
def holds(ticked: Collection[str], version: int) -> bool:
    return str(version) in ticked


@register.simple_tag(takes_context=True)
def letters_told(context, district: District, year: int) -> str:
    """What the desk's link says beside 批复通知: tables that wait for this person, else letters there are."""
    user = context["user"]
    if count := sum(one.count for one in waiting(user, district, year)):
        return f"（待批复 {count} 张）"
    issued = ReplyLetter.objects.visible_to(user).filter(district=district, year=year).count()
    return f"（{issued} 份）" if issued else ""


@register.inclusion_tag("projects/letters/of_project.html", takes_context=True)
def letters_of_project(context, project: Project) -> dict:
    """The letters with which a project's tables were replied, with their files."""
    return {"letters": letters_of(context["user"], project)}

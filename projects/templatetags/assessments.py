"""The marks of a project and the state of its assessment, for the project's page."""

from django import template

from budget_site.accounts.models import District
from projects.models import Assessment, TableVersion
from projects.review.assessing import lacking, needs_assessment, setup_of
from projects.review.marks import may_mark, seems_new
from projects.review.setting import in_words, may_set

register = template.Library()


@register.filter
def written(assessment: Assessment, name: str) -> str:
    return getattr(assessment, name)


@register.simple_tag(takes_context=True)
def review_steps(context, district: District) -> dict:
    """How the district reviews, in a sentence, and whether this person sets it."""
    return {"said": in_words(setup_of(district.pk)), "may_set": may_set(context["user"], district)}


@register.inclusion_tag("projects/review/marks.html", takes_context=True)
def project_marks(context, version: TableVersion) -> dict:
    """What it is marked as, what it still lacks, and the buttons of whoever may mark it."""
    project, user = version.project, context["user"]
    setup = setup_of(project.district_id)
    needed = needs_assessment(version, setup)
    found = Assessment.objects.visible_to(user).filter(project=project).first()
    may = may_mark(user, version)
    return {
        "project": project,
        "needed": needed,
        "lacking": lacking(project) if needed else [],
        "opposed": found is not None and found.conclusion == Assessment.Conclusion.REJECT,
        "assessed": found is not None,
        "least": setup.major_amount if setup else None,
        "seems_new": may.new and seems_new(version, setup),
        "may": may,
        "turns_new": may.turns_new(project.is_new),
        "only_finance": project.is_new and may.new and not may.not_new,
        "csrf_token": context.get("csrf_token"),
    }

"""Whose hands a table has been through: nobody passes what they wrote (财预〔2015〕88号: 谁申请谁设定)."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from budget_site.accounts.models import Assignment, Delegation, Role
from projects.models import AssessmentFile, ReviewEvent, Save, TableVersion
from projects.review.people import within
from projects.workflow import Action

_WROTE = (Action.SUBMIT, Action.ACCEPT)


def hands(version: TableVersion) -> set[int]:
    """Who drafted, last edited or submitted the version or one before it, which it goes on from; who wrote
    its assessment; and for whom any of them stood in as drafter.
    """
    own = set(_writers(version)) - {None}
    drafters = Assignment.objects.filter(within(version.project), role=Role.DRAFTER).values("user")
    stood_in = Delegation.objects.filter(
        holder__in=own,
        giver__in=drafters,
        last__gte=timezone.localdate(version.created_at),
        first__lte=timezone.localdate(),
    )
    return own | set(stood_in.values_list("giver", flat=True))


def _writers(version: TableVersion) -> Iterable[int | None]:
    project, upto = version.project_id, version.number
    so_far = TableVersion.objects.filter(project=project, number__lte=upto)
    for pair in so_far.values_list("created_by", "changed_by"):
        yield from pair
    here = Q(version__project=project, version__number__lte=upto)
    yield from Save.objects.filter(here).order_by().values_list("user", flat=True).distinct()
    wrote = ReviewEvent.objects.filter(here, action__in=_WROTE).order_by()
    for pair in wrote.values_list("by", "on_behalf_of"):
        yield from pair
    papers = AssessmentFile.objects.filter(assessment__project=project).order_by()
    for pair in papers.values_list("uploaded_by", "removed_by"):
        yield from pair
    if assessment := getattr(version.project, "assessment", None):
        yield assessment.changed_by_id

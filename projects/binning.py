"""The bin: a project is put away, never lost, and comes back as it was."""

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.models import Project


class NotBinnable(Exception):
    """The project stays where it is; the sentence says why."""


@transaction.atomic
def put_away(project: Project, user: User) -> None:
    """Into the bin. Only a project whose table never went to the reviewers can go there."""
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    if project.binned_at:
        return
    for version in project.versions.select_for_update(of=("self",)).order_by("pk"):
        if not version.is_working or version.frozen is not None:
            raise NotBinnable(f"“{version.name or '未填名称'}”已经送审过，不能移入回收站。")
    project.binned_at, project.binned_by = timezone.now(), user
    project.save(update_fields=["binned_at", "binned_by"])


@transaction.atomic
def bring_back(project: Project) -> None:
    """Out of the bin, to its place in the document."""
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    project.binned_at = project.binned_by = None
    project.save(update_fields=["binned_at", "binned_by"])

"""The version of a project that a page is about, and whether this person may write it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from budget_site.accounts.models import User
from projects.models import Project, TableVersion

READ_ONLY = "您可以查看这张表，但不能填写；填写由本部门的经办人办理。"


def version_or_404(request: HttpRequest, pk: UUID) -> TableVersion:
    """The latest version of a project that this person may see, ready to be shown."""
    versions = TableVersion.objects.visible_to(request.user).latest().with_rows()
    beside = ("project__district", "project__department", "framework", "changed_by")
    return get_object_or_404(versions.select_related(*beside), project=pk)


def writable_or_refuse(user: User, pk: UUID) -> TableVersion:
    """The latest version of a project this person may write; Http404 or PermissionDenied."""
    version = get_object_or_404(TableVersion.objects.visible_to(user).latest(), project=pk)
    if not _drafts(user, pk):
        raise PermissionDenied(READ_ONLY)
    return version


def may_write(request: HttpRequest, version: TableVersion) -> bool:
    return _drafts(request.user, version.project_id)


def _drafts(user: User, project: UUID) -> bool:
    return Project.objects.drafted_by(user).filter(pk=project).exists()


def refuse_reader(request: HttpRequest, version: TableVersion) -> None:
    """PermissionDenied, with its sentence, for whoever may only read."""
    if not may_write(request, version):
        raise PermissionDenied(READ_ONLY)

"""事前绩效评估: its page, its files, and the two marks of a project."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget_site import file_names
from budget_site.accounts.models import Role
from budget_site.accounts.models.people import FINANCE_ROLES
from budget_site.guarding.costs import Kind, costs
from budget_site.trail.recording import record_export, sha256
from budget_site.uploads import too_large
from projects.forms.assessing import AssessmentForm, PaperForm
from projects.models import Assessment, AssessmentFile, Project, TableVersion
from projects.review.assessing import (
    AssessmentMoved,
    AssessmentRefused,
    assessment_refusals,
    changed_since_submission,
    needs_assessment,
    save_assessment,
    setup_of,
)
from projects.review.marks import MarkRefused, set_marks
from projects.review.paper_kinds import TOO_LARGE
from projects.review.papers import CONTENT_TYPES, attach, may_see_removed, remove
from projects.review.people import roles
from projects.views.finding import may_write, refuse_reader, version_or_404

logger = logging.getLogger(__name__)
DAMAGED = "这个文件与上传时不同，可能已损坏，没有下载。请告知系统管理员用备份核对，或者请上传的人重新上传。"
_MARKS = {"1": True, "0": False}
_REVIEWERS = FINANCE_ROLES | {Role.HEAD}


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The assessment as it is; POST writes it, on top of the revision that the page showed."""
    version = version_or_404(request, pk)
    if request.method != "POST":
        return _page(request, version, AssessmentForm(instance=_seen(request, version)))
    refuse_reader(request, version)
    form = AssessmentForm(request.POST, instance=_seen(request, version))
    if form.is_valid():
        try:
            save_assessment(version, form.said(), form.cleaned_data["revision"], request.user)
        except AssessmentMoved as moved:
            messages.warning(request, str(moved))
            form = form.after(moved.current)
        except AssessmentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "评估内容已保存。")
            return redirect("assessment", pk)
    return _page(request, version, form)


def _seen(request: HttpRequest, version: TableVersion) -> Assessment:
    found = Assessment.objects.visible_to(request.user).filter(project=version.project).first()
    return found or Assessment(project=version.project)


def _page(request: HttpRequest, version: TableVersion, form: AssessmentForm) -> HttpResponse:
    project, setup = version.project, setup_of(version.project.district_id)
    context = {
        "version": version,
        "project": project,
        "assessment": _seen(request, version),
        "form": form,
        "paper": PaperForm(),
        **_files(request, project),
        "needed": needs_assessment(version, setup),
        "least": setup.major_amount if setup else None,
        "refusals": assessment_refusals(version),
        "changed": bool(roles(request.user, project) & _REVIEWERS) and changed_since_submission(version),
        "writes": version.is_working and may_write(request, version),
    }
    return render(request, "projects/review/assessment.html", context)


def _files(request: HttpRequest, project: Project) -> dict[str, list[AssessmentFile]]:
    """Those that are there; and those that were removed, for whoever may still read them."""
    files = AssessmentFile.objects.visible_to(request.user).filter(assessment__project=project)
    found = list(files.select_related("uploaded_by", "removed_by"))
    removed = [one for one in found if one.removed_at]
    return {
        "files": [one for one in found if not one.removed_at],
        "removed": removed if removed and may_see_removed(request.user, project) else [],
    }


@costs(Kind.UPLOAD)
@require_POST
def assessment_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Attach one file."""
    version = version_or_404(request, pk)
    refuse_reader(request, version)
    form = PaperForm(request.POST, request.FILES)
    if too_large(request):
        messages.error(request, TOO_LARGE)
    elif not form.is_valid():
        messages.error(request, "".join(form.errors["file"]))
    else:
        try:
            kept = attach(version, form.cleaned_data["file"], request.user)
        except AssessmentRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"已上传“{kept.filename}”。")
    return redirect("assessment", pk)


@require_safe
def assessment_file_get(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """The file to be kept, never to be opened within the site."""
    files = AssessmentFile.objects.visible_to(request.user).filter(assessment__project=pk)
    found = get_object_or_404(files.select_related("assessment__project"), pk=file)
    if found.removed_at and not may_see_removed(request.user, found.assessment.project):
        raise Http404
    try:
        with found.file.open("rb") as kept:
            content = kept.read()  # at most MOST_BYTES
    except FileNotFoundError as gone:
        raise Http404 from gone
    if sha256(content) != found.file_hash:
        logger.error("The stored file of assessment file %s is not what was uploaded", found.pk)
        messages.error(request, DAMAGED)
        return redirect("assessment", pk)
    district = found.assessment.project.district
    record_export(
        by=request.user, district=district, about=found, file=found.filename, content=found.file_hash
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[found.kind])
    response["Content-Disposition"] = file_names.attachment(found.filename)
    return response


@require_POST
def assessment_file_remove(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """Take a file away; a second time changes nothing."""
    version = version_or_404(request, pk)
    refuse_reader(request, version)
    try:
        name = remove(version, file, request.user)
    except AssessmentRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已移除“{name}”。" if name else "这个文件已经移除了。")
    return redirect("assessment", pk)


@require_POST
def project_marks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark as 新增 or 重点, or take the mark away: `1` or `0`, whichever mark the button is of."""
    version = version_or_404(request, pk)
    asked = {name: _MARKS.get(request.POST.get(name, "")) for name in ("is_new", "is_key")}
    try:
        changed = set_marks(version, request.user, **asked)
    except MarkRefused as refused:
        raise PermissionDenied(str(refused)) from refused
    if changed:
        messages.success(request, f"已更改标记：{'、'.join(changed)}。")
    return redirect("project", pk)

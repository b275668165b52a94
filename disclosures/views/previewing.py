"""The disclosure as it would be published: its pages, and its Word and PDF files, marked as a preview."""

from importlib import import_module

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from budget_site.guarding.costs import Kind, costs
from budget_site.trail.recording import record_export, sha256
from disclosures.document import Disclosure, EditionFacts
from disclosures.editing.drafts import name_of
from disclosures.public import bodies, shell
from disclosures.publishing import previews
from disclosures.views.desk import Desk, with_draft
from disclosures.views.looking import look
from projects.formats import Format
from projects.jobs import JobFailed
from projects.rendering.failure import RenderError
from projects.views.tables import attachment

START = "index.html"
LATER = '<p class="lead">公开以后，这里列出文件、校验值和历次版本。</p>'


@costs(Kind.PREVIEW)
@require_safe
@with_draft
def preview(desk: Desk, page: str = START) -> HttpResponse:
    """One page, with the very bytes that would be frozen inside ours."""
    found = look(desk.draft)
    if found.disclosure is None:
        return desk.page("preview_none.html", {"look": found})
    body = _body(found.disclosure, found.facts, page)
    if body is None:
        raise Http404
    up = "../" * page.count("/")
    context = {"body": mark_safe(body), "files": previews.RENDERERS, "up": up, "look": found}
    return desk.page("preview.html", context)


def _body(disclosure: Disclosure, facts: EditionFacts, page: str) -> str | None:
    """With a word in the places that are only filled when it is published."""
    found = (body for path, body in bodies.pages(disclosure, facts) if path == page)
    return next((shell.filled(body.decode(), lambda _: LATER) for body in found), None)


@costs(Kind.EXPORT)
@require_safe
@with_draft
def preview_file(desk: Desk, form: Format) -> HttpResponse:
    """The file as it would be, with 预览稿 in place of an edition; of a large one the page of its job."""
    if form.name not in previews.RENDERERS:
        raise Http404
    found = look(desk.draft)
    if found.disclosure is None:
        return desk.to("preview")
    if len(found.disclosure.projects) > previews.AT_ONCE[form.name]:
        return _by_a_worker(desk, form)
    try:
        draw = import_module(f"disclosures.rendering.{previews.RENDERERS[form.name]}").render
        content = draw(found.disclosure, found.facts)
    except RenderError as failed:
        messages.error(desk.request, str(failed))
        return desk.to("preview")
    about = (desk.draft._meta.label_lower, desk.draft.pk, name_of(desk.draft))
    file = previews.file_name(desk.draft, form.name)
    record_export(by=desk.user, district=desk.district, about=about, file=file, content=sha256(content))
    return attachment(content, form, file.removesuffix(f".{form.name}"))


def _by_a_worker(desk: Desk, form: Format) -> HttpResponse:
    try:
        return redirect("job", previews.submit_for(desk.draft, desk.user, form.name).pk)
    except JobFailed as refused:
        messages.warning(desk.request, str(refused))
        return redirect("jobs")

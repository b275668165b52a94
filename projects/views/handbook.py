"""The handbook: its front page, its chapters, and the one chapter that strangers read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from projects.handbook.cells import HELPS
from projects.handbook.chapters import BY_SLUG, PUBLIC, Chapter, for_roles, section_for
from projects.handbook.helps import described
from projects.handbook.terms import TERMS


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """What chapters there are, one's own first; `?at=` leads on to the section about a page."""
    chapters = _chapters(request)
    if at := request.GET.get("at"):
        return redirect(section_for(chapters, at))
    own = [one for one in chapters if one.role in _roles(request)]
    return render(request, "handbook/front.html", {"chapters": chapters, "own": own})


@require_safe
def handbook_chapter(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in BY_SLUG:
        raise Http404
    return _shown(request, BY_SLUG[slug], _chapters(request))


@login_not_required
@require_safe
def handbook_sign_in(request: HttpRequest) -> HttpResponse:
    """How one signs in, for who cannot yet."""
    chapter = BY_SLUG[PUBLIC]
    return _shown(request, chapter, _chapters(request) if request.user.is_authenticated else [chapter])


def _roles(request: HttpRequest) -> set[str]:
    """The roles in which this person acts today; asked once a request."""
    if not hasattr(request, "handbook_roles"):
        request.handbook_roles = set(request.user.held().values_list("role", flat=True))
    return request.handbook_roles


def _chapters(request: HttpRequest) -> list[Chapter]:
    return for_roles(_roles(request))


def _shown(request: HttpRequest, chapter: Chapter, chapters: list[Chapter]) -> HttpResponse:
    least = settings.PASSWORD_MIN_LENGTH
    told = {"helps": HELPS, "rules": described(), "terms": TERMS, "least": least}
    context = {
        "chapter": chapter,
        "chapters": chapters,
        "body": render_to_string(chapter.template, told, request),
        "own": [one for one in chapters if one.role and one.role in _roles(request)]
        if request.user.is_authenticated
        else [],
    }
    return render(request, "handbook/chapter.html", context)

"""批复通知: which departments wait for one, and the letters that were issued, with their files."""

from importlib import import_module

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from budget_site.accounts.models import Role
from budget_site.guarding.costs import Kind, costs
from budget_site.trail.recording import record_export, sha256
from projects.formats import Format
from projects.models import ReplyLetter
from projects.places import year_or_404
from projects.rendering.failure import RenderError
from projects.review.letters import RENDERERS, LetterBroken, letter_of, letters_seen, waiting
from projects.views.tables import attachment


@require_safe
def letters(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The departments whose tables wait for a reply, for who replies; and the letters of the year."""
    place, _ = year_or_404(request.user, district, year)
    context = {
        "district": place,
        "year": year,
        "waiting": waiting(request.user, place, year),
        "letters": letters_seen(request.user, place, year),
        "replies": request.user.departments_as(Role.REPLIER).filter(district=place).exists(),
    }
    return render(request, "projects/letters/letters.html", context)


@costs(Kind.EXPORT)
@require_safe
def letter_file(request: HttpRequest, pk: int, form: Format) -> HttpResponse:
    """The letter with its tables; drawn anew each time, to the same bytes."""
    letter = get_object_or_404(ReplyLetter.objects.visible_to(request.user).select_related("district"), pk=pk)
    if form.name not in RENDERERS:
        raise Http404
    try:
        content = import_module(f"projects.rendering.{RENDERERS[form.name]}").render(letter_of(letter))
    except (LetterBroken, RenderError) as failed:
        messages.error(request, str(failed))
        return redirect("letters", letter.district.code, letter.year)
    title = f"{letter.number}关于批复{letter.year}年项目绩效目标的通知"
    record_export(
        by=request.user,
        district=letter.district,
        about=letter,
        file=f"{title}.{form.name}",
        content=sha256(content),
    )
    return attachment(content, form, title)

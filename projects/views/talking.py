"""Remarks at cells: a new one, a further word, settling one, carrying last year's over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from projects.forms.review import RemarkForm
from projects.models import Project
from projects.models.talk import Thread
from projects.review.said import Refused
from projects.review.threads import FEEDBACK, KINDS, Kind, carry, open_thread, resolve, say

BACK = {"review": "review", "checklist": "checklist"}


@require_POST
def talk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new thread, of the kind that the button says."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    kind, form = _kind(request.POST.get("kind", FEEDBACK.name)), RemarkForm(request.POST)
    with_place = reverse("review", args=[pk]) + "#talk"

    def do() -> None:
        place = form.place()
        open_thread(kind, project, request.user, place, form.cleaned_data["text"], form.cleaned_data["key"])

    return _done(request, form, do, f"{kind.label}已保存。", redirect(with_place))


@require_POST
def talk_more(request: HttpRequest, pk: UUID, kind: str, thread: UUID) -> HttpResponse:
    """A further comment (`do` = say), or the end (resolve), or taking it into this year's table (carry)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    sort, form = _kind(kind), RemarkForm(request.POST)
    found = _thread(request, sort, project, thread)
    back = redirect(
        reverse(BACK.get(request.POST.get("back", ""), "review"), args=[pk]) + f"#thread-{thread}"
    )
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    match request.POST.get("do", ""):
        case "resolve":
            return _done(request, None, lambda: resolve(sort, found, request.user), "已确认解决。", back)
        case "carry":
            back = redirect(reverse("review", args=[pk]) + "#talk")
            return _done(
                request,
                None,
                lambda: carry(sort, found, project, request.user, UUID(key)),
                "已带到今年的表。",
                back,
            )
        case _:
            do = lambda: say(sort, found, request.user, text, UUID(key))  # noqa: E731
            return _done(request, form, do, "答复已保存。", back)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _thread(request: HttpRequest, kind: Kind, project: Project, pk: UUID) -> Thread:
    """Of this project, or of the same one in an earlier year; of those that the person may read."""
    threads = kind.threads.objects.visible_to(request.user).select_related("project")
    same = threads.filter(project__district=project.district_id, project__lineage=project.lineage)
    return get_object_or_404(same, pk=pk)


def _done(
    request: HttpRequest, form: RemarkForm | None, do: Any, sentence: str, back: HttpResponse
) -> HttpResponse:
    """On, with a word; or the words once more, with what stands against them: nothing typed is lost."""
    try:
        if form is not None and not form.is_valid():
            raise Refused(["".join("".join(errors) for errors in form.errors.values())])
        do()
    except (Refused, ValueError) as refused:
        told = str(refused) if isinstance(refused, Refused) else "页面已过期，请返回后重新打开再写。"
        again = set(request.POST) - {"csrfmiddlewaretoken", "text"}
        posted = [(name, request.POST[name]) for name in sorted(again)]
        context = {"reason": told, "text": request.POST.get("text", ""), "posted": posted, "back": back.url}
        return render(request, "projects/review/remark.html", context, status=409)
    messages.success(request, sentence)
    return back

"""The review page: the table to be read, remarks at its cells, and the reviewer's steps."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from projects.forms.review import ActForm, CorrectionForm, JudgementForm, RemarkForm, ReturnForm, initial_of
from projects.models import Judgement, Status, TableVersion
from projects.refusal import Refusal
from projects.review import showing
from projects.review.inbox import next_alike
from projects.review.judging import form_of
from projects.review.offering import Offer
from projects.review.performing import perform
from projects.review.said import Refused, Said
from projects.review.timeline import timeline
from projects.views.finding import version_or_404
from projects.workflow import Action

STAYS = (Action.CLAIM, Action.RELEASE, Action.PROPOSE, Action.TAKE_BACK)  # one goes on with the same table
TAKEN = (Action.PASS, Action.APPROVE, Action.REJECT, Action.RETURN, *STAYS)
JUDGED = (Action.APPROVE, Action.REJECT, Action.RETURN, Action.PROPOSE)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """POST takes the step that the button says; where it is refused, nothing that was typed is lost."""
    version = version_or_404(request, pk)
    told = showing.page(version, request.user, request.GET.get("at", ""))
    if request.method == "POST":
        return _take(request, version, told)
    return _page(request, version, told, _forms(version, told))


def _take(request: HttpRequest, version: TableVersion, told: dict[str, Any]) -> HttpResponse:
    action = _action(request)
    forms = _forms(version, told, request.POST)
    reasons = [sentence for form in forms.values() if not form.is_valid() for sentence in _told(form)]
    if action is None:
        reasons = [Refusal("请用页面上的按钮办理。")]
    if not reasons:
        try:
            perform(
                action,
                version.pk,
                request.user,
                key=forms["act"].cleaned_data["key"],
                said=_said(action, forms),
            )
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _done(request, action, Status(version.status)))
            if action in STAYS:  # with a fragment of its own: else the browser goes on to that of the form
                return redirect(f"{reverse('review', args=[version.project_id])}#top")
            return redirect("project", version.project_id)
    fresh = version_or_404(request, version.project_id)
    return _page(request, fresh, showing.page(fresh, request.user), forms, reasons)


def _done(request: HttpRequest, action: Action, status: Status) -> str:
    """What was done; whoever decided on one table is led to the next of the same step."""
    after = None if action in STAYS else next_alike(request.user, status)
    if after is None:
        return f"已{action.label}。"
    at, name = reverse("review", args=[after.project_id]), after.name or "（未填名称）"
    return format_html('已{}。下一张：<a href="{}">{}</a>', action.label, at, name)


def _said(action: Action, forms: dict[str, Any]) -> Said:
    said = forms["act"].said()
    judged = forms["judge"].judged() if action in JUDGED and "judge" in forms else None
    wishes = forms["return"].wishes() if action is Action.RETURN else ()
    cells = forms["correct"].cells() if action is Action.PROPOSE and "correct" in forms else ()
    return Said(said.why, said.seen, judged, wishes, cells)


def _forms(version: TableVersion, told: dict[str, Any], posted: Any = None) -> dict[str, Any]:
    points_form = form_of(version) == Judgement.Form.POINTS
    initial = initial_of(told["judgement"])
    forms = {
        "act": ActForm(posted, initial={"seen": told["seen"], "key": uuid4()}),
        "return": ReturnForm(posted, findings=[*told["told"]["open"], *told["told"]["answered"]]),
    }
    if {Action.APPROVE, Action.REJECT} & set(told["offers"]):
        forms["judge"] = JudgementForm(posted, points_form=points_form, initial=initial)
        forms["correct"] = CorrectionForm(posted, names=told["cells"], texts=told["texts"])
    return forms


def _page(
    request: HttpRequest,
    version: TableVersion,
    told: dict[str, Any],
    forms: dict[str, Any],
    reasons: Sequence[Refusal] = (),
) -> HttpResponse:
    remark = RemarkForm(initial={"key": uuid4(), "at": told["at"]}, prefix="")
    decides = request.POST.get("from") == "decide"  # what was refused is told at the form that it came from
    shown = _shown(forms, told["offers"]) if decides else ()
    refused = [(one, _at_field(one, shown)) for one in reasons]
    context = told | {"forms": forms, "reasons": refused, "decides": decides, "remark": remark}
    return render(request, "projects/review/review.html", context, status=409 if reasons else 200)


def _shown(forms: dict[str, Any], offers: dict[Action, Offer]) -> list[Form]:
    """The forms whose fields stand on the page, as `decide.html` draws them."""
    possible = {action for action, one in offers.items() if one.possible}
    names = {"judge"}
    names |= {"act", "return"} if possible & {Action.RETURN, Action.REJECT} else set()
    names |= {"correct"} if Action.PROPOSE in possible else set()
    return [form for name, form in forms.items() if name in names]


def _at_field(reason: Refusal, forms: Iterable[Form]) -> str:
    """The id of the field that a refusal is about; empty where no such field stands in these forms."""
    found = (form[reason.about] for form in forms if reason.about in form.fields)
    return next((field.id_for_label for field in found if not field.is_hidden), "")


def _action(request: HttpRequest) -> Action | None:
    """None for what has no button here: a reply goes with its letter alone."""
    return next((one for one in TAKEN if one.value == request.POST.get("action")), None)


def _told(form: Form) -> list[Refusal]:
    """Nobody types into a hidden field: where it is wrong, the page is not the one that was sent out."""
    return [
        Refusal("页面已过期，请刷新页面后再办理。")
        if form[name].is_hidden
        else Refusal(f"{_called(form[name])}：{''.join(errors)}", name)
        for name, errors in form.errors.items()
    ]


def _called(field: BoundField) -> str:
    """As who reads the page knows it, or as who hears it does."""
    return field.label or field.field.widget.attrs["aria-label"]


@require_safe
def project_timeline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of a project, from its first draft on, for a person to read."""
    version = version_or_404(request, pk)
    versions = TableVersion.objects.visible_to(request.user).filter(project=pk).order_by("number")
    context = {
        "version": version,
        "project": version.project,
        "versions": versions.defer("frozen"),
        "steps": timeline(version.project, request.user),
    }
    return render(request, "projects/review/timeline.html", context)

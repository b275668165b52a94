"""The drafter's steps, each on a page that says what it does and what still stands in its way."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from projects.forms.review import ActForm, RemarkForm
from projects.models import TableVersion
from projects.refusal import Refusal
from projects.review.adjusting import adjusted
from projects.review.correcting import named_cells, waiting
from projects.review.facts import Facts, flow_of, token
from projects.review.performing import perform
from projects.review.returning import answer, last_return, lines
from projects.review.said import Refused, Said
from projects.review.since import line_names
from projects.storing import working
from projects.views.finding import may_write, refuse_reader, version_or_404
from projects.workflow import Action, asks_why, refusals, target

STEPS = (Action.SUBMIT, Action.WITHDRAW, Action.ACCEPT, Action.DECLINE, Action.VOID, Action.ADJUST)
_SAYS = {
    Action.SUBMIT: "送审后表不能再修改，直到撤回或退回；审核的就是现在的内容。",
    Action.WITHDRAW: "撤回后可以继续修改，改好再送审。审核人领办以后就不能撤回了。",
    Action.ACCEPT: "接受后，表按下面的建议修改，由审核人确认通过。",
    Action.DECLINE: "不接受的，请写明原因；表的内容不变，由审核人决定。",
    Action.VOID: "作废后这张表不再办理，也不能恢复；内容和办理记录仍可查看。",
    Action.ADJUST: "调整会建立一个新版本，内容与已批复的相同。新版本批复以前，已批复的版本继续有效。",
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """GET asks; POST does it, or says everything that stands in the way."""
    if action not in STEPS:
        raise Http404
    version, chosen = version_or_404(request, pk), Action(action)
    refuse_reader(request, version)
    form = ActForm(request.POST or None, initial={"seen": token(version), "key": uuid4()})
    reasons: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        try:
            perform(chosen, version.pk, request.user, key=form.cleaned_data["key"], said=form.said())
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"已{chosen.label}。")
            return redirect("draft" if chosen is Action.ADJUST else "project", pk)
    elif request.method != "POST":
        case, _ = Facts(version, request.user).case(chosen, Said(why="…"))
        reasons = refusals(chosen, case)
    version = version_or_404(request, pk)  # as it is now, whatever stood in the way
    context = _about(version, chosen) | {
        "form": form,
        "reasons": reasons,
        "seen": token(version),
    }
    return render(
        request, "projects/review/step.html", context, status=409 if request.method == "POST" else 200
    )


def _about(version: TableVersion, action: Action) -> dict:
    about = {"version": version, "project": version.project, "action": action, "says": _SAYS[action]}
    if action is Action.VOID and (in_force := adjusted(version)):
        about["says"] = (
            f"放弃调整后，这一版不再办理，已批复的第{in_force.number}版继续有效；需要时可以重新调整。"
        )
    about["asks_why"] = asks_why(action)
    if action is Action.SUBMIT and version.is_working:
        about["next"] = target(action, version.status, flow_of(version)).label
    if action in (Action.ACCEPT, Action.DECLINE):
        open_one = waiting(version).select_related("proposed_by").first()
        about["correction"] = open_one
        about["cells"] = named_cells(version, open_one) if open_one else []
    return about


@require_POST
def return_answer(request: HttpRequest, pk: UUID, position: int) -> HttpResponse:
    """The drafter's answer to one line of the checklist."""
    version = version_or_404(request, pk)
    refuse_reader(request, version)
    form = RemarkForm(request.POST)
    form.fields["text"].required = False
    try:
        if not form.is_valid():
            raise Refused([" ".join(" ".join(errors) for errors in form.errors.values())])
        said = form.cleaned_data
        answer(version.pk, position, said["text"], request.user, said["key"], said["was"])
        messages.success(request, f"第{position}条的答复已保存。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("checklist", pk)


@require_http_methods(["GET", "HEAD"])
def checklist(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was asked in the last return, line by line, and how far it is dealt with."""
    version = version_or_404(request, pk)
    sheet = working(version)
    told = lines(version, sheet)
    named = line_names(told, sheet)
    context = {
        "version": version,
        "project": version.project,
        "event": last_return(version),
        "lines": [(line, named[line.item.position]) for line in told],
        "open": sum(not line.dealt_with for line in told),
        "writes": version.is_working and may_write(request, version),
    }
    return render(request, "projects/review/checklist.html", context)

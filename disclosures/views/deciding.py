"""保密审查, and asking for publication: for exactly the content that a page showed."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from disclosures.editing import EditRefused
from disclosures.editing.signing import sign_off as sign
from disclosures.forms.deciding import PublishForm, SignOffForm
from disclosures.models import Edition
from disclosures.publishing import service
from disclosures.publishing.gathering import chosen
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import Denied, acting_for
from disclosures.views.desk import Desk, publishers_only, with_draft
from disclosures.views.looking import Look, look

CHANGED = "您打开本页以后内容有了变动，请重新预览、核对后再办理。"


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def sign_off(desk: Desk) -> HttpResponse:
    """Who reviewed it, and for which content. POST signs what the page showed, or nothing."""
    found = look(desk.draft, desk.user)
    asked = desk.request.POST if desk.request.method == "POST" else None
    form = SignOffForm(asked, initial={"data_hash": found.data_hash})
    if form.is_valid():
        said = form.cleaned_data
        if said["data_hash"] != found.data_hash:
            messages.warning(desk.request, CHANGED)
            return desk.to("sign_off")
        try:
            sign(desk.draft, found.data_hash, said["reviewer"], desk.user)
        except EditRefused as refused:
            form.add_error("reviewer", str(refused))
        else:
            messages.success(desk.request, f"{said['reviewer']}已完成保密审查。")
            return desk.to("publish") if desk.publishes else desk.to()
    return desk.page("sign_off.html", {"form": form, "look": found})


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def publish(desk: Desk) -> HttpResponse:
    """Publish what the draft says, now or at a time; where something is in force, correct it."""
    publishers_only(desk)
    found, current = look(desk.draft, desk.user), desk.current
    asked = desk.request.POST if desk.request.method == "POST" else None
    start = {"seen": found.data_hash, "key": uuid4()}
    form = PublishForm(asked, corrects=current is not None, initial=start)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        try:
            edition = _ask(desk, current, form.cleaned_data)
        except NotPublished as no:
            refused = no.reasons
        else:
            return desk.to("edition", edition.pk)
    elif asked is None:
        refused = tuple(_hindrances(desk, found))
    context = {
        "form": form,
        "look": found,
        "current": current,
        "refused": refused,
        "tried": asked is not None,
    }
    return desk.page("publish.html", context)


def _ask(desk: Desk, current: Edition | None, said: dict) -> Edition:
    key: UUID = said["key"]
    about = {"when": said["when"], "key": key, "seen": said["seen"]}
    if current is None:
        return service.ask(desk.draft, desk.user, **about)
    return service.correct(current, desk.user, note=said["note"], **about)


def _hindrances(desk: Desk, found: Look) -> list[str]:
    """What is known to stand in the way before anybody clicks; the service asks again, for everything."""
    told = list(found.reasons)
    if found.disclosure is None:
        return told
    try:
        acting_for(desk.user, desk.district, desk.department, chosen(desk.draft))
    except Denied as denied:
        told.append(str(denied))
    if not found.disclosure.projects:
        told.append("公开稿里没有已批复的项目，请先选择公开哪些项目。")
    told += [f"{one.what.place}有疑似{one.what.kind}，请修改，或者写明理由放行。" for one in found.held_up]
    if found.signed is None:
        told.append("这份内容还没有完成保密审查。")
    if desk.current and desk.current.data_hash == found.data_hash:
        told.append(f"公开稿的内容与现行的第{desk.current.number}版完全相同，没有需要更正的。")
    return told

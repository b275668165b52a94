"""保密审查, and asking for publication: for exactly the content that a page showed."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from budget_site.accounts.confirming import sensitive
from disclosures.editing import EditRefused
from disclosures.editing.signing import sign_off as sign
from disclosures.forms.deciding import PublishForm, SignOffForm
from disclosures.models import Edition
from disclosures.publishing import service
from disclosures.publishing.asking import NO_NOTE, OWN_SIGNATURE, of_checks, taken_back
from disclosures.publishing.gathering import chosen
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import Denied, acting_for, who_signs
from disclosures.views.desk import Desk, publishers_only, with_draft
from disclosures.views.looking import Look, look

ONLY_PUBLISHERS_SIGN = "保密审查由公开岗办理，请由公开岗的同事登录后审查。"
CHANGED = "您打开本页以后内容有了变动，请重新预览、核对后再办理。"


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def sign_off(desk: Desk) -> HttpResponse:
    """Who reviewed it, and for which content. POST signs what the page showed, or nothing."""
    found = look(desk.draft)
    asked = desk.request.POST if desk.request.method == "POST" else None
    if asked is not None:
        publishers_only(desk, ONLY_PUBLISHERS_SIGN)
    form = SignOffForm(asked, initial={"data_hash": found.content})
    if form.is_valid():
        said = form.cleaned_data
        if said["data_hash"] != found.content:
            messages.warning(desk.request, CHANGED)
            return desk.to("sign_off")
        try:
            signed = sign(desk.draft, found.content, desk.user)
        except EditRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                desk.request, f"{signed.reviewer}已完成保密审查，请由另一位公开岗的同事办理公开。"
            )
            return desk.to()
    context = {
        "form": form,
        "look": found,
        "own": _own(desk, found),
        "in_force": desk.is_in_force(found.data_hash),
        "gone": list(taken_back(desk.editions, found.data_hash)) if found.disclosure else [],
    }
    return desk.page(
        "sign_off.html", context | {"who_signs": who_signs(desk.user, desk.district, desk.department)}
    )


def _own(desk: Desk, found: Look) -> bool:
    """Whether this person signed it, and so cannot be who publishes it."""
    return bool(found.signed and found.signed.signed_by_id == desk.user.pk)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def publish(desk: Desk) -> HttpResponse:
    """Publish what the draft says, now or at a time; where something is in force, correct it."""
    publishers_only(desk)
    found, current = look(desk.draft), desk.current
    asked = desk.request.POST if desk.request.method == "POST" else None
    start = {"seen": found.data_hash, "key": uuid4()}
    form = PublishForm(asked, corrects=current is not None, initial=start)
    refused: tuple[str, ...] = ()
    if form.is_valid():
        try:
            edition = _ask(desk, found, form.cleaned_data)
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


def _ask(desk: Desk, found: Look, said: dict) -> Edition:
    key: UUID = said["key"]
    current = desk.current
    about = {"when": said["when"], "key": key, "seen": said["seen"], "note": found.note}
    if current is None:
        return service.ask(desk.draft, desk.user, **about)
    return service.correct(current, desk.user, **about)


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
    told += [*taken_back(desk.editions, found.data_hash), *of_checks(found.disclosure)]
    told += [f"{one.what.place}有疑似{one.what.kind}，请修改，或者写明理由放行。" for one in found.held_up]
    if desk.was_published and not found.note:
        told.append(NO_NOTE)
    if found.signed is None:
        told.append(f"这份内容还没有完成保密审查。{who_signs(desk.user, desk.district, desk.department)}")
    elif _own(desk, found):
        told.append(OWN_SIGNATURE)
    if desk.is_in_force(found.data_hash):
        told.append(f"公开稿的内容与现行的第{desk.current.number}版完全相同，没有需要更正的。")
    return told

"""What the rules and the gate for sensitive content found, before anybody publishes."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from disclosures.editing import EditRefused
from disclosures.editing.signing import let_pass, take_back
from disclosures.views.desk import Desk, with_draft
from disclosures.views.looking import look


@require_safe
@with_draft
def checks(desk: Desk) -> HttpResponse:
    return desk.page("checks.html", {"look": look(desk.draft)})


@require_POST
@with_draft
def check_exception(desk: Desk) -> HttpResponse:
    """Let a found place pass, with the reason; or take that back. Only what is found now can be passed."""
    said = desk.request.POST
    digest = said.get("digest", "")
    if said.get("action") == "take_back":
        took = take_back(desk.draft, digest, desk.user)
        messages.success(desk.request, "已收回放行。" if took else "这一处没有放行过。")
        return desk.to("checks")
    found = look(desk.draft)
    there = next((one.what for one in found.sensitive if one.what.digest == digest), None)
    if there is None:
        messages.info(desk.request, "这一处现在已经没有了，不用放行。")
        return desk.to("checks")
    reason = said.get("reason", "")
    try:
        let_pass(desk.draft, digest, there.place, reason, desk.user)
    except EditRefused as refused:
        context = {"look": found, "wrong": digest, "why": str(refused), "said": reason}
        return desk.page("checks.html", context)
    messages.success(desk.request, f"已放行：{there.place}。理由记入审计记录。")
    return desk.to("checks")

"""What the drafting page's scripts ask: saving, and who else is there."""

from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from budget_site.accounts.models import User
from budget_site.idle import background
from budget_site.json_answers import answers_json, problem
from projects.drafting import journal, presence, received
from projects.drafting.confirming import confirm
from projects.drafting.operations import BadOperation
from projects.drafting.saving import Outcome, SaveRefused, save
from projects.drafting.state import state
from projects.models import TableVersion
from projects.storing import working
from projects.views.finding import writable_or_refuse

PUT_AWAY = "改动已保存，但这个项目随后移入了回收站，或者随导入一起撤销了，现在不能再填；请刷新页面查看。"


@require_POST
@answers_json
def draft_save(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Operations in; the table's revision, conflicts and what others changed out."""
    version = writable_or_refuse(request.user, pk)
    try:
        sent = received.read_save(request.body)
        outcome = _save(version, request.user, sent)
        return JsonResponse(_told(outcome) | {"state": _state(version.pk, request.user, sent.tab)})
    except RequestDataTooBig:
        return problem(413, "too-large", "这次要保存的内容太大，请分几次粘贴；已填的内容留在本机。")
    except BadOperation as error:
        return problem(400, "bad", str(error))
    except SaveRefused as refused:
        return problem(409, "closed", str(refused))
    except TableVersion.DoesNotExist:
        return problem(409, "closed", PUT_AWAY)


@transaction.atomic
def _save(version: TableVersion, user: User, sent: received.Received) -> Outcome:
    """The words first, then what was confirmed of them: all or nothing."""
    outcome = save(version.pk, user, sent.key, sent.base, sent.operations)
    if sent.confirmed:
        confirm(version, sent.confirmed, user)
    return outcome


@require_POST
@answers_json
@background
def draft_presence(request: HttpRequest, pk: UUID) -> JsonResponse:
    """A tab says that it has the table open; it hears who else has, and what they changed."""
    version = writable_or_refuse(request.user, pk)
    try:
        said = received.read_object(request.body)
        tab, revision = received.read_id(said, "tab"), received.read_number(said, "revision")
    except BadOperation as error:
        return problem(400, "bad", str(error))
    if said.get("leaving"):
        presence.leave(request.user, tab)
        return JsonResponse({"left": True})
    presence.report(version, request.user, tab)
    # Only what led to this revision: a save that comes in just now is told the next time.
    answer: dict[str, Any] = {"revision": version.revision, "open": version.is_working}
    answer["others"] = journal.changes_since(version, revision, until=version.revision + 1)
    try:
        return JsonResponse(answer | {"state": _state(version.pk, request.user, tab)})
    except TableVersion.DoesNotExist as gone:
        raise Http404 from gone


def _state(pk: int, user: User, tab: UUID | None) -> dict[str, Any]:
    """TableVersion.DoesNotExist where it was put away or undone since it was asked for."""
    version = TableVersion.objects.visible_to(user).with_rows().get(pk=pk)
    return state(version, working(version), presence.others(version, user, tab))


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
        "revision": outcome.revision,
        "clock": f"{timezone.localtime(outcome.saved_at):%H:%M}",
        "conflicts": outcome.conflicts,
        "others": outcome.others,
    }

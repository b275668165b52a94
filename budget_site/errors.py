"""The pages for what cannot be shown or done, and their JSON for scripts."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from budget_site.json_answers import problem, wants_json
from budget_site.operating import full_disk, request_ids
from budget_site.stores import StoreTrouble

NOT_YOURS = "您目前的任职不能打开这个页面。需要办理这项工作，请联系系统管理员。"
BUSY = "系统一时忙不过来，这一步没有生效，填写的内容请不要关闭。请过半分钟再试。"
BROKEN = "系统出了问题，这一步没有生效，已经记录下来。请稍后再试，仍不行时请把时间和编号告诉系统管理员。"
PAUSE = 30  # seconds: a restart of the database is over by then, and so is most of a crowd
_KINDS = {  # status, title, sentence
    "full": (507, "磁盘已满", full_disk.SENTENCE),
    "busy": (503, "系统忙", BUSY),
    "broken": (500, "暂时打不开", BROKEN),
}
TOO_OLD = "页面停留过久，这次提交没有生效，请刷新后再试。"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what is not there and for what is not yours to see."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For a wrong role: the text of the PermissionDenied is the sentence shown."""
    return render(request, "403.html", {"sentence": str(exception) or NOT_YOURS}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page older than the last sign-in, mostly; a script gets a new token from `sign_in_again`."""
    if wants_json(request):
        return problem(403, "page-too-old", TOO_OLD)
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """507 where a disk is full. 503 where database or store are away, or give up on something slow:
    trying again helps. Else 500.

    It asks neither database nor session, and tells by what name the request stands in the log.
    """
    kind = _kind(sys.exc_info()[1])
    status, title, sentence = _KINDS[kind]
    if wants_json(request):
        answer = problem(status, kind, sentence)
    else:
        words = {"kind": kind, "sentence": sentence, "name": request_ids.current(), "title": title}
        answer = HttpResponse(render_to_string("500.html", words), status=status)
    if kind == "busy":
        answer["Retry-After"] = PAUSE
    return answer


def _kind(error: BaseException | None) -> str:
    if full_disk.is_full(error):
        return "full"
    return "busy" if isinstance(error, OperationalError | InterfaceError | StoreTrouble) else "broken"

"""The pages for what cannot be shown or done, and their JSON for scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budget_site.json_answers import problem, wants_json

NOT_YOURS = "您目前的任职不能打开这个页面。需要办理这项工作，请联系系统管理员。"
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

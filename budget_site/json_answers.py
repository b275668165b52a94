"""Answers to the scripts of our own pages: every refusal is JSON, with a sentence for the person who waits.

`{"error": code, "message": sentence}`, where the code is one of `signed-out` (401), `change-password`,
`second-factor` and `confirm-first` (403: something is to be done on a page first), `page-too-old` (the CSRF
token, 403), `refused` (403), `not-found` (404), `locked` and `too-often` (429), `broken` (500) and `busy`
(503).
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

View = Callable[..., HttpResponse]


def problem(status: int, error: str, message: str, **more) -> JsonResponse:
    return JsonResponse({"error": error, "message": message} | more, status=status)


def answers_json(view: View) -> View:
    """For a view that a script calls. Who is signed out gets a 401 here, not the sign-in page.

    The usual protection stays on: nothing needs to be checked inside, and `Http404` and `PermissionDenied`
    (its text is the sentence) may be raised as ever. Stands above or below `require_POST` and the like.
    """

    @wraps(view)
    def answering(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return problem(404, "not-found", "没有找到这项内容，可能已被删除，或者不在您的查看范围内。")
        except PermissionDenied as error:
            return problem(403, "refused", str(error) or "您目前的岗位不能办理这一步，请联系系统管理员。")

    answering.answers_json = True
    return answering


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks and not a person who turns pages: by the view, by htmx, or by `Accept`."""
    match = request.resolver_match
    if match is not None and getattr(match.func, "answers_json", False):
        return True
    if "HX-Request" in request.headers and "HX-Boosted" not in request.headers:
        return True  # htmx would put a whole page into a part of one
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"

"""Where one is signed in oneself, and signing out there from here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from budget_site.accounts.confirming import sensitive
from budget_site.guarding import sessions as kept
from budget_site.guarding.models import Why


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """All live sessions of one's own, this one first."""
    here = kept.hashed(request.session.session_key)
    rows = sorted(kept.live(request.user), key=lambda one: one.key != here)
    others = sum(one.key != here for one in rows)
    return render(request, "registration/sessions.html", {"rows": rows, "here": here, "others": others})


@sensitive
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """One of one's own; this very one goes by signing out."""
    one = get_object_or_404(kept.live(request.user), pk=pk)
    if one.key == kept.hashed(request.session.session_key):
        messages.info(request, "这是您正在使用的登录，退出请点右上角的“退出”。")
    else:
        kept.end(kept.live(request.user).filter(pk=pk), request.user, Why.ELSEWHERE, request.user)
        messages.success(request, f"{one.device}（{one.address}）上的登录已退出。")
    return redirect("sessions")


@sensitive
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    count = kept.end_others(request.user, request.session.session_key, Why.ELSEWHERE, request.user)
    told = f"其他 {count} 处的登录已全部退出，只有这里还在使用。" if count else "除了这里，没有别处的登录。"
    messages.success(request, told)
    return redirect("sessions")

"""For 系统管理员: the people of one's districts, and help when they cannot sign in."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from budget_site.accounts import lockout, services
from budget_site.accounts.confirming import sensitive
from budget_site.accounts.models import Assignment, Role, User

DORMANT_DAYS = 90  # an account that nobody has used for so long is shown, so that its keeper asks whose it is
NOT_A_KEEPER = "“人员”页面由系统管理员使用。需要重置密码或解锁账号，请联系本区划的系统管理员。"
TOLD_ONCE = "initial_password"  # in the keeper's session, until the page has shown it


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the list shows them, and what may be done there."""

    user: User
    places: list[Assignment]
    elsewhere: bool
    locked: bool
    kept: bool
    seen: str
    dormant: bool


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works in one's districts. A new password is shown on one visit, and never again."""
    refuse_others(request)
    told = request.session.pop(TOLD_ONCE, None) if request.method == "GET" else None
    rows = _rows(request.user)
    dormant = [row.user for row in rows if row.dormant]
    context = {"rows": rows, "told": told, "dormant": dormant, "days": DORMANT_DAYS}
    return render(request, "registration/people.html", context)


def _rows(keeper: User) -> list[Row]:
    districts = set(keeper.districts_as(Role.SYSTEM_ADMIN).values_list("pk", flat=True))
    places = ("assignments__district", "assignments__department__district")
    found = list(services.people_of(keeper).prefetch_related(*places))
    kept = set(services.kept_by(keeper).values_list("pk", flat=True))
    locked = lockout.locked(user.get_username() for user in found)
    rows = []
    for user in found:
        held = user.assignments.all()
        here = [one for one in held if (one.district or one.department.district).pk in districts]
        elsewhere, shut = len(here) < len(held), user.get_username() in locked
        mark, dormant = services.password_mark(user), _dormant(user)
        rows.append(Row(user, here, elsewhere, shut, user.pk in kept, mark, dormant))
    return rows


def _dormant(user: User) -> bool:
    last = user.last_login or user.date_joined
    return user.is_active and last < timezone.now() - timedelta(days=DORMANT_DAYS)


@sensitive
@require_POST
def person(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """One of ACTIONS for one person; a refusal is told on the list."""
    refuse_others(request)
    user = get_object_or_404(services.people_of(request.user), pk=pk)
    if action not in ACTIONS:
        raise Http404
    try:
        if told := ACTIONS[action](request, user):
            messages.success(request, told)
    except services.AccountRefused as refused:
        messages.error(request, str(refused))
    return redirect("people")


def refuse_others(request: HttpRequest) -> None:
    if not request.user.districts_as(Role.SYSTEM_ADMIN).exists():
        raise PermissionDenied(NOT_A_KEEPER)


def _new_password(request: HttpRequest, user: User) -> None:
    """The list itself tells it, with the password."""
    password = services.reset_password(user, request.user, request.POST.get("seen"))
    request.session[TOLD_ONCE] = {"name": str(user), "password": password}


def _close(request: HttpRequest, user: User) -> str:
    services.set_active(user, False, request.user)
    return f"{user}的账号已停用，不能再登录；任职和做过的工作都还在。"


def _open(request: HttpRequest, user: User) -> str:
    services.set_active(user, True, request.user)
    return f"{user}的账号已启用，可以登录了。"


def _unlock(request: HttpRequest, user: User) -> str:
    services.unlock(user, request.user)
    return f"{user}的账号已解锁，现在就可以再试。"


def _sign_out(request: HttpRequest, user: User) -> str:
    if count := services.sign_out(user, request.user):
        return f"{user}在 {count} 处的登录已全部结束，要继续使用须重新登录。"
    return f"{user}现在没有在任何地方登录。"


def _second_factor(request: HttpRequest, user: User) -> str:
    if not services.reset_second_factor(user, request.user):
        return f"{user}没有设置第二重验证，不用重置。"
    return f"{user}的第二重验证已重置：下次登录只用密码，登录后可以重新设置。已通知本人。"


ACTIONS = {
    "password": _new_password,
    "second-factor": _second_factor,
    "close": _close,
    "open": _open,
    "unlock": _unlock,
    "sign-out": _sign_out,
}

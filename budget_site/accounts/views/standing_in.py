"""委托代办: one's own, and for those whose accounts one keeps."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from budget_site.accounts import delegating
from budget_site.accounts.confirming import sensitive
from budget_site.accounts.forms.working_together import DelegationForm
from budget_site.accounts.models import Assignment, Delegation, User
from budget_site.accounts.models.people import CONTENT_ROLES
from budget_site.accounts.services import kept_by
from budget_site.row_keys import row_key

GOING_ON = ("代办中", "还没开始")


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom, and the form for a new one where there is work on tables to delegate."""
    giver = _giver(request)
    form = _form(request, giver) if delegating.districts_of(giver).exists() else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = delegating.delegate(giver, **form.cleaned_data, by=request.user)
        except delegating.DelegationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"已委托{made.holder}代办，到期自动结束，也可以提前结束。")
            return redirect("delegations")
    context = {"rows": _rows(request.user), "form": form, "giver": giver, "givers": _givers(request.user)}
    return render(request, "registration/delegations.html", context)


def _givers(user: User) -> QuerySet[User]:
    """For whom this person may arrange it: oneself, and those kept who work on tables."""
    at_work = Assignment.objects.filter(role__in=CONTENT_ROLES).values("user")
    found = Q(pk=user.pk) | Q(pk__in=kept_by(user).filter(pk__in=at_work))
    return User.objects.filter(found).order_by("username")


def _giver(request: HttpRequest) -> User:
    asked = request.POST.get("giver") or request.GET.get("giver") or str(request.user.pk)
    key = row_key(asked)
    if key is None:
        raise Http404
    return get_object_or_404(_givers(request.user), pk=key)


def _form(request: HttpRequest, giver: User) -> DelegationForm:
    return DelegationForm(request.POST or None, holders=delegating.holders_for(giver))


def _rows(user: User) -> list[tuple[Delegation, str, bool]]:
    """Each with how it stands, and whether this person may end it."""
    mine = set(_givers(user).values_list("pk", flat=True))
    found = ((one, _standing(one)) for one in delegating.concerning(user))
    return [(one, how, how in GOING_ON and one.giver_id in mine) for one, how in found]


def _standing(one: Delegation) -> str:
    today = timezone.localdate()
    if one.ended_at:
        return "已提前结束"
    if one.last < today:
        return "已到期"
    return "还没开始" if one.first > today else "代办中"


@require_POST
def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """By the giver, or by who keeps the giver's account."""
    mine = delegating.concerning(request.user).filter(giver__in=_givers(request.user))
    one = get_object_or_404(mine, pk=pk)
    delegating.end(one, request.user)
    messages.success(request, f"{one.holder}不再代{one.giver}办理。")
    return redirect("delegations")

"""委托代办: for some days a colleague acts in somebody's place, shown as 代, in every role on tables."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from budget_site.accounts.models import Assignment, Delegation, District, User
from budget_site.accounts.models.people import APART, CONTENT_ROLES
from budget_site.accounts.services import kept_by
from budget_site.trail.recording import Action, record

MOST_DAYS = 92
delegated = Signal()  # delegation: made just now, in this transaction


class DelegationRefused(Exception):
    """Nothing was changed; str() is one sentence that says why and what to do."""


def may_delegate(user: User, giver: User) -> bool:
    """For oneself, or for those whose account one keeps."""
    return user == giver or kept_by(user).filter(pk=giver.pk).exists()


def districts_of(user: User) -> QuerySet[District]:
    """Where somebody's own roles on tables lie; those that others delegated do not count."""
    held = Assignment.objects.filter(user=user, role__in=CONTENT_ROLES)
    return District.objects.filter(
        Q(pk__in=held.values("district")) | Q(pk__in=held.values("department__district"))
    )


def holders_for(giver: User) -> QuerySet[User]:
    """Who may stand in: works on tables wherever the giver does, and keeps neither accounts nor the trail.

    Whoever keeps accounts could else open the tables of a district to themselves.
    """
    found = User.objects.filter(is_active=True, is_system=False).exclude(pk=giver.pk)
    for district in districts_of(giver):
        held = Assignment.objects.filter(role__in=CONTENT_ROLES)
        here = held.filter(Q(district=district) | Q(department__district=district))
        found = found.filter(pk__in=here.values("user"))
    return found.exclude(pk__in=Assignment.objects.filter(role__in=APART).values("user")).order_by("username")


@transaction.atomic
def delegate(giver: User, holder: User, first: date, last: date, by: User, note: str = "") -> Delegation:
    """Both days included. The same again is the same; DelegationRefused says why it cannot be."""
    User.objects.select_for_update(no_key=True).get(pk=giver.pk)  # two clicks: one after the other
    if reason := _against(giver, holder, first, last, by):
        raise DelegationRefused(reason)
    said = {"giver": giver, "holder": holder, "first": first, "last": last}
    if same := Delegation.objects.filter(**said, ended_at=None).first():
        return same
    made = Delegation.objects.create(**said, note=note, made_by=by)
    _record(made, by, "委托")
    delegated.send(Delegation, delegation=made)
    return made


def _against(giver: User, holder: User, first: date, last: date, by: User) -> str:
    if not may_delegate(by, giver):
        return f"{giver}的代办由本人或维护其账号的系统管理员办理。"
    if holder == giver:
        return "不能委托给本人，请选择另一位同事。"
    if not giver.is_active or not districts_of(giver).exists():
        return f"{giver}现在没有填报、审核等业务角色，不用委托代办。"
    if last < first:
        return "结束日期早于开始日期，请核对。"
    if first < timezone.localdate():
        return "开始日期已经过去，请从今天或以后的日期开始。"
    if last - first >= timedelta(days=MOST_DAYS):
        return f"一次最多委托{MOST_DAYS}天；人员变动请办理工作移交。"
    if not holders_for(giver).filter(pk=holder.pk).exists():
        return f"{holder}不能代办：代办人要在同一区划有业务角色、账号正常，并且不是系统管理员或审计员。"
    return ""


@transaction.atomic
def end(delegation: Delegation, by: User) -> None:
    """From this moment on. A second time changes nothing."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if not may_delegate(by, delegation.giver):
        raise DelegationRefused(f"{delegation.giver}的代办由本人或维护其账号的系统管理员办理。")
    if delegation.ended_at or delegation.last < timezone.localdate():
        return
    delegation.ended_at = timezone.now()
    delegation.save(update_fields=["ended_at"])
    _record(delegation, by, "提前结束")


def concerning(user: User) -> QuerySet[Delegation]:
    """Those that somebody gave or holds, and those of the people whose accounts one keeps; latest first."""
    mine = Q(giver=user) | Q(holder=user) | Q(giver__in=kept_by(user))
    return Delegation.objects.filter(mine).select_related("giver", "holder", "made_by")


def _record(delegation: Delegation, by: User, note: str) -> None:
    """In the chain of each district that it opens; else in the installation's."""
    told = {
        "委托人": str(delegation.giver),
        "代办人": str(delegation.holder),
        "开始日期": delegation.first,
        "结束日期": delegation.last,
        "说明": delegation.note,
    }
    for district in list(districts_of(delegation.giver)) or [None]:
        record(Action.DELEGATION, by=by, district=district, about=delegation, after=told, note=note)

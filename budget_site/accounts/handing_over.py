"""工作移交: when somebody leaves, a successor takes over the roles on tables; what was done stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from budget_site.accounts.models import Assignment, Delegation, User
from budget_site.accounts.models.people import APART, CONTENT_ROLES
from budget_site.accounts.services import AccountRefused, kept_by, people_of
from budget_site.trail.recording import Action, record

handed_over = Signal()  # leaver, successor, places (Assignments that moved), by; in this transaction


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves: the leaver's roles, those of them that are new to the successor, delegations that end."""

    roles: list[Assignment]
    new: list[Assignment]
    delegations: list[Delegation]
    closes: bool

    @property
    def anything(self) -> bool:
        return bool(self.roles or self.delegations or self.closes)


def leavers_of(keeper: User) -> QuerySet[User]:
    """Whose work this person may hand over."""
    return kept_by(keeper)


def successors_of(leaver: User, keeper: User) -> QuerySet[User]:
    """Active people of the keeper's districts: not the keeper, and nobody who keeps accounts or audits."""
    apart = Assignment.objects.filter(role__in=APART).values("user")
    found = people_of(keeper).filter(is_active=True).exclude(pk__in=(leaver.pk, keeper.pk))
    return found.exclude(pk__in=apart)


def plan(leaver: User, successor: User, close: bool) -> Moved:
    """What would move now."""
    places = ("district", "department__district")
    roles = list(leaver.assignments.filter(role__in=CONTENT_ROLES).select_related(*places))
    has = set(successor.assignments.values_list("role", "district", "department"))
    new = [one for one in roles if (one.role, one.district_id, one.department_id) not in has]
    theirs = Delegation.objects.filter(Q(giver=leaver) | Q(holder=leaver))
    going_on = theirs.filter(ended_at=None, last__gte=timezone.localdate())
    return Moved(roles, new, list(going_on.select_related("giver", "holder")), close and leaver.is_active)


@transaction.atomic
def hand_over(leaver: User, successor: User, by: User, close: bool) -> Moved:
    """Everything or nothing; a second time moves nothing. 系统管理员 and 审计员 are nobody's to hand over."""
    both = User.objects.select_for_update().filter(pk__in=(leaver.pk, successor.pk)).order_by("pk")
    found = {user.pk: user for user in both}
    leaver, successor = found[leaver.pk], found[successor.pk]
    if not leaver.assignments.exists() and not leavers_of(by).filter(pk=leaver.pk).exists():
        return Moved([], [], [], False)  # the second click of two: nothing is left, nothing is told
    _refuse(leaver, successor, by)
    moved = plan(leaver, successor, close)
    for one in moved.new:
        made = Assignment(user=successor, role=one.role, district=one.district, department=one.department)
        made.changed_by = by  # whoever keeps a record of the save asks for it
        made.save()
    for one in moved.roles:
        one.changed_by = by
        one.delete()
    Delegation.objects.filter(pk__in=[one.pk for one in moved.delegations]).update(ended_at=timezone.now())
    if moved.closes:
        leaver.is_active, leaver.changed_by = False, by
        leaver.save(update_fields=["is_active"])
    if moved.anything:
        _tell(leaver, successor, moved, by)
    return moved


def _refuse(leaver: User, successor: User, by: User) -> None:
    if leaver == by:
        raise AccountRefused("自己的工作请由另一位系统管理员办理移交。")
    if not leavers_of(by).filter(pk=leaver.pk).exists():
        raise AccountRefused(
            f"{leaver}的账号不归您维护：此人不在您管理的区划任职，或者还在别处任职、管理网站。请联系网站的维护人员。"
        )
    if not successor.is_active:
        raise AccountRefused(f"{successor}的账号已停用，不能接手工作，请另选一位同事，或先启用账号。")
    if not successors_of(leaver, by).filter(pk=successor.pk).exists():
        raise AccountRefused(
            f"{successor}不能接手：接手人要在您管理的区划任职，不能是您自己，也不能是系统管理员或审计员。"
        )


def _tell(leaver: User, successor: User, moved: Moved, by: User) -> None:
    """In the chain of each district whose roles moved; of an account without a role in the installation's."""
    by_district: dict[int | None, list[Assignment]] = {}
    for one in moved.roles:
        by_district.setdefault(one.district_id or one.department.district_id, []).append(one)
    for district, roles in (by_district or {None: []}).items():
        after = {"接手人": str(successor), "移交的任职": named(roles), "停用账号": moved.closes}
        after["结束的代办"] = [str(one) for one in moved.delegations]
        record(Action.HAND_OVER, by=by, district=district, about=leaver, after=after)
    handed_over.send(User, leaver=leaver, successor=successor, places=moved.roles, by=by)


def named(roles: Iterable[Assignment]) -> Sequence[str]:
    return [f"{one.department or one.district} {one.get_role_display()}" for one in roles]

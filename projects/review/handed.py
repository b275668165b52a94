"""What becomes of one's work and account is told by notice; accounts know nothing of notices."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.delegating import delegated, districts_of
from budget_site.accounts.handing_over import handed_over
from budget_site.accounts.models import Assignment, Delegation, District, User
from budget_site.accounts.signals import second_factor_reset
from projects.days import day
from projects.models import Notice
from projects.review.notices import tell


def connect() -> None:
    delegated.connect(_tell_of_delegation, dispatch_uid="notices")
    handed_over.connect(_tell_of_hand_over, dispatch_uid="notices")
    second_factor_reset.connect(_tell_of_reset, dispatch_uid="notices")


def _tell_of_delegation(delegation: Delegation, **more: Any) -> None:
    """The one who stands in; and the giver, where somebody else arranged it."""
    district = districts_of(delegation.giver).first()
    days = f"{day(delegation.first)}至{day(delegation.last)}"
    told = f"{days}由{delegation.holder}代{delegation.giver}办理表格事项，办理时显示“代{delegation.giver}”。"
    people = [delegation.holder, delegation.giver]
    page = reverse("delegations")
    tell(
        [_notice(one, told, district, page) for one in people if one != delegation.made_by],
        delegation.made_by,
    )


def _tell_of_hand_over(leaver: User, successor: User, places: Sequence[Assignment], by: User, **more) -> None:
    if places:
        first = places[0]
        district = first.district or first.department.district
        told = f"{leaver}的工作已移交给您，等您办理的表在“待办”里。"
        tell([_notice(successor, told, district, reverse("inbox"))], by)


def _tell_of_reset(user: User, by: User, **more: Any) -> None:
    """Whose it is: a reset that nobody asked for is noticed. Who works nowhere has the trail alone."""
    held = user.assignments.select_related("district", "department__district").first()
    if held is not None:
        told = f"您的第二重验证已由{by}重置，登录只用密码。不是您要求的，请立即更改密码并联系系统管理员。"
        district = held.district or held.department.district
        tell([_notice(user, told, district, reverse("second_factor"), Notice.Kind.ACCOUNT)], by)


def _notice(person: User, text: str, district: District, page: str, kind: str = Notice.Kind.HANDED) -> Notice:
    year = timezone.localdate().year
    return Notice(kind=kind, text=text, district=district, year=year, person=person, page=page)

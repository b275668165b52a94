"""Who may publish: 公开岗 of the publisher, and nobody who passed a table that is published (四眼)."""

from collections.abc import Iterable

from django.db.models import Q

from budget_site.accounts.models import Assignment, Department, District, Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.models import ReviewEvent, TableVersion
from projects.workflow import Action

PASSED = (Action.PASS, Action.APPROVE, Action.REPLY)
NOT_PUBLISHER = "只有公开岗可以办理公开，请由公开岗的同事办理。"
HAD_HAND = "您（或您所代的人）审核、批复过其中的表，不能再办理公开，请由另一位公开岗的同事办理。"
NOT_SECOND = "须由财政局另一位任其他岗位的同事同意，才能删除已公开的内容。"


def publishers(user: User, district: District, department: Department | None) -> list[User]:
    """As whom the person is 公开岗 there: oneself first, then those whom one stands in for."""
    held = _held(user, {Role.PUBLISHER}).filter(_there(district, department))
    return sorted({one.user for one in held}, key=lambda one: (one.pk != user.pk, one.pk))


def may_publish(user: User, district: District, department: Department | None) -> bool:
    return bool(publishers(user, district, department))


def second_publishers(user: User, district: District, department: Department | None) -> list[User]:
    """Who else may sign what this person publishes: every other 公开岗 there, by name."""
    others = User.objects.filter(is_active=True, assignments__role=Role.PUBLISHER).exclude(pk=user.pk)
    found = others.filter(_there(district, department, "assignments__"))
    return list(found.distinct().order_by("name", "pk"))


def who_signs(user: User, district: District, department: Department | None) -> str:
    """A sentence for who asks to publish: by whom 保密审查 can be given."""
    if others := second_publishers(user, district, department):
        return f"保密审查由另一位公开岗的同事登录后办理：{'、'.join(one.name for one in others)}。"
    return "保密审查须由另一位公开岗的同事登录后办理，现在没有这样的账号，请系统管理员添加。"


def _there(district: District, department: Department | None, prefix: str = "") -> Q:
    here = Q(**{f"{prefix}district": district})
    if department:
        own = Q(**{f"{prefix}department": department})
        here |= own | Q(**{f"{prefix}department__predecessors": department})
    return here


def acting_for(user: User, district: District, department: Department | None, versions: Iterable) -> User:
    """As whom the person publishes these versions: oneself, or whom one stands in for. Denied otherwise."""
    as_whom = publishers(user, district, department)
    if not as_whom:
        raise Denied(NOT_PUBLISHER)
    passed = who_passed(versions)
    clean = [one for one in as_whom if one.pk not in passed]
    if user.pk in passed or not clean:
        raise Denied(HAD_HAND)
    return clean[0]


class Denied(Exception):
    """The sentence says why this person may not."""


def who_passed(versions: Iterable[TableVersion]) -> set[int]:
    """Who passed, approved or replied one of them, and for whom."""
    steps = ReviewEvent.objects.filter(version__in=list(versions), action__in=PASSED).order_by()
    pairs = steps.values_list("by", "on_behalf_of")
    return {one for pair in pairs for one in pair} - {None}


def may_consent(second: User, first: User, for_whom: User | None, district: District) -> bool:
    """Whether the second person is another one, of another role of the bureau, and acts for another one."""
    parties = {first.pk, *([for_whom.pk] if for_whom else [])}
    held = _held(second, FINANCE_ROLES).filter(district=district)
    return second.pk not in parties and any(one.user_id not in parties for one in held)


def _held(user: User, roles: Iterable[Role]):
    if not user.is_authenticated:
        return Assignment.objects.none()
    return user.content_assignments().filter(role__in=roles).select_related("user")

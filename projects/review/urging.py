"""催办: one click reminds whose turn it is, at most once a day for each project."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.days import day
from projects.models import Notice, Status, TableVersion
from projects.models.version import OPEN
from projects.review.notices import about, called, tell, whose
from projects.review.turns import own_turn

URGERS = FINANCE_ROLES | {Role.HEAD}
_WHAT = {
    Status.DRAFT: "还没有送审",
    Status.RETURNED: "退回后还没有重新送审",
    Status.UNIT_REVIEW: "等待单位审核",
    Status.BUSINESS_REVIEW: "等待业务审核",
    Status.PERFORMANCE_REVIEW: "等待绩效审核",
    Status.APPROVED: "等待批复",
}
NOT_YOURS = "催办由财政部门或本单位负责人办理，其中 {count} 个项目您不能催办。"
NOBODYS = "其中 {count} 个项目没有等待办理的环节，不用催办。"
YOUR_OWN = "其中 {count} 个项目正等您自己办理，请在“待办”里查看。"
TODAY = "其中 {count} 个项目今天已经催办过，请明天再催。"


@dataclass(frozen=True, slots=True)
class Urged:
    """For how many projects somebody was told, and why not for the others, a sentence for each reason."""

    told: int
    reasons: list[str]


@transaction.atomic
def urge(versions: Sequence[TableVersion], by: User) -> Urged:
    """Remind whose turn these tables are. A second click on the same day changes nothing."""
    asked = [version.pk for version in versions]
    seen = TableVersion.objects.visible_to(by).filter(pk__in=asked)
    locked = seen.select_for_update(of=("self",)).order_by("pk")
    beside = locked.select_related("project__district", "project__department")
    found = list(beside.prefetch_related("project__department__former_names"))
    judge = _Judge(found, by)
    why = {version.pk: judge.reason(version) for version in found}
    told = [_notice(version, by) for version in found if not why[version.pk]]
    tell(told, by)
    counted = Counter(why.get(pk, NOT_YOURS) for pk in asked)
    return Urged(
        len(told), [reason.format(count=counted[reason]) for reason in _ORDER if counted.get(reason)]
    )


_ORDER = (NOT_YOURS, NOBODYS, YOUR_OWN, TODAY)


class _Judge:
    """What stands against urging each of some tables, asked of the database once for all of them."""

    def __init__(self, versions: Sequence[TableVersion], by: User) -> None:
        pks = [version.pk for version in versions]
        those = TableVersion.objects.filter(pk__in=pks)
        self._allowed = set(those.filter(those.within(by.acting(URGERS))).values_list("pk", flat=True))
        self._own = set(own_turn(by.acting()).filter(pk__in=pks).values_list("pk", flat=True))
        morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        urged = Notice.objects.filter(kind=Notice.Kind.URGED, at__gte=morning)
        projects = [version.project_id for version in versions]
        self._urged = set(urged.filter(project__in=projects).values_list("project", flat=True))

    def reason(self, version: TableVersion) -> str:
        """Empty where nothing does."""
        if version.pk not in self._allowed:
            return NOT_YOURS
        if version.status not in OPEN:
            return NOBODYS
        if version.pk in self._own:
            return YOUR_OWN
        return TODAY if version.project_id in self._urged else ""


def _notice(version: TableVersion, by: User) -> Notice:
    since = timezone.localtime(version.status_since)
    what = _WHAT[version.status]
    text = f"{by}提醒您：{called(version.project)}自{day(since)}起{what}，请尽快办理。"
    return about(version.project, whose(version, Status(version.status)), Notice.Kind.URGED, text)

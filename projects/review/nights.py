"""What the machine room does by night and did not finish is told to people, and that it is well again.

To whoever is 系统管理员 of a district that has none above it here: where a county stands alone, its own;
where a city hosts its counties, the city's. They see no table, so each is told as a person.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Assignment, District, Role, User
from projects.days import moment
from projects.models import Notice, NoticeRead
from projects.review.notices import tell

NIGHTS = {"budget-backup": "每晚备份", "budget-verify": "每天核验"}  # by the unit that does it


class NobodyToTell(Exception):
    """Nobody holds the role; str() says what to do."""


@transaction.atomic
def failed(unit: str) -> list[User]:
    """Who is told now: nobody a second time on one day, while it goes on failing."""
    keepers = _keepers()
    if not keepers:
        raise NobodyToTell(
            "还没有可以通知的人，请在系统管理页面（/admin/）给一位同事“系统管理员”的任职，区划选最上一级的。"
        )
    told = _not_well_since(unit)
    first, last = told.first(), told.last()
    if last and timezone.localdate(last.at) == timezone.localdate():
        return []
    since = _moment(first.at if first else timezone.now())
    text = (
        f"{_called(unit)}从{since}起没有正常完成。请服务器的维护人员用 journalctl -u {unit} -n 50 查看原因，"
        "照 docs/operations.md 里夜间故障的一节处理。点“查看”看说明；恢复以后会再告诉您。"
    )
    tell([_notice(user, district, text, _page(unit, "failed")) for user, district in keepers.items()], None)
    return list(keepers)


@transaction.atomic
def well(unit: str) -> list[User]:
    """Who had been told that it failed is told that it is over, and need not read the rest."""
    told = list(_not_well_since(unit).select_related("person", "district"))
    if not told:
        return []
    NoticeRead.objects.bulk_create(
        [NoticeRead(notice=one, user=one.person) for one in told], ignore_conflicts=True
    )
    since, now = _moment(told[0].at), _moment(timezone.now())
    text = f"{_called(unit)}已恢复正常：从{since}起没有正常完成，{now}又成功了。"
    people = {one.person: one.district for one in told}
    tell([_notice(user, district, text, _page(unit, "well")) for user, district in people.items()], None)
    return list(people)


def _keepers() -> dict[User, District]:
    """Each with the district for which the notice is kept."""
    held = Assignment.objects.filter(
        role=Role.SYSTEM_ADMIN, district__isnull=False, district__parent=None, user__is_active=True
    )
    found = held.select_related("user", "district").order_by("-district__code", "-pk")
    return {one.user: one.district for one in found}


def _not_well_since(unit: str) -> QuerySet[Notice]:
    """The notices of failures since it was last well, the oldest first."""
    notices = Notice.objects.filter(kind=Notice.Kind.RUNNING).order_by("at", "pk")
    told, over = notices.filter(page=_page(unit, "failed")), notices.filter(page=_page(unit, "well")).last()
    return told.filter(at__gt=over.at) if over else told


def _page(unit: str, what: str) -> str:
    """What the handbook says of it; the question in the address is by which the notices are found again."""
    return f"{reverse('handbook_chapter', args=['administrator'])}?{what}={unit}#night"


def _notice(user: User, district: District, text: str, page: str) -> Notice:
    year = timezone.localdate().year
    return Notice(kind=Notice.Kind.RUNNING, text=text, district=district, year=year, person=user, page=page)


def _called(unit: str) -> str:
    return f"服务器的{NIGHTS[unit]}（{unit}）"


def _moment(at: datetime) -> str:
    return moment(timezone.localtime(at))

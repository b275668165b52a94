"""From which day the 20 days of publication run, as 预算科 enters it."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import Department, District, Role, User
from budget_site.trail.recording import Action, differing, record
from disclosures.editing.refused import EditMoved, EditRefused, seen
from disclosures.models import DisclosureClock

DAYS = 20  # calendar days, the first of them the day after


def may_set(user: User, district: District) -> bool:
    return Role.REPLIER in user.roles_in(district)


def due(clock: DisclosureClock) -> date:
    """The last day to publish."""
    return clock.began + timedelta(days=DAYS)


def clocks_of(district: District, year: int) -> dict[int | None, DisclosureClock]:
    """By department; None is the district's own."""
    return {one.department_id: one for one in DisclosureClock.objects.filter(district=district, year=year)}


def as_seen(clocks: dict[int | None, DisclosureClock]) -> str:
    return seen(sorted((key or 0, clock.began.isoformat()) for key, clock in clocks.items()))


@transaction.atomic
def set_clocks(
    district: District,
    year: int,
    whose: Collection[Department | None],
    began: date | None,
    *,
    was: str,
    user: User,
) -> int:
    """The same day for each of these publishers; None takes it away. How many were changed."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    _refuse_day(began, year)
    clocks = clocks_of(district, year)
    before = _told(clocks)
    if not whose:
        raise EditRefused("请先勾选这一天适用于谁。")
    changed = [one for one in whose if _began(clocks.get(one and one.pk)) != began]
    if changed and as_seen(clocks) != was:
        raise EditMoved("您打开本页以后，有人改过起算日。页面已更新，请核对后再保存。", clocks)
    for one in changed:
        place = {"district": district, "department": one, "year": year}
        if began is None:
            DisclosureClock.objects.filter(**place).delete()
        else:
            DisclosureClock.objects.update_or_create(**place, defaults={"began": began, "entered_by": user})
    if changed:
        about = ("disclosures.disclosureclock", f"{district.code}/{year}", f"{district}{year}年公开时限")
        difference = differing(before, _told(clocks_of(district, year)))
        record(
            Action.PUBLICATION, by=user, district=district, about=about, note="公开时限起算日", **difference
        )
    return len(changed)


def _refuse_day(began: date | None, year: int) -> None:
    if began and not year - 2 < began.year < year + 2:
        raise EditRefused("起算日离预算年度太远，请核对年月日。")
    if began and began > timezone.localdate():
        raise EditRefused("起算日还没有到，请在人代会批准或批复以后登记。")


def _began(clock: DisclosureClock | None) -> date | None:
    return clock.began if clock else None


def _told(clocks: dict[int | None, DisclosureClock]) -> dict[str, str]:
    return {str(clock.department or clock.district): clock.began.isoformat() for clock in clocks.values()}

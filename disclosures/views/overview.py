"""Where a disclosure stands: the steps to publication, the editions so far, the clock, the register."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from disclosures.editing import clocks
from disclosures.editing.drafts import begin as begin_draft
from disclosures.models import DisclosureClock, DisclosureDraft, Edition, RegisterEntry
from disclosures.publishing.clocks import SETTLES
from disclosures.views.desk import Desk, at_desk
from disclosures.views.keeping import entries
from disclosures.views.looking import look
from disclosures.views.steps import next_of, steps_of


@require_safe
@at_desk
def overview(desk: Desk) -> HttpResponse:
    found = look(desk.draft) if desk.draft else None
    steps = steps_of(desk, found) if found else []
    whose = desk.department and desk.department.pk
    clock, settled = _clocks(desk).get(whose), _settled(desk)
    context = {
        "look": found,
        "steps": steps,
        "next": next_of(steps),
        "editions": list(desk.editions),
        "entries": list(entries(desk)),
        "clock": clock,
        "due": clocks.due(clock) if clock else None,
        "settled": whose in settled,
        "today": timezone.localdate(),
        "enters_clock": clocks.may_set(desk.user, desk.district),
        "departments": [] if desk.department else _departments(desk, settled),
    }
    return desk.page("overview.html", context)


@require_POST
@at_desk
def begin(desk: Desk) -> HttpResponse:
    """The draft, once."""
    if desk.draft is None:
        begin_draft(desk.district, desk.department, desk.year, desk.user)
        messages.success(desk.request, "已按规定的章节和官方写法生成公开稿。")
    return desk.to()


def _clocks(desk: Desk) -> dict[int | None, DisclosureClock]:
    seen = DisclosureClock.objects.visible_to(desk.user).filter(district=desk.district, year=desk.year)
    return {one.department_id: one for one in seen}


def _settled(desk: Desk) -> set[int | None]:
    """Whose clock no longer counts down: why not, or where else, is in the register; None is the district."""
    seen = RegisterEntry.objects.visible_to(desk.user).filter(SETTLES, district=desk.district, year=desk.year)
    return set(seen.values_list("department", flat=True))


def _departments(desk: Desk, settled: set[int | None]) -> list[dict]:
    """Each department's own disclosure, for who composes the district's: in a fixed number of queries."""
    here = {"district": desk.district, "year": desk.year, "department__isnull": False}
    begun = set(
        DisclosureDraft.objects.visible_to(desk.user).filter(**here).values_list("department", flat=True)
    )
    current = Edition.objects.visible_to(desk.user).filter(**here, state=Edition.State.PUBLISHED)
    editions = {one.department_id: one for one in current.defer("data", "manifest")}
    times = _clocks(desk)
    open_now = desk.district.departments.open_in(desk.year).prefetch_related("former_names")
    return [
        {
            "code": one.code,
            "name": one.called_in(desk.year),
            "begun": one.pk in begun,
            "edition": editions.get(one.pk),
            "due": clocks.due(times[one.pk]) if one.pk in times else None,
            "settled": one.pk in settled,
        }
        for one in open_now
    ]

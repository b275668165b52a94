"""The board of a year: how far the departments are, for whoever works on tables of the district."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budget_site.accounts.models import Role
from budget_site.operating.replica import from_replica
from projects.models import BudgetList
from projects.places import district_or_404
from projects.reading import years_of
from projects.review import charts
from projects.review.board import board as board_of
from projects.review.charts import percents
from projects.review.covering import Coverage

MOST = 30  # lines of a list, until one asks for all


@require_safe
@from_replica
def board(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Departments × states with what was found, what is late, and what of the budget has a table."""
    place = district_or_404(request.user, district)
    has_tables = year in years_of(request.user, place)
    lists = BudgetList.objects.visible_to(request.user).filter(district=place, year=year)
    if not (has_tables or lists.exists()):
        raise Http404
    found = board_of(request.user, place, year)
    everything = bool(request.GET.get("all"))
    context = {
        "district": place,
        "year": year,
        "now": timezone.now(),
        "has_tables": has_tables,
        "board": found,
        "chart": charts.by_department(found),
        "finance": request.user.is_finance_of(place),
        "drafts": has_tables and request.user.departments_as(Role.DRAFTER).filter(district=place).exists(),
        "most": None if everything else MOST,
        "most_slice": ":" if everything else f":{MOST}",
    }
    if found.coverage:
        context |= _coverage(found.coverage)
    return render(request, "projects/board/board.html", context)


def _coverage(covered: Coverage) -> dict:
    """The block on coverage: sums with their shares of the list, a bar for each, and what is missing."""
    parts = (("清单", covered.listed), ("有表", covered.with_table), ("审核通过", covered.approved))
    return {
        "covered": covered,
        "parts": [(label, part, *percents(part, covered.listed)) for label, part in parts],
        "shares": charts.covered(covered),
        "lists": [
            ("missing", "没有表", covered.missing),
            ("pending", "有表，审核未通过", covered.pending),
            ("differs", "金额与清单不同", covered.differing),
        ],
    }

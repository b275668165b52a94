"""A district and year by their address, for those who may see something there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from budget_site.accounts.models import District, User
from projects.reading import years_of


def district_or_404(user: User, code: str) -> District:
    return get_object_or_404(District.objects.visible_to(user), code=code)


def year_or_404(user: User, code: str, year: int) -> tuple[District, list[int]]:
    """The district, and its years in which this person has something to see, latest first."""
    place = district_or_404(user, code)
    years = years_of(user, place)
    if year not in years:
        raise Http404
    return place, years

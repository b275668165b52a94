"""Whose rows somebody may see."""

from collections.abc import Iterable
from itertools import chain
from typing import Self

from django.db import models
from django.db.models import Q


class ScopedQuerySet(models.QuerySet):
    """Rows of content. `visible_to` is the only way by which a page, an export or a print reaches them.

    `way` leads from a row over joins to what lies in a department and a district: a list of all ids that
    somebody may see would be made anew for every request.
    """

    way = ""

    def visible_to(self, user) -> Self:
        """Rows this user may see: all for the system, none for strangers, else those of the roles held."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_everything:
            return self
        return self.filter(self.within(user.content_assignments()))

    def within(self, held: models.QuerySet) -> Q:
        """Which rows lie in the departments and districts of these assignments.

        A department keeps what was merged into it: its people see the predecessor's old years too. The places
        are read here: they are few, and a query that leads to them through delegations, three times over, is
        planned for longer than it runs.
        """
        return lying_in(held.order_by().values_list("department", "district").distinct(), self.way)


class DistrictScopedQuerySet(ScopedQuerySet):
    """Rows that are the same for every department of a district."""

    def within(self, held: models.QuerySet) -> Q:
        places = held.order_by().values_list("department__district", "district").distinct()
        return Q(**{f"{self.way}district__in": _known(chain.from_iterable(places))})


def lying_in(places: Iterable[tuple[int | None, int | None]], way: str) -> Q:
    """Which rows lie in these departments and districts, or in a department that was merged into one."""
    places = list(places)
    departments = _known(department for department, _ in places)
    found = Q(**{f"{way}district__in": _known(district for _, district in places)})
    if departments:
        found |= Q(**{f"{way}department__in": departments})
        found |= Q(**{f"{way}department__merged_into__in": departments})
    return found


def _known(keys: Iterable[int | None]) -> list[int]:
    return sorted({key for key in keys if key is not None})

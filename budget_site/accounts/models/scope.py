"""Whose rows somebody may see."""

from collections.abc import Collection, Iterable
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
        places = list(held.order_by().values_list("department", "district").distinct())
        departments = _known(department for department, _ in places)
        found = self._at("district", _known(district for _, district in places))
        if departments:
            found |= self._at("department", departments) | self._at("department__merged_into", departments)
        return found

    def _at(self, place: str, among: Collection[int]) -> Q:
        return Q(**{f"{self.way}{place}__in": among})


class DistrictScopedQuerySet(ScopedQuerySet):
    """Rows that are the same for every department of a district."""

    def within(self, held: models.QuerySet) -> Q:
        places = held.order_by().values_list("department__district", "district").distinct()
        return self._at("district", _known(chain.from_iterable(places)))


def _known(keys: Iterable[int | None]) -> list[int]:
    return sorted({key for key in keys if key is not None})

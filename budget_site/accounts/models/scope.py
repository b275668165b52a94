"""Whose rows somebody may see."""

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

        A department keeps what was merged into it: its people see the predecessor's old years too.
        """
        departments = held.values("department")
        return (
            self._at("department", departments)
            | self._at("department__merged_into", departments)
            | self._at("district", held.values("district"))
        )

    def _at(self, place: str, among: models.QuerySet) -> Q:
        return Q(**{f"{self.way}{place}__in": among})


class DistrictScopedQuerySet(ScopedQuerySet):
    """Rows that are the same for every department of a district."""

    def within(self, held: models.QuerySet) -> Q:
        return self._at("district", held.values("district")) | self._at(
            "district", held.values("department__district")
        )

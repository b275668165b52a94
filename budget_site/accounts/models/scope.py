"""Whose rows somebody may see."""

from typing import Self

from django.db import models
from django.db.models import Q

from budget_site.accounts.models.held import Held


class ScopedQuerySet(models.QuerySet):
    """Rows of content. `visible_to` is the only way by which a page, an export or a print reaches them.

    `way` leads from a row over joins to what lies in a department and a district: a list of all ids that
    somebody may see would be made anew for every request. From there the district stands at `district_at`.
    """

    way, district_at = "", "district"

    def visible_to(self, user) -> Self:
        """Rows this user may see: all for the system, none for strangers, else those of the roles held."""
        if not user.is_authenticated:
            return self.none()
        if user.sees_everything:
            return self
        return self.filter(self.within(user.acting()))

    def within(self, held: Held) -> Q:
        """Which rows lie in the departments and districts of these roles.

        A department keeps what was merged into it: its people see the predecessor's old years too. The places
        were read before: they are few, and a query that leads to them through delegations, three times over,
        is planned for longer than it runs.
        """
        way, departments = self.way, sorted(held.departments)
        found = Q(**{f"{way}{self.district_at}__in": sorted(held.districts)})
        if departments:
            found |= Q(**{f"{way}department__in": departments})
            found |= Q(**{f"{way}department__merged_into__in": departments})
        return found


class DistrictScopedQuerySet(ScopedQuerySet):
    """Rows that are the same for every department of a district."""

    def within(self, held: Held) -> Q:
        return Q(**{f"{self.way}district__in": sorted(held.districts_touched)})

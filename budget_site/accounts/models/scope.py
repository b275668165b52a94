"""Whose rows somebody may see."""

from typing import Self

from django.db import models
from django.db.models import Q


class ScopedQuerySet(models.QuerySet):
    """Rows of content. `visible_to` is the only way by which a page, an export or a print reaches them."""

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
        own = Q(department__in=departments) | Q(department__merged_into__in=departments)
        return own | Q(district__in=held.values("district"))

"""What surrounds the tables of a year in a district, for the rules and for storing them."""

from dataclasses import dataclass
from functools import cached_property

from budget_site.accounts.models import Department, District
from projects.models import RuleSettings, TableFramework
from projects.models.framework import FrameworkNode
from projects.rules import Context, Settings

MOST_LEVELS = 6  # of government above a district


@dataclass
class Surroundings:
    """Read once for as many tables as are written together; a few queries in all, none per table."""

    district: District
    year: int
    framework: TableFramework | None

    @cached_property
    def nodes(self) -> dict[tuple[str, str], FrameworkNode]:
        """二级 classes by the plain labels they go by."""
        return self.framework.nodes_by_labels() if self.framework else {}

    @cached_property
    def settings(self) -> Settings:
        return settings_of(self.district, self.year)

    @cached_property
    def _own_names(self) -> tuple[str, ...]:
        names, place = [], self.district
        while place and len(names) < MOST_LEVELS:
            names.append(place.name)
            place = place.parent
        return tuple(names)

    def context(self, department: Department | None) -> Context:
        """What a table of this department is examined in."""
        called = department.called_in(self.year) if department else ""
        return Context(
            year=self.year,
            district=self.district.name,
            department=called,
            names=(*self._own_names, *((called,) if called else ())),
            classes=tuple((node.parent.name, node.name) for node in self.nodes.values()),
            plan_labels=tuple(self.framework.plan_labels) if self.framework else (),
            settings=self.settings,
        )


def settings_of(district: District, year: int) -> Settings:
    """What the district set for the year; the shipped settings where it set nothing."""
    newest = RuleSettings.objects.filter(district=district, year=year).order_by("-revision").first()
    return Settings.from_json(newest.data) if newest else Settings()

"""Who and what is measured: a district of few projects, one of many, and the tables that are written on."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db import connection
from django.test import Client

from benchmarks import data
from benchmarks.tables import make_table
from budget_site.accounts.models import Department, District, User
from projects.adding import NewProject, add_projects
from projects.models import Project, TableFramework
from projects.rules.examples import SOUND
from projects.tables import PlanStep, ProjectTable

FEW, DEPARTMENTS = 300, 100


@dataclass(frozen=True)
class World:
    """`drafter` writes for all of both districts, `officer` for one department of the large one; `reviewer`
    is 绩效科 of the large one and of the workshop.
    """

    small: District
    large: District
    drafter: User
    officer: User
    reviewer: User

    @classmethod
    def make(cls, few: int, many: int, say=lambda done: None) -> "World":
        small, large = data.make_district("small", 10), data.make_district("large", DEPARTMENTS)
        data.fill(small, few)
        data.fill(large, many, say)
        if connection.vendor == "postgresql":  # which autovacuum does in the field, some minutes later
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        drafter = data.make_drafter("drafter", small, large)
        reviewer = data.make_drafter("reviewer", large)
        reviewer.assignments.update(role="performance_reviewer")
        return cls(small, large, drafter, data.make_drafter("officer", large.departments.first()), reviewer)

    @cached_property
    def client(self) -> Client:
        return _signed_in(self.drafter)

    @cached_property
    def reviewers_client(self) -> Client:
        return _signed_in(self.reviewer)

    @cached_property
    def officers_client(self) -> Client:
        return _signed_in(self.officer)

    @cached_property
    def _workshop(self) -> tuple[TableFramework, Department]:
        """A district of its own for tables that are written on, so that no list grows by them."""
        district = data.make_district("workshop", 1)
        self.drafter.assignments.create(role="drafter", district=district)
        self.reviewer.assignments.create(role="performance_reviewer", district=district)
        return TableFramework.objects.current(district, data.YEAR), district.departments.get()

    def project(self, rows: int) -> Project:
        """A new project whose table has so many indicators."""
        return self._new(make_table(rows, rows))

    def sound_project(self) -> Project:
        """A new project in whose table no rule finds anything: 7 indicators."""
        plan = (PlanStep.of("6月底", "30"), PlanStep.of("12月底", "100"))  # as the form of `data` has it
        return self._new(replace(SOUND, plan=plan))

    def _new(self, table: ProjectTable) -> Project:
        framework, department = self._workshop
        [version] = add_projects([NewProject(table, department)], framework, self.drafter)
        return version.project


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client

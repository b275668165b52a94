"""Who and what is measured: a district of few projects, one of many, and the tables that are written on."""

from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.test import Client

from benchmarks import data
from budget_site.accounts.models import Department, District, User
from projects.adding import NewProject, add_projects
from projects.models import Project, TableFramework

FEW, MANY, DEPARTMENTS = 300, 30_000, 100


@dataclass(frozen=True)
class World:
    """`drafter` writes for all of both districts, `officer` for one department of the large one."""

    small: District
    large: District
    drafter: User
    officer: User

    @classmethod
    def make(cls, few: int = FEW, many: int = MANY, say=lambda done: None) -> "World":
        small, large = data.make_district("small", 10), data.make_district("large", DEPARTMENTS)
        data.fill(small, few)
        data.fill(large, many, say)
        if connection.vendor == "postgresql":  # which autovacuum does in the field, some minutes later
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        drafter = data.make_drafter("drafter", small, large)
        return cls(small, large, drafter, data.make_drafter("officer", large.departments.first()))

    @cached_property
    def client(self) -> Client:
        return _signed_in(self.drafter)

    @cached_property
    def officers_client(self) -> Client:
        return _signed_in(self.officer)

    @cached_property
    def _workshop(self) -> tuple[TableFramework, Department]:
        """A district of its own for tables that are written on, so that no list grows by them."""
        district = data.make_district("workshop", 1)
        self.drafter.assignments.create(role="drafter", district=district)
        return TableFramework.objects.current(district, data.YEAR), district.departments.get()

    def project(self, rows: int) -> Project:
        """A new project whose table has so many indicators."""
        framework, department = self._workshop
        [version] = add_projects(
            [NewProject(data.make_table(rows, rows), department)], framework, self.drafter
        )
        return version.project


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client

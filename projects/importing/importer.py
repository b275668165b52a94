"""Who may import into a year, and for which departments; who may take an import back."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from budget_site.accounts.models import Assignment, Department, District, Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.models import ImportedTable, Project, TableImport


@dataclass(frozen=True)
class Importer:
    """One person in one year of one district.

    `departments` are those that may get new projects through this person; finance also makes projects that
    have no department yet. An existing project is updated by whoever drafts it, and by nobody else.
    """

    user: User
    district: District
    year: int
    departments: tuple[Department, ...]
    is_finance: bool

    @classmethod
    def of(cls, user: User, district: District, year: int) -> Self | None:
        """None for whoever may import nothing there."""
        finance = user.is_finance_of(district)
        own = user.departments_as(Role.DRAFTER).filter(district=district)
        found = (district.departments.all() if finance else own).open_in(year)
        departments = tuple(found.order_by("code").prefetch_related("former_names"))
        return cls(user, district, year, departments, finance) if finance or departments else None

    @property
    def only_department(self) -> Department | None:
        """The one that every new project is for, where there is no choice."""
        return self.departments[0] if len(self.departments) == 1 and not self.is_finance else None

    def department(self, pk: str) -> Department | None:
        """One of the departments by its primary key as a page sends it."""
        return next((one for one in self.departments if str(one.pk) == pk), None)


def imports_seen(user: User) -> QuerySet[TableImport]:
    """Those of one's districts and departments; one's own for several departments while one drafts there."""
    drafted = ImportedTable.objects.filter(
        table_import=OuterRef("pk"), department__in=user.departments_as(Role.DRAFTER)
    )
    seen = Q(pk__in=TableImport.objects.visible_to(user).values("pk"))
    return TableImport.objects.filter(seen | Q(Exists(drafted), imported_by=user))


def undoable(user: User) -> QuerySet[TableImport]:
    """Standing imports that this person may take back.

    That is whoever drafts all their projects; and finance, where finance brought in new projects alone.
    """
    tables = ImportedTable.objects.filter(table_import=OuterRef("pk")).exclude(version=None)
    others = tables.exclude(version__project__in=Project.objects.all().of_drafter(user))
    finance = Assignment.objects.filter(role__in=FINANCE_ROLES)
    held = finance.filter(user=user) if user.is_active else finance.none()
    drafted = Q(Exists(tables)) & ~Exists(others)
    by_finance = Q(pk__in=TableImport.objects.by_finance().values("pk"))
    brought = Q(district__in=held.values("district")) & by_finance & ~Exists(others.exclude(before=None))
    return imports_seen(user).standing().filter(drafted | brought)

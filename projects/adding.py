"""New projects with their first drafts, many at once, at the end of a year's document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction

from budget_site.accounts.models import Department, District, User
from projects.models import Project, Status, TableFramework, TableVersion
from projects.storing import new_version, save_new
from projects.surroundings import Surroundings
from projects.tables import ProjectTable


@dataclass(frozen=True, slots=True)
class NewProject:
    """What a project begins with. `lineage` is that of the same project in another year, if it is a copy."""

    table: ProjectTable
    department: Department | None = None  # may be assigned later
    id: UUID = field(default_factory=uuid4)
    lineage: UUID = field(default_factory=uuid4)


@transaction.atomic
def add_projects(new: Sequence[NewProject], framework: TableFramework, user: User) -> list[TableVersion]:
    """One project each, in order, each with its first draft. ValueError for another district's department."""
    District.objects.select_for_update(no_key=True).get(
        pk=framework.district_id
    )  # one writer at a time hands out positions
    place, year = framework.district, framework.year
    first, around = Project.objects.next_position(place, year), Surroundings(place, year, framework)
    projects, versions, rows = [], [], []
    for position, one in enumerate(new, first):
        project = Project(
            id=one.id,
            lineage=one.lineage,
            district=place,
            department=one.department,
            year=year,
            position=position,
        )
        project.refuse_strange_department()
        version = TableVersion(
            project=project, framework=framework, status=Status.DRAFT, created_by=user, changed_by=user
        )
        rows += new_version(version, one.table, around)
        projects.append(project)
        versions.append(version)
    Project.objects.bulk_create(projects, batch_size=500)
    save_new(versions, rows)
    return versions

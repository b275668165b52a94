"""New projects with their first drafts, many at once, at the end of a year's document."""

from collections.abc import Sequence

from django.db import transaction

from budget_site.accounts.models import Department, District, User
from projects.models import Project, Status, TableFramework, TableVersion
from projects.storing import new_version, save_new
from projects.tables import ProjectTable


@transaction.atomic
def add_projects(
    tables: Sequence[tuple[ProjectTable, Department | None]], framework: TableFramework, user: User
) -> list[TableVersion]:
    """One project a table, in order, each with its first draft; the department may be assigned later.

    ValueError for another district's department.
    """
    District.objects.select_for_update().get(
        pk=framework.district_id
    )  # one writer at a time hands out positions
    place, year = framework.district, framework.year
    first, nodes = Project.objects.next_position(place, year), framework.nodes_by_labels()
    projects, versions, rows = [], [], []
    for position, (table, department) in enumerate(tables, first):
        project = Project(district=place, department=department, year=year, position=position)
        project.refuse_strange_department()
        version = TableVersion(project=project, framework=framework, status=Status.DRAFT, created_by=user)
        rows += new_version(version, table, nodes)
        projects.append(project)
        versions.append(version)
    Project.objects.bulk_create(projects, batch_size=500)
    save_new(versions, rows)
    return versions

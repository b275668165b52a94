"""Tables as a person may read them: every list, page, export and print takes them from here."""

from uuid import UUID

from django.db import transaction

from budget_site.accounts.models import District, User
from projects.models import Project, TableFramework, TableVersion
from projects.models.version import VersionQuerySet
from projects.storing import table_of
from projects.tables import ProjectTable


def versions_of(user: User, district: District, year: int) -> VersionQuerySet:
    """The latest version of each project of a year that the user may see, in document order: to work on."""
    return _of_year(TableVersion.objects.visible_to(user).latest(), district, year)


def in_force_of(user: User, district: District, year: int) -> VersionQuerySet:
    """The version of each that holds: for files, sums and what goes on into another year."""
    return _of_year(TableVersion.objects.visible_to(user).in_force(), district, year)


def _of_year(versions: VersionQuerySet, district: District, year: int) -> VersionQuerySet:
    here = versions.filter(project__district=district, project__year=year)
    beside = here.select_related("project__district", "project__department")
    return beside.order_by("project__position", "project_id")


def tables_of(user: User, district: District, year: int) -> list[ProjectTable]:
    """The tables of a year that the user may see, in document order."""
    return [table_of(version) for version in versions_to_draw(user, district, year)]


def versions_to_draw(
    user: User, district: District, year: int, project: UUID | None = None
) -> list[TableVersion]:
    """The versions that hold, with their rows, in document order; or the one of `project`."""
    versions = in_force_of(user, district, year)
    if project is not None:
        versions = versions.filter(project=project)
    return whole(versions)


def whole(versions: VersionQuerySet) -> list[TableVersion]:
    """The versions with their rows, each as it was at one moment.

    Rows come in queries of their own, so what was saved between the two is read again: once, while nobody
    may write it. However many people type, that ends.
    """
    read = {version.pk: version for version in versions.with_rows()}
    now = dict(versions.values_list("pk", "revision"))
    for pk in [pk for pk, version in read.items() if now.get(pk) != version.revision]:
        with transaction.atomic():  # one at a time: who waits for no other lock holds up nobody
            again = versions.filter(pk=pk).select_for_update(of=("self",)).with_rows().first()
        if again:
            read[pk] = again
        else:
            del read[pk]
    return list(read.values())


def document_title(district: District, year: int) -> str:
    return f"{district}{year}年项目绩效目标表"


def years_of(user: User, district: District) -> list[int]:
    """The years in which the user may see tables of a district, or draw them up on its form; latest first."""
    seen = (
        model.objects.visible_to(user).filter(district=district).order_by().values_list("year", flat=True)
        for model in (Project, TableFramework)
    )
    return sorted({year for years in seen for year in years.distinct()}, reverse=True)

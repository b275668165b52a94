"""Bulk export: tables of a year in one file, read with the rights that are held when it is made."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils import timezone

from budget_site.accounts.models import District, User
from projects.formats import FORMATS
from projects.jobs.progress import Progress
from projects.jobs.register import JobFailed, Outcome, register
from projects.jobs.submitting import submit_or_run
from projects.marking import mark_for
from projects.models import Job, Project, Status, TableVersion
from projects.models.version import OPEN, VersionQuerySet
from projects.reading import document_title, in_force_of, whole
from projects.rendering.failure import RenderError
from projects.storing import table_of

CHUNK = 50
OUT_OF_SIGHT = "要导出的表您现在都看不到了，可能已移入回收站，或者您的任职有了变动。请核对后重新导出。"


def export_projects(
    user: User, district: District, year: int, project_ids: Collection[UUID] | None, form: str
) -> Job:
    """A file of these projects' tables, or of all tables of the year that the user may see (None).

    Few tables are drawn before this returns. JobFailed, with a sentence, where there is nothing to export or
    the person has too many unfinished jobs.
    """
    count = _asked(user, district, year, project_ids).count()
    if not count:
        raise JobFailed("没有可以导出的表，请先选择要导出的项目。")
    title = f"导出{document_title(district, year)}（{FORMATS[form].label}，{count}张）"
    parameters = {
        "district": district.code,
        "year": year,
        "projects": None if project_ids is None else sorted({str(pk) for pk in project_ids}),
        "form": form,
    }
    small = count <= FORMATS[form].at_once
    return submit_or_run(Job.Kind.EXPORT, user, title, parameters, small=small)


@register(Job.Kind.EXPORT)
def export(job: Job, progress: Progress) -> Outcome:
    form, year, chosen = (job.parameters[name] for name in ("form", "year", "projects"))
    place = District.objects.visible_to(job.owner).filter(code=job.parameters["district"]).first()
    versions = list(_read(_asked(job.owner, place, year, chosen), progress)) if place else []
    if not versions:
        raise JobFailed(OUT_OF_SIGHT)
    title = document_title(place, year)
    mark = mark_for(versions, job.owner, timezone.now())
    try:
        tables = [table_of(version) for version in versions]
        content = progress.apart("projects.drawing.draw", form, tables, title, mark)
    except RenderError as refused:
        raise JobFailed(str(refused)) from refused
    drawn = [str(version.project_id) for version in versions]
    replied = [version.project_id for version in versions if version.status == Status.REPLIED]
    adjusting = TableVersion.objects.visible_to(job.owner).filter(project__in=replied, status__in=OPEN)
    sentence = _told(len(drawn), chosen, adjusting.count())
    return Outcome(sentence, content, f"{title}.{form}", {"drawn": drawn})


def may_still_have(job: Job) -> bool:
    """Whether its owner may see every table that was drawn for the file, now that it is fetched."""
    drawn = job.parameters.get("drawn", [])
    return Project.objects.visible_to(job.owner).filter(pk__in=drawn).count() == len(drawn)


def _asked(user: User, district: District, year: int, chosen: Collection[UUID | str] | None):
    versions = in_force_of(user, district, year)
    return versions if chosen is None else versions.filter(project__in=chosen)


def _read(versions: VersionQuerySet, progress: Progress) -> Iterator[TableVersion]:
    """The versions with their rows, in order."""
    found = list(versions.values_list("pk", flat=True))
    for start in range(0, len(found), CHUNK):
        progress(start, len(found), "正在取出各张表")
        yield from whole(versions.filter(pk__in=found[start : start + CHUNK]))


def _told(count: int, chosen: Collection[str] | None, adjusting: int) -> str:
    left_out = 0 if chosen is None else len(chosen) - count
    rest = f"所选的另外{left_out}个项目您现在看不到，没有包含在内。" if left_out else ""
    replied = f"其中{adjusting}个项目正在调整，文件里是继续有效的已批复版本。" if adjusting else ""
    return f"共{count}张表。{replied}{rest}"

"""From a draft to the value that is published: replied tables by their frozen bytes, figures and sections."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from disclosures.composing import SectionDraft, compose, default_sections
from disclosures.document import Disclosure, PublishedProject, Publisher
from disclosures.figures import Figures, from_json
from disclosures.models import DepartmentSector, DisclosureDraft, YearFigures
from disclosures.publishing.refused import NotPublished
from projects.models import Status, TableVersion
from projects.surroundings import settings_of

Choice = DisclosureDraft.Choice


def gather(draft: DisclosureDraft) -> Disclosure:
    """What would be published of the draft now. NotPublished where a table of it cannot be."""
    return composed(draft, chosen(draft))


def chosen(draft: DisclosureDraft) -> list[TableVersion]:
    """The replied versions that the draft's rule chooses, in the order of the document."""
    here = {"project__district": draft.district_id, "project__year": draft.year, "project__binned_at": None}
    if draft.department_id:
        here["project__department"] = draft.department_id
    replied = TableVersion.objects.filter(status=Status.REPLIED, **here)
    if draft.choice == Choice.KEY:
        replied = replied.filter(project__is_key=True)
    if draft.choice == Choice.PICKED:
        replied = replied.filter(project__in=draft.picked)
    beside = ("project__district", "project__department")
    ordered = replied.select_related(*beside).prefetch_related("project__department__former_names")
    versions = list(ordered.order_by("project__position", "project_id"))
    if draft.choice == Choice.PICKED:
        _refuse_missing(draft, versions)
    _refuse_other_bytes(versions)
    if draft.choice == Choice.AMOUNT:
        return [one for one in versions if (one.total or Decimal(0)) >= (draft.least or 0)]
    return versions


def composed(draft: DisclosureDraft, versions: Iterable[TableVersion]) -> Disclosure:
    department = draft.department
    publisher = Publisher(
        draft.district.code,
        draft.district.name,
        department.code if department else "",
        department.called_in(draft.year) if department else "",
    )
    figures, last = (_figures(draft, year) for year in (draft.year, draft.year - 1))
    return compose(
        publisher,
        draft.year,
        draft.title,
        _sections(draft, figures),
        figures,
        tuple(_published(draft.year, versions)),
        last,
        names=_names(draft),
        settings=settings_of(draft.district, draft.year),
    )


def _names(draft: DisclosureDraft) -> tuple[str, ...]:
    """Which may stand in the text though they are not the publisher's: of those above, and departments."""
    departments = draft.district.departments.prefetch_related("former_names").order_by("pk")
    above = draft.district.parent
    return (*((above.name,) if above else ()), *(one.called_in(draft.year) for one in departments))


def _refuse_missing(draft: DisclosureDraft, versions: list[TableVersion]) -> None:
    there = {str(one.project_id) for one in versions}
    if missing := [one for one in map(str, draft.picked) if one not in there]:
        raise NotPublished(
            [
                f"选定的项目中有{len(missing)}个现在没有已批复的表，不能公开；请等批复，或者在公开稿里取消选定。"
            ]
        )


def _refuse_other_bytes(versions: list[TableVersion]) -> None:
    """A table whose bytes are not those of its hash is not the one that was replied."""
    if wrong := [one for one in versions if hashlib.sha256(bytes(one.frozen)).hexdigest() != one.frozen_hash]:
        raise NotPublished(
            f"“{one.name or '未填名称'}”的内容与批复时的校验值不符，不能公开，请告知系统管理员。"
            for one in wrong
        )


def _published(year: int, versions: Iterable[TableVersion]) -> Iterable[PublishedProject]:
    sectors = dict(DepartmentSector.objects.values_list("department_id", "name"))
    for number, version in enumerate(versions, 1):
        project = version.project
        department = project.department
        yield PublishedProject(
            project.pk,
            project.lineage,
            number,
            department.code if department else "",
            department.called_in(year) if department else "",
            sectors.get(project.department_id, ""),
            version.number,
            version.frozen_hash,
            bytes(version.frozen),
        )


def _figures(draft: DisclosureDraft, year: int) -> Figures:
    """The district's; a department's disclosure has none of its own."""
    if draft.department_id:
        return Figures()
    kept = YearFigures.objects.filter(district=draft.district_id, year=year).first()
    return from_json(kept.figures) if kept else Figures()


def _sections(draft: DisclosureDraft, figures: Figures) -> list[SectionDraft]:
    if draft.sections:
        return [SectionDraft(**one) for one in draft.sections]
    return default_sections(figures, draft.year, department=draft.department_id is not None)

"""From a draft to the value that is published: replied tables by their frozen bytes, figures and sections."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from disclosures.composing import (
    SectionDraft,
    compose,
    default_sections,
    printed,
    with_last,
    with_limits,
)
from disclosures.document import Disclosure, PublishedProject, Publisher, from_bytes
from disclosures.figures import Figures, from_json
from disclosures.models import DepartmentSector, DisclosureDraft, Edition, YearFigures
from disclosures.publishing.refused import NotPublished
from disclosures.totals import Total, read, total_of
from projects.models import Status, TableVersion
from projects.surroundings import settings_of

Choice = DisclosureDraft.Choice


def gather(draft: DisclosureDraft) -> Disclosure:
    """What would be published of the draft now. NotPublished where a table of it cannot be."""
    return composed(draft, chosen(draft))


def chosen(draft: DisclosureDraft) -> list[TableVersion]:
    """The replied versions that the draft's rule chooses, in the order of the document."""
    replied = _replied(draft)
    if draft.choice == Choice.KEY:
        replied = replied.filter(project__is_key=True)
    if draft.choice == Choice.PICKED:
        replied = replied.filter(project__in=draft.picked)
    versions = list(replied)
    if draft.choice == Choice.PICKED:
        _refuse_missing(draft, versions)
    _refuse_other_bytes(versions)
    if draft.choice == Choice.AMOUNT:
        return [one for one in versions if (one.total or Decimal(0)) >= (draft.least or 0)]
    return versions


def _replied(draft: DisclosureDraft):
    """All of the publisher and year, in the order of the document."""
    here = {"project__district": draft.district_id, "project__year": draft.year, "project__binned_at": None}
    if draft.department_id:
        here["project__department"] = draft.department_id
    beside = ("project__district", "project__department")
    replied = TableVersion.objects.filter(status=Status.REPLIED, **here).select_related(*beside)
    ordered = replied.prefetch_related("project__department__former_names")
    return ordered.order_by("project__position", "project_id")


def counted(draft: DisclosureDraft, versions: Sequence[TableVersion]) -> list[PublishedProject]:
    """All replied tables, which the totals are of; those of `versions` with their numbers."""
    numbers = {one.pk: number for number, one in enumerate(versions, 1)}
    whole = versions
    if draft.choice != Choice.ALL:
        whole = list(_replied(draft))
        _refuse_other_bytes(whole)
    return list(_published(draft, whole, numbers))


def total(draft: DisclosureDraft, versions: Sequence[TableVersion]) -> Total:
    """What the labels of the totals draw from, as in what is composed."""
    sections = _sections(draft, Figures())
    return total_of(read(printed(sections, counted(draft, versions))))


def composed(draft: DisclosureDraft, versions: Sequence[TableVersion]) -> Disclosure:
    publisher = _publisher(draft)
    figures = _figures(draft)
    return compose(
        publisher,
        draft.year,
        draft.title,
        _sections(draft, figures),
        figures,
        counted(draft, versions),
        _last(draft, publisher),
        names=_names(draft),
        settings=settings_of(draft.district, draft.year),
    )


def _publisher(draft: DisclosureDraft) -> Publisher:
    department = draft.department
    return Publisher(
        draft.district.code,
        draft.district.name,
        department.code if department else "",
        department.called_in(draft.year) if department else "",
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


def _published(
    draft: DisclosureDraft, versions: Iterable[TableVersion], numbers: Mapping[int, int]
) -> Iterable[PublishedProject]:
    here = DepartmentSector.objects.filter(department__district=draft.district_id)
    sectors = dict(here.values_list("department_id", "name"))
    for version in versions:
        project = version.project
        department = project.department
        yield PublishedProject(
            project.pk,
            project.lineage,
            numbers.get(version.pk, 0),
            department.code if department else "",
            department.called_in(draft.year) if department else "",
            sectors.get(project.department_id, ""),
            version.number,
            version.frozen_hash,
            bytes(version.frozen),
        )


def drawn(draft: DisclosureDraft) -> Figures:
    """What the draft's sentences draw from: as typed, and what is known where nobody typed it."""
    if draft.department_id:
        return Figures()
    figures = with_last(_figures(draft), _last(draft, _publisher(draft)))
    return with_limits(figures, settings_of(draft.district, draft.year))


def _figures(draft: DisclosureDraft) -> Figures:
    """The district's, as typed; a department's disclosure has none of its own."""
    if draft.department_id:
        return Figures()
    kept = YearFigures.objects.filter(district=draft.district_id, year=draft.year).first()
    return from_json(kept.figures) if kept else Figures()


def _last(draft: DisclosureDraft, publisher: Publisher) -> Figures | None:
    """As last year's edition in force published them; what was typed and never published is none."""
    if draft.department_id:
        return None
    last = Edition.objects.filter(chain=publisher.key, year=draft.year - 1, state=Edition.State.PUBLISHED)
    data = last.values_list("data", flat=True).first()
    kept = from_bytes(bytes(data)).figures if data else None
    return from_json(kept) if kept else None


def _sections(draft: DisclosureDraft, figures: Figures) -> list[SectionDraft]:
    if draft.sections:
        return [SectionDraft(one["key"], one["title"], one["text"], one["shown"]) for one in draft.sections]
    return default_sections(figures, draft.year, department=draft.department_id is not None)

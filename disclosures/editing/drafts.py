"""Beginning a draft, and holding one while it is written."""

from typing import Any

from django.db import IntegrityError, transaction

from budget_site.accounts.models import Department, District, User
from budget_site.trail.recording import Action, record
from disclosures.composing import default_sections, default_title
from disclosures.document import Publisher
from disclosures.editing.figures import figures_of
from disclosures.models import DisclosureDraft


def begin(district: District, department: Department | None, year: int, user: User) -> DisclosureDraft:
    """The publisher's draft of the year; made with the official sections where there is none yet."""
    place = {"district": district, "department": department, "year": year}
    if there := DisclosureDraft.objects.filter(**place).first():
        return there
    try:
        with transaction.atomic():
            return _made(place, user)
    except IntegrityError:  # two at once: the other's is the one
        return DisclosureDraft.objects.get(**place)


def _made(place: dict[str, Any], user: User) -> DisclosureDraft:
    district, department, year = place["district"], place["department"], place["year"]
    kept = usual_sections(district, department, year)
    title = usual_title(district, department, year)
    draft = DisclosureDraft.objects.create(**place, title=title, sections=kept, changed_by=user)
    tell(draft, user, "开始编制公开稿")
    return draft


def usual_sections(district: District, department: Department | None, year: int) -> list[dict[str, Any]]:
    """The official ones, as a draft keeps them."""
    sections = default_sections(figures_of(district, year), year, department=department is not None)
    return [{"key": one.key, "title": one.title, "text": one.text, "shown": one.shown} for one in sections]


def with_sections(draft: DisclosureDraft) -> DisclosureDraft:
    """A draft that was made without sections has the official ones."""
    if not draft.sections:
        draft.sections = usual_sections(draft.district, draft.department, draft.year)
    return draft


def usual_title(district: District, department: Department | None, year: int) -> str:
    whose = (department.code, department.called_in(year)) if department else ()
    return default_title(Publisher(district.code, district.name, *whose), year)


def locked(draft: DisclosureDraft) -> DisclosureDraft:
    """As it is now, and written by nobody else until the transaction ends.

    Joined are only rows that stay the same: who waits for the lock on PostgreSQL compares the new draft with
    the rows it had joined before, and would find none once another `changed_by` stands there.
    """
    rows = DisclosureDraft.objects.select_for_update(of=("self",))
    return with_sections(rows.select_related("district__parent", "department").get(pk=draft.pk))


def write(draft: DisclosureDraft, user: User, note: str) -> DisclosureDraft:
    """Keep what was changed of a locked draft, under its next revision."""
    draft.changed_by, draft.revision = user, draft.revision + 1
    draft.save()
    tell(draft, user, note)
    return draft


def tell(draft: DisclosureDraft, user: User, note: str) -> None:
    """In the trail: what kind of change; the text itself is none of its business."""
    about = (draft._meta.label_lower, draft.pk, name_of(draft))
    after = {"修订号": draft.revision}
    record(Action.PUBLICATION, by=user, district=draft.district, about=about, after=after, note=note)


def name_of(draft: DisclosureDraft) -> str:
    return f"{draft.district}{draft.department or ''}{draft.year}年公开稿"

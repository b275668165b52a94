"""What is asked a second time at the switch: between asking and publishing days may go by."""

from collections.abc import Iterator

from disclosures.document import from_bytes
from disclosures.models import DisclosureDraft, Edition
from disclosures.publishing import asking
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import Denied, acting_for
from projects.models import Status

NOT_REPLIED = "其中有的表已不是批复过的状态，没有公开，请核对后重新办理。"
NO_DRAFT = "公开稿已不在，没有公开，请重新编制后办理。"


def refuse(edition: Edition) -> None:
    """In a transaction that holds the district. NotPublished with every reason."""
    if reasons := list(_reasons(edition)):
        raise NotPublished(reasons)


def _reasons(edition: Edition) -> Iterator[str]:
    yield from _of_person(edition)
    if edition.holds.exclude(version__status__in=(Status.REPLIED, Status.SUPERSEDED)).exists():
        yield NOT_REPLIED  # what was replied when it was frozen may have been adjusted since
    draft = _draft(edition).first()
    if draft is None:
        yield NO_DRAFT
    else:
        disclosure = from_bytes(bytes(edition.data))
        yield from asking.of_checks(disclosure)
        yield from asking.against(draft, disclosure, edition.note)


def _of_person(edition: Edition) -> Iterator[str]:
    by, versions = edition.asked_by, edition.holds.values_list("version", flat=True)
    if not by.is_active:
        yield f"提交的{by}已停用，请由公开岗的同事重新办理。"
        return
    try:
        acting_for(by, edition.district, edition.department, versions)
    except Denied:
        yield f"提交的{by}现在不能办理这里的公开，请由公开岗的同事重新办理。"


def note_is_used(edition: Edition) -> None:
    """The draft's next correction has a note of its own."""
    if edition.note:
        _draft(edition).filter(note=edition.note).update(note="")


def _draft(edition: Edition):
    here = {"district": edition.district_id, "department": edition.department_id, "year": edition.year}
    return DisclosureDraft.objects.filter(**here)

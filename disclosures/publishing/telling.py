"""The trail's words, the notices and the register entry of each step of an edition; without its contents."""

from django.conf import settings
from django.utils import timezone

from budget_site.accounts.models import Role, User
from budget_site.trail.models import TrailRecord
from budget_site.trail.recording import Action, record
from disclosures.models import Edition, RegisterEntry
from disclosures.public import addresses
from disclosures.publishing.places import page_of
from projects.models import Notice
from projects.review.notices import tell

OWN_SITE = "本网站"


def in_trail(edition: Edition, step: str, by: User | None, on_behalf_of: User | None = None, **more) -> None:
    after = {"步骤": step, "状态": edition.get_state_display(), "数据校验值": edition.data_hash}
    if edition.manifest_hash:
        after |= {"链上次序": edition.position, "清单校验值": edition.manifest_hash}
    record(
        Action.PUBLICATION,
        by=by,
        district=edition.district_id,
        about=edition,
        after=after | {name: value for name, value in more.items() if value},
        on_behalf_of=on_behalf_of or "",
    )


def cancelled(edition: Edition) -> TrailRecord | None:
    """Who gave it up, and when; None where nobody did."""
    told = TrailRecord.objects.filter(
        action=Action.PUBLICATION, object_id=str(edition.pk), after__步骤="取消"
    )
    return told.order_by("pk").last()


def noticed(edition: Edition, text: str, by: User | None) -> None:
    notices = [
        Notice(
            kind=Notice.Kind.DONE,
            text=text,
            district_id=edition.district_id,
            year=edition.year,
            department_id=edition.department_id,
            role=role,
            page=page_of(edition.district, edition.year, edition.department),
        )
        for role in (Role.PUBLISHER, Role.REPLIER)
    ]
    tell(notices, by)


def register(edition: Edition) -> None:
    """公开登记 of an edition that was published here."""
    address = settings.PUBLIC_SITE.address
    RegisterEntry.objects.create(
        district=edition.district,
        department=edition.department,
        year=edition.year,
        edition=edition,
        place=OWN_SITE,
        address=f"{address}{addresses.year(_Codes(edition), edition.year)}" if address else "",
        on=timezone.localdate(edition.published_at),
        entered_by=edition.asked_by,
    )


def withdrawn(edition: Edition) -> None:
    """公开登记 of an edition that is taken from this site; it says nothing of other places."""
    here = RegisterEntry.objects.filter(edition=edition, place=OWN_SITE, withdrawn_on=None)
    here.update(withdrawn_on=timezone.localdate())


class _Codes:
    """An edition's publisher by codes, as addresses are made of them."""

    def __init__(self, edition: Edition) -> None:
        self.district = edition.district.code
        self.department = edition.department.code if edition.department else ""

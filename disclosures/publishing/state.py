"""The only writer of an edition's state and of what the public site reads.

Every function that writes is called in a transaction that holds the district's row: a chain of one publisher
grows by one at a time. Rows are locked in the order district, editions by number.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from budget_site.accounts.models import District, User
from disclosures.document import Disclosure, EditionFacts, from_bytes, to_bytes
from disclosures.models import DisclosureDraft, Edition, EditionVersion, PublicEdition, PublicEntry
from disclosures.public import addresses
from disclosures.public.searching import index_entries
from disclosures.publishing import manifest
from disclosures.publishing.entries import address_of, entries_of
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.storing import Prepared
from projects.models import TableVersion

State = Edition.State
READABLE = (State.PUBLISHED, State.CORRECTED)
UNDER_WAY = (State.PREPARING, State.SCHEDULED)
OTHER_CAME = "同一年度已有现行版本，这一版没有公开；要替换现行版本，请办理更正。"


def hold(district_id: int) -> None:
    """Nobody else writes an edition of the district until the transaction ends."""
    District.objects.select_for_update(no_key=True).get(pk=district_id)


def locked(pk: int) -> Edition:
    hold(Edition.objects.values_list("district_id", flat=True).get(pk=pk))
    beside = ("district", "department", "corrects", "asked_by")
    return Edition.objects.select_for_update(of=("self",)).select_related(*beside).get(pk=pk)


def begin(
    draft: DisclosureDraft, disclosure: Disclosure, versions: Iterable[TableVersion], by: User, **said
) -> Edition:
    """An edition with its data frozen, under way; it has no number before it is published."""
    data = to_bytes(disclosure)
    edition = Edition.objects.create(
        district=draft.district,
        department=draft.department,
        year=draft.year,
        chain=disclosure.publisher.key,
        data=data,
        data_hash=manifest.digest(data),
        asked_by=by,
        **said,
    )
    shown = {one.id for one in disclosure.projects}
    held = [EditionVersion(edition=edition, version=one) for one in versions if one.project_id in shown]
    EditionVersion.objects.bulk_create(held)
    return edition


def facts_of(edition: Edition) -> EditionFacts:
    """Which place in its chain it would have now."""
    last = head(edition.chain)
    year = Edition.objects.filter(chain=edition.chain, year=edition.year)
    number = (year.aggregate(last=Max("number"))["last"] or 0) + 1
    corrects = edition.corrects.number if edition.corrects else None
    previous = last.manifest_hash if last else ""
    return EditionFacts(number, previous, edition.data_hash, edition.note, corrects)


def head(chain: str) -> Edition | None:
    """The last that was published, whatever became of it since."""
    return Edition.objects.filter(chain=chain).exclude(position=None).order_by("position").last()


def schedule(edition: Edition) -> None:
    edition.state = State.SCHEDULED
    edition.save(update_fields=["state"])


def stop(edition: Edition) -> None:
    edition.state = State.STOPPED
    edition.save(update_fields=["state"])


def publish(edition: Edition, prepared: Prepared) -> bool:
    """Give it its place in the chain; False where the files were drawn for another one."""
    if facts_of(edition) != prepared.facts:
        return False
    now = timezone.localtime().replace(microsecond=0)
    _end_current(edition, now)
    last, facts = head(edition.chain), prepared.facts
    disclosure = from_bytes(bytes(edition.data))
    edition.number, edition.previous_hash = facts.number, facts.previous
    edition.position = last.position + 1 if last else 1
    edition.published_at = now
    place = manifest.Place(disclosure.publisher, edition.year, edition.position, edition.published_at)
    edition.manifest = manifest.make(place, facts, prepared.files)
    edition.manifest_hash = manifest.digest(edition.manifest)
    edition.state = State.PUBLISHED
    edition.save()
    _tell_public(edition, disclosure)
    return True


def _end_current(edition: Edition, now: datetime) -> None:
    here = {"chain": edition.chain, "year": edition.year, "state": State.PUBLISHED}
    current = Edition.objects.select_for_update().filter(**here).first()
    if current is None:
        return
    if current.pk != edition.corrects_id:
        raise NotPublished([OTHER_CAME])
    current.state = State.CORRECTED
    current.save(update_fields=["state"])
    _public(current).update(state=State.CORRECTED, changed_at=now)


def _tell_public(edition: Edition, disclosure: Disclosure) -> None:
    told = of_public(edition)
    PublicEdition.objects.create(title=disclosure.title, changed_at=edition.published_at, **told)


def of_public(edition: Edition) -> dict[str, Any]:
    """What the public site is told of an edition, but its title and when its state last changed."""
    told = manifest.read(bytes(edition.manifest))
    names = ("token", "chain", "year", "number", "position", "state", "published_at", "note")
    hashes = ("data_hash", "manifest_hash", "previous_hash")
    notices = {State.WITHDRAWN: edition.withdrawn_why, State.ERASED: edition.erased_why}
    return {
        **told["publisher"],
        **{name: getattr(edition, name) for name in (*names, *hashes)},
        "notice": notices.get(edition.state, ""),
        "manifest": told,
    }


def withdraw(edition: Edition, why: str, at: datetime) -> None:
    edition.state, edition.withdrawn_why, edition.withdrawn_at = State.WITHDRAWN, why, at
    edition.save(update_fields=["state", "withdrawn_why", "withdrawn_at"])
    _hide(edition, why, at)


def erase(edition: Edition, why: str) -> None:
    """Its data and words go now, its files with the next settling; manifest and hashes stay."""
    edition.state, edition.erased_why, edition.data, edition.note = State.ERASED, why, None, ""
    edition.save(update_fields=["state", "erased_why", "data", "note"])
    _hide(edition, why, timezone.now().replace(microsecond=0))
    for public in _public(edition):
        public.title = f"{public.district_name}{public.department_name}{public.year}年预算公开"
        public.note = ""
        public.save(update_fields=["title", "note"])


def _hide(edition: Edition, notice: str, now: datetime) -> None:
    _public(edition).update(state=edition.state, notice=notice, changed_at=now)
    PublicEntry.objects.filter(edition__in=_public(edition)).delete()
    _make_old(PublicEdition.objects.filter(chain=edition.chain, year=edition.year, state=State.CORRECTED))


def waiting(edition: Edition) -> list[Edition]:
    """What is under way of the same publisher and year. The caller holds the district."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("district", "department")
    return list(rows.filter(chain=edition.chain, year=edition.year, state__in=UNDER_WAY).order_by("pk"))


def alike(edition: Edition) -> list[Edition]:
    """Other editions, whosever, that can be read or will be, and hold one of the same frozen tables."""
    rows = Edition.objects.filter(state__in=(*READABLE, *UNDER_WAY)).exclude(pk=edition.pk)
    same = rows.filter(holds__version__in=edition.holds.values("version")).distinct()
    return list(same.select_related("district", "department").defer("data").order_by("chain", "year", "pk"))


def unshown(tokens: Iterable[str]) -> list[int]:
    """Of editions whose pages are there, those that can be read and that a search does not find yet."""
    public = PublicEdition.objects.filter(state__in=READABLE, entries=None, token__in=tokens)
    return list(Edition.objects.filter(token__in=public.values("token")).values_list("pk", flat=True))


def show(edition: Edition) -> None:
    """Let a search find it, and what it replaced as old alone; once its pages are there."""
    public = _public(edition).filter(state__in=READABLE).first()
    if public is None or public.entries.exists():
        return
    if public.state == State.PUBLISHED:
        _make_old(PublicEdition.objects.filter(chain=edition.chain, year=edition.year).exclude(pk=public.pk))
    entries = PublicEntry.objects.bulk_create(entries_of(public, from_bytes(bytes(edition.data))))
    index_entries(entries)


def _make_old(replaced: Iterable[PublicEdition]) -> None:
    """What is found of them moves from the year's address to their own."""
    for public in replaced:
        year, own = addresses.year(public, public.year), address_of(public)
        moved = Concat(Value(own), Substr("address", len(year) + 1))
        public.entries.filter(old=False).update(old=True, address=moved)


def _public(edition: Edition):
    return PublicEdition.objects.filter(chain=edition.chain, position=edition.position)


def standing_in(versions: Iterable[int]) -> set[int]:
    """Those of the versions that the public can read: the lookup that `projects.public` is told."""
    held = EditionVersion.objects.filter(version__in=versions, edition__state__in=READABLE)
    return set(held.values_list("version", flat=True))

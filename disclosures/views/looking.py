"""What a draft would publish now, and what stands against it: made once for each page that asks."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from disclosures.document import Check, Disclosure, EditionFacts, to_bytes
from disclosures.editing.signing import content_of
from disclosures.models import DisclosureDraft, SensitiveException, SignOff
from disclosures.publishing import gate, gathering, service
from disclosures.publishing.asking import was_published
from disclosures.publishing.refused import NotPublished
from disclosures.totals import Total


@dataclass(frozen=True)
class Found:
    """A sensitive place, and whether a person let it pass."""

    what: gate.Sensitive
    passed: SensitiveException | None


@dataclass(frozen=True)
class Look:
    """`disclosure` is None where it cannot even be composed; `reasons` then say why."""

    draft: DisclosureDraft
    disclosure: Disclosure | None
    facts: EditionFacts | None
    reasons: tuple[str, ...] = ()

    @cached_property
    def data_hash(self) -> str:
        return hashlib.sha256(to_bytes(self.disclosure)).hexdigest() if self.disclosure else ""

    @cached_property
    def note(self) -> str:
        """The 更正说明 that would be published too; none for a year's first edition."""
        return self.draft.note if was_published(self.draft) else ""

    @property
    def content(self) -> str:
        """What 保密审查 signs."""
        return content_of(self.data_hash, self.note) if self.data_hash else ""

    @cached_property
    def total(self) -> Total | None:
        """Of all replied tables; what the labels of totals say."""
        return gathering.total(self.draft, gathering.chosen(self.draft)) if self.disclosure else None

    def checks(self, state: str) -> list[Check]:
        return [one for one in self.disclosure.checks if one.state == state] if self.disclosure else []

    @property
    def failed(self) -> list[Check]:
        return self.checks("failed")

    @property
    def passed(self) -> list[Check]:
        return self.checks("passed")

    @property
    def unchecked(self) -> list[Check]:
        return self.checks("unchecked")

    @cached_property
    def sensitive(self) -> list[Found]:
        """Those that nobody let pass first."""
        if self.disclosure is None:
            return []
        given = {one.digest: one for one in self.draft.exceptions.select_related("given_by")}
        found = [Found(one, given.get(one.digest)) for one in gate.findings(self.disclosure, self.note)]
        return sorted(found, key=lambda one: one.passed is not None)

    @property
    def held_up(self) -> list[Found]:
        return [one for one in self.sensitive if one.passed is None]

    @property
    def let_pass(self) -> list[Found]:
        return [one for one in self.sensitive if one.passed]

    @cached_property
    def signed(self) -> SignOff | None:
        """The sign-off of exactly this content."""
        return self._sign_offs.filter(data_hash=self.content).first() if self.data_hash else None

    @cached_property
    def signed_before(self) -> SignOff | None:
        """The latest, of whatever content."""
        return self._sign_offs.first()

    @property
    def _sign_offs(self):
        return self.draft.sign_offs.select_related("signed_by")


def look(draft: DisclosureDraft) -> Look:
    try:
        disclosure, facts = service.preview(draft)
    except NotPublished as refused:
        return Look(draft, None, None, tuple(refused.reasons))
    return Look(draft, disclosure, facts)

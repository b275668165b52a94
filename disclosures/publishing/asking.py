"""Whether a draft may be published by somebody now, and the edition that begins where it may."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from budget_site.accounts.models import User
from disclosures.document import Disclosure, to_bytes
from disclosures.editing.drafts import locked
from disclosures.editing.noting import LONGEST_NOTE
from disclosures.editing.refused import EditRefused
from disclosures.editing.signing import content_of, sign_off
from disclosures.models import DisclosureDraft, Edition
from disclosures.publishing import gate, manifest, state, telling
from disclosures.publishing.gathering import chosen, composed
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import Denied, acting_for, may_publish, publishers, who_signs
from disclosures.rules import blocking
from projects.models import TableVersion

OWN_SIGNATURE = "这份内容的保密审查是您本人办理的，请由另一位公开岗的同事办理公开。"
ONE_HAND = "办理保密审查的和办理公开的，一方是代另一方办理的，只算一个人，请由另一位公开岗的同事办理。"
NO_NOTE = "请先写更正说明，写明这一版改了什么、为什么改；说明会公开，也在保密审查的范围里。"
LATEST = timedelta(days=366)  # how far ahead a time may be set


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said with it: see `service.ask`."""

    reviewer: User | None
    note: str
    when: datetime | None
    seen: str


@dataclass(frozen=True, slots=True)
class Case:
    """What decides, as it was read under the lock of the chain."""

    draft: DisclosureDraft
    user: User
    said: Said
    corrects: Edition | None
    versions: list[TableVersion]
    disclosure: Disclosure
    data_hash: str

    @property
    def content(self) -> str:
        """What 保密审查 signs."""
        return content_of(self.data_hash, self.said.note)


def begin(draft: DisclosureDraft, user: User, said: Said, token: str, corrects: Edition | None) -> Edition:
    """In a transaction that holds the district. NotPublished with every reason."""
    draft = locked(draft)
    try:
        versions = chosen(draft)
    except NotPublished as refused:
        raise NotPublished([*_of_person(draft, user, ()), *refused.reasons]) from refused
    disclosure = composed(draft, versions)
    case = Case(draft, user, said, corrects, versions, disclosure, manifest.digest(to_bytes(disclosure)))
    if reasons := list(_reasons(case)):
        raise NotPublished(reasons)
    as_whom = acting_for(user, draft.district, draft.department, versions)
    edition = state.begin(
        draft,
        disclosure,
        versions,
        user,
        token=token,
        corrects=corrects,
        note=said.note,
        reviewer=_signed(case),
        scheduled_for=said.when,
    )
    step = "申请更正" if corrects else "申请公开"
    planned = timezone.localtime(said.when).isoformat() if said.when else ""
    on_behalf_of = None if as_whom.pk == user.pk else as_whom
    telling.in_trail(edition, step, user, on_behalf_of, 保密审查人=edition.reviewer, 定时=planned)
    return edition


def _reasons(case: Case) -> Iterator[str]:
    """Of who and when first, then of what; those of the content all together."""
    yield from _of_person(case.draft, case.user, case.versions)
    yield from _of_others(case)
    yield from _of_words(case)
    if not case.disclosure.projects:
        yield "公开稿里没有已批复的项目，不能公开；请核对选择的项目，以及“项目绩效目标”一节是否显示。"
    if case.said.seen and case.said.seen != case.data_hash:
        yield "您打开页面以后内容有了变动，请重新预览、核对后再办理。"
    yield from of_checks(case.disclosure)
    yield from against(case.draft, case.disclosure, case.said.note)
    if sentence := _not_signed(case):
        yield sentence


def _of_person(draft: DisclosureDraft, user: User, versions: Iterable[TableVersion]) -> Iterator[str]:
    try:
        acting_for(user, draft.district, draft.department, versions)
    except Denied as denied:
        yield str(denied)


def _of_others(case: Case) -> Iterator[str]:
    here = Edition.objects.filter(chain=case.disclosure.publisher.key, year=case.draft.year)
    if other := here.filter(state__in=state.UNDER_WAY).first():
        yield f"同一年度还有一版“{other.get_state_display()}”，请等它公开，或者先取消它。"
    current, corrects = here.filter(state=Edition.State.PUBLISHED).first(), case.corrects
    yield from taken_back(here, case.data_hash)
    if corrects is None and current:
        yield f"{current}是现行版本；内容有变动时请办理更正。"
    if corrects and (current is None or current.pk != corrects.pk):
        yield f"{corrects}已不是现行版本，不能更正，请刷新页面看最新状态。"
    if corrects and current and case.data_hash == current.data_hash:
        yield f"公开稿的内容与{current}完全相同，没有需要更正的。"


def was_published(draft: DisclosureDraft) -> bool:
    """Whether readers knew an edition of the year, withdrawn since or not: the next says what changed."""
    here = {"district": draft.district_id, "department": draft.department_id, "year": draft.year}
    return Edition.objects.filter(**here).exclude(number=None).exists()


def taken_back(editions: QuerySet[Edition], data_hash: str) -> Iterator[str]:
    """Why what was withdrawn or erased does not go out again as it was."""
    gone = editions.filter(state__in=(Edition.State.WITHDRAWN, Edition.State.ERASED), data_hash=data_hash)
    if one := gone.order_by("number").last():
        yield f"公开稿的内容与{one.get_state_display()}的第{one.number}版完全相同，请改好以后再公开。"


def _of_words(case: Case) -> Iterator[str]:
    said = case.said
    if was_published(case.draft) and not said.note:
        yield NO_NOTE
    if len(said.note) > LONGEST_NOTE:
        yield f"更正说明请不要超过{LONGEST_NOTE}字。"
    if said.when and timezone.is_naive(said.when):
        raise ValueError("a time without its zone")
    if said.when and not timezone.now() < said.when < timezone.now() + LATEST:
        yield "定时公开的时间须晚于现在，并在一年以内。"


def of_checks(disclosure: Disclosure) -> list[str]:
    """Gaps and figures that cannot be; what else a rule found is shown, and a person answers for it."""
    return [one.desk or one.message for one in blocking(disclosure.checks)]


def against(draft: DisclosureDraft, disclosure: Disclosure, note: str) -> Iterator[str]:
    """What stands against the content, whoever asks; asked again at the switch."""
    passed = set(draft.exceptions.values_list("digest", flat=True))
    for one in gate.findings(disclosure, note):
        if one.digest not in passed:
            yield f"{one.place}有疑似{one.kind}“{one.excerpt}”，请修改；确实可以公开的，请写明理由放行。"


def _not_signed(case: Case) -> str:
    """Why it counts as not signed: by nobody, or by nobody but who publishes it (四眼)."""
    draft, said = case.draft, case.said.reviewer
    signed = draft.sign_offs.filter(data_hash=case.content).select_related("signed_by").first()
    if signed and said and signed.signed_by_id != said.pk:
        return f"这份内容已由{signed.reviewer}完成保密审查，不用再签。"
    signer = signed.signed_by if signed else said
    if signer is None:
        return f"这份内容还没有完成保密审查。{who_signs(case.user, draft.district, draft.department)}"
    if signer.pk == case.user.pk:
        return OWN_SIGNATURE
    if _one_hand(case, signer):
        return ONE_HAND
    if not signed and not may_publish(signer, draft.district, draft.department):
        return f"{signer.name}不是公开岗。{who_signs(case.user, draft.district, draft.department)}"
    return ""


def _one_hand(case: Case, signer: User) -> bool:
    """Whether one 公开岗 would sign and publish, in person and through who stands in."""
    draft, parties = case.draft, {case.user.pk}
    with suppress(Denied):
        parties.add(acting_for(case.user, draft.district, draft.department, case.versions).pk)
    as_whom = {one.pk for one in publishers(signer, draft.district, draft.department)}
    return signer.pk in parties or (bool(as_whom) and as_whom <= parties)


def _signed(case: Case) -> str:
    if case.said.reviewer is None:
        return case.draft.sign_offs.get(data_hash=case.content).reviewer
    try:
        return sign_off(case.draft, case.content, case.said.reviewer).reviewer
    except EditRefused as refused:
        raise NotPublished([str(refused)]) from refused

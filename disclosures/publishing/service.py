"""What pages and commands may ask for. Each either happens whole or says every reason why not.

Publishing is asked for, and done by a worker: `ask` freezes the data and begins an edition in one
transaction with the job that draws, checks and switches (work.py). A time to come makes it wait, drawn.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from budget_site.accounts.models import User
from disclosures.document import Disclosure, EditionFacts, to_bytes
from disclosures.models import DisclosureDraft, Edition
from disclosures.publishing import asking, gate, manifest, state, telling, work
from disclosures.publishing.gathering import gather
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.resuming import resume, resume_quietly
from disclosures.publishing.rights import NOT_PUBLISHER, NOT_SECOND, may_consent, publishers
from projects.tables import typed

__all__ = ["NotPublished", "ask", "cancel", "correct", "erase", "preview", "resume", "withdraw"]

State = Edition.State
_WITHDRAWABLE = (State.PUBLISHED, State.CORRECTED)
_ERASABLE = (*_WITHDRAWABLE, State.WITHDRAWN)


def preview(draft: DisclosureDraft) -> tuple[Disclosure, EditionFacts]:
    """What would be published now. NotPublished where a table of it cannot be."""
    disclosure = gather(draft)
    last = state.head(disclosure.publisher.key)
    data_hash = manifest.digest(to_bytes(disclosure))
    return disclosure, EditionFacts(0, last.manifest_hash if last else "", data_hash)


def ask(
    draft: DisclosureDraft,
    user: User,
    *,
    reviewer: User | None = None,
    note: str = "",
    when: datetime | None = None,
    key: UUID | None = None,
    seen: str = "",
    at_once: bool = False,
) -> Edition:
    """Begin to publish the draft; at `when`, where that is said.

    `reviewer`, another account, does 保密审查 of it; None where that was signed before. `seen` is the data
    hash that the page showed. The same key again is the same edition. `at_once` does the job at once.
    """
    said = asking.Said(reviewer, typed(note), when, seen)
    return _ask(draft, user, said, key or uuid4(), None, at_once)


def correct(
    edition: Edition,
    user: User,
    *,
    note: str,
    reviewer: User | None = None,
    when: datetime | None = None,
    key: UUID | None = None,
    seen: str = "",
    at_once: bool = False,
) -> Edition:
    """Begin to replace the edition in force by what its publisher's draft says now; `note` is public."""
    here = {"district": edition.district_id, "department": edition.department_id, "year": edition.year}
    draft = DisclosureDraft.objects.select_related("district", "department").filter(**here).first()
    if draft is None:
        raise NotPublished(["没有这一年度的公开稿，请先编制公开稿，再办理更正。"])
    said = asking.Said(reviewer, typed(note), when, seen)
    return _ask(draft, user, said, key or uuid4(), edition, at_once)


def _ask(draft, user, said, key: UUID, corrects: Edition | None, at_once: bool) -> Edition:
    token = token_of(key, user)
    with transaction.atomic():
        state.hold(draft.district_id)
        edition = Edition.objects.filter(token=token).first()
        if edition is None:
            edition = asking.begin(draft, user, said, token, corrects)
            work.submit_for(edition, key)
    if at_once:
        work.do(edition)
    edition.refresh_from_db()
    return edition


def token_of(key: UUID, user: User) -> str:
    """Nobody else can guess it, and the same click has the same one. 40 hexadecimal digits."""
    return salted_hmac("disclosures.edition", f"{key}/{user.pk}").hexdigest()


def cancel(edition: Edition, user: User) -> Edition:
    """Give up an edition that is being made or waits for its time."""
    with transaction.atomic():
        edition = state.locked(edition.pk)
        for_whom = _publisher(edition, user)
        if edition.state == State.STOPPED:
            return edition
        if edition.state not in state.UNDER_WAY:
            raise NotPublished([f"{edition}已经公开，不能取消；需要时请办理更正或撤回。"])
        _stop(edition, user, for_whom, f"{edition}由{user}取消，没有公开。")
    resume_quietly()
    return edition


def _stop(edition: Edition, user: User, for_whom: User | None, text: str) -> None:
    state.stop(edition)
    work.cancel_for(edition)
    telling.in_trail(edition, "取消", user, for_whom)
    telling.noticed(edition, text, user)


def _give_up_waiting(edition: Edition, user: User, for_whom: User | None) -> None:
    """What waits of the same year would bring the content back without anybody looking at it again."""
    for one in state.waiting(edition):
        _stop(
            one,
            user,
            for_whom,
            f"{one}没有公开：同一年度的第{edition.number}版刚被{user}撤回或删除，请核对后重新办理。",
        )


def withdraw(edition: Edition, user: User, why: str) -> Edition:
    """Its files leave the public tree; notice, reason and manifest stay public. What waits is given up."""
    why = typed(why)
    with transaction.atomic():
        edition = state.locked(edition.pk)
        for_whom = _publisher(edition, user)
        if edition.state == State.WITHDRAWN and edition.withdrawn_why == why:
            return edition
        _refuse(edition, _WITHDRAWABLE, "撤回", why)
        state.withdraw(edition, why, timezone.now())
        _give_up_waiting(edition, user, for_whom)
        telling.withdrawn(edition)
        telling.in_trail(edition, "撤回", user, for_whom)
        telling.noticed(edition, f"{edition}已由{user}撤回，公开网站上保留撤回说明。", user)
    resume_quietly()
    return edition


def erase(edition: Edition, user: User, second: User, why: str) -> Edition:
    """Delete the bytes for ever, by two persons; hashes and the reason stay as a tombstone. What waits is
    given up; `state.alike` tells which other editions hold the same tables.

    Who calls this has made sure that it is `second` who consents.
    """
    why = typed(why)
    with transaction.atomic():
        edition = state.locked(edition.pk)
        for_whom = _publisher(edition, user)
        if edition.state == State.ERASED and edition.erased_why == why:
            return edition
        if not may_consent(second, user, for_whom, edition.district):
            raise NotPublished([NOT_SECOND])
        _refuse(edition, _ERASABLE, "删除", why)
        state.erase(edition, why)
        _give_up_waiting(edition, user, for_whom)
        telling.withdrawn(edition)
        telling.in_trail(edition, "删除个人信息", user, for_whom, 同意人=str(second))
        telling.noticed(edition, f"{edition}中的个人信息已由{user}删除，{second}同意。", user)
    resume_quietly()
    return edition


def _publisher(edition: Edition, user: User) -> User | None:
    """Whom the person stands in for; None: oneself."""
    as_whom = publishers(user, edition.district, edition.department)
    if not as_whom:
        raise NotPublished([NOT_PUBLISHER])
    return None if as_whom[0].pk == user.pk else as_whom[0]


def _refuse(edition: Edition, states: tuple[State, ...], what: str, why: str) -> None:
    reasons = []
    if edition.state not in states:
        reasons.append(f"{edition}现在是“{edition.get_state_display()}”，不能{what}，请刷新页面看最新状态。")
    if not why:
        reasons.append(f"请写明{what}的原因，原因会公开。")
    if found := gate.found_in(why):
        reasons.append(f"原因会公开，其中有疑似{'、'.join(found)}，请换一种写法，不要写出这些内容。")
    if reasons:
        raise NotPublished(reasons)

"""What a person answers for: a sensitive place that may stay, and 保密审查 of exactly one content."""

import hashlib

from django.db import transaction

from budget_site.accounts.models import Role, User
from disclosures.editing.drafts import locked, tell
from disclosures.editing.refused import EditRefused
from disclosures.models import DisclosureDraft, SensitiveException, SignOff
from projects.tables import typed

LONGEST_REASON, LONGEST_NAME = 1000, 50
TITLE = f"（{Role.PUBLISHER.label}）"  # the post in which an account signs


@transaction.atomic
def let_pass(draft: DisclosureDraft, digest: str, place: str, reason: str, user: User) -> SensitiveException:
    """Let one found place stay, with the reason. A second click finds it done."""
    draft, reason = locked(draft), typed(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise EditRefused(f"请写明为什么可以公开，不超过{LONGEST_REASON}字。")
    made, new = SensitiveException.objects.get_or_create(
        draft=draft, digest=digest, defaults={"place": place, "reason": reason, "given_by": user}
    )
    if new:
        tell(draft, user, f"放行：{place}，理由：{reason}")
    return made


@transaction.atomic
def take_back(draft: DisclosureDraft, digest: str, user: User) -> bool:
    """The place is to be mended after all; False where it was not let pass."""
    draft = locked(draft)
    there = draft.exceptions.filter(digest=digest).first()
    if there:
        tell(draft, user, f"收回放行：{there.place}")
        there.delete()
    return there is not None


def content_of(data_hash: str, note: str) -> str:
    """The hash that 保密审查 signs: of the data, and of the 更正说明 where one is published with them."""
    return hashlib.sha256(f"{data_hash}\n{note}".encode()).hexdigest() if note else data_hash


@transaction.atomic
def sign_off(draft: DisclosureDraft, data_hash: str, user: User) -> SignOff:
    """This account has read exactly this content (as `content_of` says) and lets it go out. Once for each.

    It signs by its own name and post; whether it may, `publishing.rights` says.
    """
    draft, reviewer = locked(draft), user.name[: LONGEST_NAME - len(TITLE)] + TITLE
    made, new = SignOff.objects.get_or_create(
        draft=draft, data_hash=data_hash, defaults={"reviewer": reviewer, "signed_by": user}
    )
    if new:
        tell(draft, user, f"保密审查：{reviewer}，数据校验值 {data_hash}")
    elif made.signed_by_id != user.pk:
        raise EditRefused(f"这份内容已由{made.reviewer}完成保密审查，不用再签。")
    return made

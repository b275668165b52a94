"""What a person answers for: a sensitive place that may stay, and 保密审查 of exactly one content."""

from django.db import transaction

from budget_site.accounts.models import User
from disclosures.editing.drafts import locked, tell
from disclosures.editing.refused import EditRefused
from disclosures.models import DisclosureDraft, SensitiveException, SignOff
from projects.tables import typed

LONGEST_REASON, LONGEST_NAME = 1000, 50


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


@transaction.atomic
def sign_off(draft: DisclosureDraft, data_hash: str, reviewer: str, user: User) -> SignOff:
    """`reviewer` has read exactly this content and lets it go out. Once for each content."""
    draft, reviewer = locked(draft), " ".join(typed(reviewer).split())
    if not reviewer or len(reviewer) > LONGEST_NAME:
        raise EditRefused(f"请填写保密审查人的姓名，不超过{LONGEST_NAME}字。")
    made, new = SignOff.objects.get_or_create(
        draft=draft, data_hash=data_hash, defaults={"reviewer": reviewer, "signed_by": user}
    )
    if new:
        tell(draft, user, f"保密审查：{reviewer}，数据校验值 {data_hash}")
    elif made.reviewer != reviewer:
        raise EditRefused(f"这份内容已由{made.reviewer}完成保密审查，不用再签。")
    return made

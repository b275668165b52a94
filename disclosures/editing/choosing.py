"""Which replied tables a disclosure is to hold."""

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction

from budget_site.accounts.models import User
from disclosures.editing.drafts import locked, write
from disclosures.editing.refused import EditMoved, EditRefused, seen
from disclosures.models import DisclosureDraft
from projects.values import plain

Choice = DisclosureDraft.Choice


def as_seen(draft: DisclosureDraft) -> str:
    least = None if draft.least is None else plain(draft.least)
    return seen([draft.choice, least, sorted(draft.picked)])


@transaction.atomic
def save_choice(
    draft: DisclosureDraft,
    *,
    choice: str,
    least: Decimal | None,
    picked: Collection[str],
    was: str,
    user: User,
) -> DisclosureDraft:
    """The rule, and its amount or its projects (`picked` are ids of projects as text).

    What the other rules had is kept, so that one may go back to it.
    """
    draft = locked(draft)
    if choice == Choice.AMOUNT and least is None:
        raise EditRefused("请填写预算数标准（万元）。")
    if choice == Choice.PICKED and not picked:
        raise EditRefused("请至少勾选一个项目，或者改用别的方式。")
    least = draft.least if least is None else least
    picked = sorted(picked) if choice == Choice.PICKED else draft.picked
    if (choice, least, picked) == (draft.choice, draft.least, draft.picked):
        return draft
    if was != as_seen(draft):
        raise EditMoved("您打开本页以后，这里的选择已经改过。下面是您填的，请核对后再保存。", draft)
    draft.choice, draft.least, draft.picked = choice, least, picked
    return write(draft, user, f"选择公开的项目：{Choice(choice).label}")

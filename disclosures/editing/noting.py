"""更正说明 of the edition that is to come, written before 保密审查, which reads it too."""

from django.db import transaction

from budget_site.accounts.models import User
from disclosures.editing.drafts import locked, write
from disclosures.editing.refused import EditMoved, EditRefused, seen
from disclosures.models import DisclosureDraft
from projects.tables import typed

LONGEST_NOTE = 5000


@transaction.atomic
def write_note(draft: DisclosureDraft, text: str, was: str, user: User) -> DisclosureDraft:
    """On top of what the page showed (`was`, by `seen`)."""
    draft, text = locked(draft), typed(text)
    if text == draft.note:
        return draft
    if was != seen(draft.note):
        raise EditMoved("您打开本页以后，有人改过更正说明。请核对后再保存。", draft.note)
    if len(text) > LONGEST_NOTE:
        raise EditRefused(f"更正说明请不要超过{LONGEST_NOTE}字。")
    draft.note = text
    return write(draft, user, "修改更正说明")

"""更正说明: what a year's next edition puts right and why; it is checked and signed off with the content."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from disclosures.editing import EditMoved, EditRefused
from disclosures.editing.noting import write_note
from disclosures.editing.refused import seen
from disclosures.forms.deciding import NoteForm
from disclosures.views.desk import Desk, with_draft


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def note(desk: Desk) -> HttpResponse:
    if not desk.was_published:
        messages.info(desk.request, "这一年度还没有公开过，不用写更正说明。")
        return desk.to()
    asked = desk.request.POST if desk.request.method == "POST" else None
    form = NoteForm(asked, initial={"note": desk.draft.note, "was": seen(desk.draft.note)})
    theirs = ""
    if form.is_valid():
        try:
            write_note(desk.draft, form.cleaned_data["note"], form.cleaned_data["was"], desk.user)
        except EditMoved as moved:
            theirs = moved.current
            form = NoteForm(form.data | {"was": seen(theirs)})
            form.add_error("note", str(moved))
        except EditRefused as refused:
            form.add_error("note", str(refused))
        else:
            messages.success(desk.request, "更正说明已保存。")
            return desk.to("checks")
    return desk.page("note.html", {"form": form, "theirs": theirs})

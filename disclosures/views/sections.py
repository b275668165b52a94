"""The sections of a disclosure: their order, and the text of each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from disclosures import narrative
from disclosures.editing import EditMoved, EditRefused
from disclosures.editing.figures import figures_for
from disclosures.editing.sections import (
    FREE,
    Kept,
    add_section,
    arrange,
    retitle,
    section_of,
    write_section,
)
from disclosures.forms.sections import NewSectionForm, RevisionForm, SectionForm, TitleForm, initial, mark
from disclosures.views.desk import Desk, with_draft
from disclosures.views.looking import look


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def sections(desk: Desk) -> HttpResponse:
    """The list. POST adds a free section and goes on to its text."""
    form = NewSectionForm(desk.request.POST or None, initial={"revision": desk.draft.revision})
    if desk.request.method == "POST" and form.is_valid():
        try:
            key = add_section(desk.draft, user=desk.user, **form.cleaned_data)
        except EditMoved as moved:
            messages.warning(desk.request, str(moved))
            return desk.to("sections")
        except EditRefused as refused:
            form.add_error("title", str(refused))
        else:
            return desk.to("section", key)
    return _list(desk, form)


@require_POST
@with_draft
def sections_title(desk: Desk) -> HttpResponse:
    form = TitleForm(desk.request.POST)
    if not form.is_valid():
        return _list(desk, NewSectionForm(initial={"revision": desk.draft.revision}), form)
    try:
        retitle(desk.draft, form.cleaned_data["title"], form.cleaned_data["was"], desk.user)
    except EditMoved as moved:
        data = form.data.copy()
        data["was"] = moved.current
        again = TitleForm(data)
        again.add_error("title", str(moved))
        return _list(desk, NewSectionForm(initial={"revision": desk.draft.revision}), again)
    except EditRefused as refused:
        form.add_error("title", str(refused))
        return _list(desk, NewSectionForm(initial={"revision": desk.draft.revision}), form)
    messages.success(desk.request, "标题已保存。")
    return desk.to("sections")


@require_POST
@with_draft
def section_step(desk: Desk, key: str) -> HttpResponse:
    """Up, down, show, hide, delete and undo that; on the list that the page showed."""
    form, step = RevisionForm(desk.request.POST), desk.request.POST.get("step", "")
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    try:
        arrange(desk.draft, key, step, revision, desk.user)
    except EditMoved as moved:
        messages.warning(desk.request, str(moved))
    except EditRefused as refused:
        messages.error(desk.request, str(refused))
    else:
        if step == "delete":
            messages.success(desk.request, "已删除。删除的章节列在下面，可以撤销删除。")
    return desk.to("sections")


def _list(desk: Desk, form: NewSectionForm, title: TitleForm | None = None) -> HttpResponse:
    told, figures, total = desk.draft.title, figures_for(desk.draft), look(desk.draft).total
    context = {
        "form": form,
        "title_form": title or TitleForm(initial={"title": told, "was": told}, auto_id="title_%s"),
        "sections": [
            {
                **one,
                "called": narrative.titled(one["title"], desk.year),
                "reads": (reads := narrative.filled(one["text"], figures, desk.year, total)),
                "gaps": narrative.gaps(reads),
                "unknown": narrative.unknown(one["text"]),
                "free": one["key"].startswith(FREE),
            }
            for one in desk.draft.sections
        ],
        "deleted": desk.draft.deleted[::-1],
    }
    return desk.page("sections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def section(desk: Desk, key: str) -> HttpResponse:
    """One section's text. POST saves it, shows what it would read as, or brings the official text back."""
    kept = section_of(desk.draft, key)
    if desk.request.method != "POST":
        if kept is None:
            raise Http404
        return _section(desk, key, SectionForm(initial=initial(kept)))
    form = SectionForm(desk.request.POST)
    match desk.request.POST.get("action"):
        case "official":
            return _official(desk, key, form)
        case "look":
            return _section(desk, key, form)
    return _saved(desk, key, form) if form.is_valid() else _section(desk, key, form)


def _saved(desk: Desk, key: str, form: SectionForm) -> HttpResponse:
    """The section as written; or the page again, where nothing typed is lost."""
    theirs = None
    try:
        write_section(desk.draft, key, user=desk.user, **form.cleaned_data)
    except EditMoved as moved:
        messages.warning(desk.request, str(moved))
        form, theirs = form.saying(was=mark(moved.current)), moved.current
    except EditRefused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(desk.request, "这一节已保存。")
        return desk.to("section", key)
    return _section(desk, key, form, theirs=theirs)


def _official(desk: Desk, key: str, form: SectionForm) -> HttpResponse:
    """Nothing is saved yet; what stood in the box is shown below it."""
    text = narrative.default_text(key, figures_for(desk.draft), desk.year)
    mine = form["text"].value() or ""
    messages.info(desk.request, "已换成官方写法，还没有保存；原来的文字在下面。")
    return _section(desk, key, form.saying(text=text), mine=mine)


def _section(
    desk: Desk, key: str, form: SectionForm, *, theirs: Kept | None = None, mine: str = ""
) -> HttpResponse:
    figures, text = figures_for(desk.draft), form["text"].value() or ""
    total = look(desk.draft).total
    reads = narrative.filled(text, figures, desk.year, total)
    context = {
        "key": key,
        "form": form,
        "called": narrative.titled(str(form["title"].value() or ""), desk.year),
        "theirs": theirs,
        "mine": mine,
        "reads": reads.splitlines(),
        "gaps": narrative.gaps(reads),
        "unknown": narrative.unknown(text),
        "tokens": narrative.tokens(figures, desk.year, total),
        "free": key.startswith(FREE),
        "official": bool(narrative.default_text(key, figures, desk.year)),
    }
    return desk.page("section.html", context)

"""区级数据: the figures that stand in no project's table, this year beside last year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from disclosures.editing import EditMoved
from disclosures.editing.figures import LAST, figures_of, save_figures, take_last
from disclosures.figures import Figures, from_json
from disclosures.forms.figures import FiguresForm, initial
from disclosures.models import YearFigures
from disclosures.views.desk import Desk, of_the_district


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_district
def figures(desk: Desk) -> HttpResponse:
    """POST writes all of them on top of the revision that the page showed; or answers the sums alone."""
    last = figures_of(desk.district, desk.year - 1)
    kept = _kept(desk)
    if desk.request.method != "POST":
        start = initial(from_json(kept.figures) if kept else Figures(), kept.revision if kept else 0)
        return _page(desk, FiguresForm(initial=start, last=last), kept)
    form = FiguresForm(desk.request.POST, last=last)
    if desk.request.POST.get("action") == "sums":
        return render(desk.request, "disclosures/figures_sums.html", {"form": form, "year": desk.year})
    if form.is_valid():
        try:
            form = _save(desk, form)
        except EditMoved as moved:
            messages.warning(desk.request, str(moved))
            form = form.after(from_json(moved.current.figures), moved.current.revision)
        else:
            messages.success(desk.request, _saved(form))
            return desk.to("figures")
    return _page(desk, form, kept)


def _save(desk: Desk, form: FiguresForm) -> FiguresForm:
    """What was saved: the form, or it with a colleague's fields where the two changed different ones."""
    try:
        save_figures(desk.district, desk.year, form.said(), form.cleaned_data["revision"], desk.user)
    except EditMoved as moved:
        both = form.after(from_json(moved.current.figures), moved.current.revision)
        if not both.is_valid():
            raise
        save_figures(desk.district, desk.year, both.said(), moved.current.revision, desk.user)
        messages.info(desk.request, "同时有人改过别的几项，两边改的都已保留，请核对。")
        return both
    return form


@require_POST
@of_the_district
def figures_last(desk: Desk) -> HttpResponse:
    """Last year's figures go where this year's page asks for them and nobody wrote yet."""
    taken = take_last(desk.district, desk.year, desk.user)
    if taken:
        messages.success(desk.request, f"已填入：{'、'.join(taken)}。请与上年公开的数核对。")
    else:
        messages.info(desk.request, "没有可以填入的：各项上年数都已填写，或者上年没有数据。")
    return desk.to("figures")


def _kept(desk: Desk) -> YearFigures | None:
    seen = YearFigures.objects.visible_to(desk.user).select_related("changed_by")
    return seen.filter(district=desk.district, year=desk.year).first()


def _page(desk: Desk, form: FiguresForm, kept: YearFigures | None) -> HttpResponse:
    now = from_json(kept.figures) if kept else None
    offered = [key for key, to in LAST if key in form.last.amounts and not (now and to in now.amounts)]
    return desk.page("figures.html", {"form": form, "kept": kept, "offers_last": bool(offered)})


def _saved(form: FiguresForm) -> str:
    if not form.unread:
        return "数据已保存。"
    return f"数据已保存。没有看懂的按原样留着，请改成万元的数：{'、'.join(form.unread)}。"

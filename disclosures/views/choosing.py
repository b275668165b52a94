"""Which of the replied tables appear, with counts and sums; and those that cannot, with the reason."""

import copy
from collections.abc import Iterable
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from disclosures.editing import EditMoved, EditRefused
from disclosures.editing.choosing import Choice, as_seen, save_choice
from disclosures.forms.choosing import ChoiceForm, initial
from disclosures.models import DisclosureDraft
from disclosures.publishing.gathering import chosen
from disclosures.publishing.refused import NotPublished
from disclosures.views.desk import Desk, with_draft
from projects.models import Status, TableVersion
from projects.reading import in_force_of

NO_AMOUNT = "填写标准以后显示"


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def choice(desk: Desk) -> HttpResponse:
    tables = list(_tables(desk))
    replied = [one for one in tables if one.status == Status.REPLIED]
    ids = [str(one.project_id) for one in replied]
    if desk.request.method != "POST":
        start = initial(desk.draft, as_seen(desk.draft))
        return _page(desk, ChoiceForm(initial=start, projects=ids), tables)
    form = ChoiceForm(desk.request.POST, projects=ids)
    if form.is_valid():
        said = dict(form.cleaned_data)
        said["picked"] = said.pop("project")
        try:
            save_choice(desk.draft, **said, user=desk.user)
        except EditMoved as moved:
            messages.warning(desk.request, str(moved))
            data = form.data.copy()
            data["was"] = as_seen(moved.current)
            form = ChoiceForm(data, projects=ids)
        except EditRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(desk.request, "公开哪些项目已保存。")
            return desk.to("choice")
    return _page(desk, form, tables)


def _tables(desk: Desk) -> Iterable[TableVersion]:
    """Of each project of this publisher the version that holds."""
    tables = in_force_of(desk.user, desk.district, desk.year)
    tables = tables.prefetch_related("project__department__former_names")
    return tables.filter(project__department=desk.department) if desk.department else tables


def _page(desk: Desk, form: ChoiceForm, tables: list[TableVersion]) -> HttpResponse:
    replied = [one for one in tables if one.status == Status.REPLIED]
    others = [one for one in tables if one.status != Status.REPLIED]
    context = {
        "form": form,
        "replied": replied,
        "others": others,
        "total": _sum(replied),
        "rules": [(rule, *_counted(desk.draft, rule, _least(desk.draft, form))) for rule in Choice],
        "now": str(form["choice"].value() or ""),
    }
    return desk.page("choice.html", context)


def _least(draft: DisclosureDraft, form: ChoiceForm) -> Decimal | None:
    """As it stands on the page; none where that was not understood."""
    if not form.is_bound:
        return draft.least
    return None if "least" in form.errors else form.cleaned_data["least"]


def _counted(
    draft: DisclosureDraft, rule: Choice, least: Decimal | None
) -> tuple[int | None, Decimal, tuple[str, ...]]:
    """How many tables this rule would choose and their sum in 万元, or why it cannot choose."""
    if rule == Choice.AMOUNT and least is None:
        return None, Decimal(0), (NO_AMOUNT,)
    asked = copy.copy(draft)
    asked.choice, asked.least = rule, least
    try:
        found = chosen(asked)
    except NotPublished as refused:
        return None, Decimal(0), tuple(refused.reasons)
    return len(found), _sum(found), ()


def _sum(tables: Iterable[TableVersion]) -> Decimal:
    return sum((one.total for one in tables if one.total is not None), Decimal(0))

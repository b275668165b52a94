"""The form of a year's tables: shown, edited beside a live picture, revised once tables use it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from budget_site.guarding.costs import Kind, costs
from projects.forms.yearly import FrameworkForm
from projects.models import TableFramework
from projects.models.framework import FrameworkInUse
from projects.official.empty import empty_table
from projects.rendering import html
from projects.yearly.revising import Form, affected, edit, revise


def _framework(request: HttpRequest, pk: int) -> TableFramework:
    frameworks = TableFramework.objects.visible_to(request.user).select_related("district")
    framework = get_object_or_404(frameworks, pk=pk)
    if not request.user.is_finance_of(framework.district):
        raise PermissionDenied("表格样式由财政部门维护；您填报的表会自动使用本年的样式。")
    return framework


@require_http_methods(["GET", "HEAD", "POST"])
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor. What tables use is not changed by it: POST leads to what a new revision would affect."""
    one = _framework(request, pk)
    used = TableFramework.objects.visible_to(request.user).filter(pk=pk, versions__isnull=False).exists()
    form = FrameworkForm(request.POST if request.method == "POST" else None, form=Form.of(one))
    if request.method == "POST" and form.is_valid():
        if form.said() == Form.of(one):
            messages.info(request, "样式没有改动。")
            return redirect("framework", pk)
        if used:
            return _affected(request, one, form)
        try:
            edit(one, form.said())
        except FrameworkInUse:  # since a moment ago
            return _affected(request, one, form)
        messages.success(request, "表格样式已保存。")
        return redirect("framework", pk)
    context = {"framework": one, "form": form, "used": used, "picture": _picture(_said(form) or Form.of(one))}
    revisions = TableFramework.objects.visible_to(request.user).filter(district=one.district, year=one.year)
    return render(
        request, "projects/framework/framework.html", context | {"revisions": revisions.order_by("-revision")}
    )


def _said(form: FrameworkForm) -> Form | None:
    return form.said() if form.is_bound and form.is_valid() else None


def _affected(request: HttpRequest, one: TableFramework, form: FrameworkForm) -> HttpResponse:
    context = {
        "framework": one,
        "form": form,
        "affected": affected(one, form.said()),
        "picture": _picture(form.said()),
        "fields": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return render(request, "projects/framework/affected.html", context)


@require_POST
def framework_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The new revision, for new tables only or for the drafts too."""
    one = _framework(request, pk)
    form = FrameworkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "样式没有保存，请回到编辑页核对。")
        return redirect("framework", pk)
    move = request.POST.get("move") == "drafts"
    revised = revise(one, form.said(), request.user, move)
    told = "，草稿已改用新样式" if move else "，新建的表使用新样式，已有的表不变"
    messages.success(request, f"已保存为第{revised.revision}版样式{told}。")
    return redirect("framework", revised.pk)


@costs(Kind.PREVIEW)
@require_POST
def framework_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty table of what the editor says now; the last picture stays while it says nothing whole."""
    _framework(request, pk)
    form = FrameworkForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=204)
    return render(request, "projects/framework/picture.html", {"picture": _picture(form.said())})


def _picture(form: Form) -> str:
    return html.fragment(empty_table(**form.wording(), classes=form.pairs))

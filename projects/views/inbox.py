"""The inbox: to do, waiting for others, done, and the notices."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from budget_site.accounts.models import User
from projects.models import Notice, TableVersion
from projects.review import inbox as service
from projects.review import own_notices
from projects.workflow import Action

PAGE = 50
TABS: dict[str, tuple[str, Callable[[User], QuerySet]]] = {
    "todo": ("待办", service.to_do),
    "waiting": ("等待他人", service.with_others),
    "done": ("已办", service.done),
    "notices": ("通知", own_notices.notices_of),
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """One of four lists; how much there is to do and to read stands at each."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "todo"
    rows = TABS[tab][1](request.user)
    if tab == "notices":
        rows = rows.select_related("project").order_by("-at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = {"todo": service.count(request.user), "notices": own_notices.unread(request.user).count()}
    context = {
        "tab": tab,
        "tabs": [(name, label, counts.get(name)) for name, (label, _) in TABS.items()],
        "page": page,
        "rows": _rows(request.user, tab, page),
        "errands": service.errands(request.user) if tab == "todo" and page.number == 1 else [],
        "unread": counts["notices"],
        "today": timezone.localdate(),
    }
    return render(request, "projects/inbox/inbox.html", context)


def _rows(user: User, tab: str, page: Page) -> list:
    found = list(page.object_list)
    if tab == "todo":
        return service.items(user, found)
    if tab == "notices":
        return _with_names(user, found)
    if tab == "done":
        return [(event, Action(event.action).label) for event in found]
    return found


def _with_names(user: User, notices: list[Notice]) -> list[tuple[Notice, str]]:
    """A notice says where a project stands; what its table calls it is read from there, by who may."""
    projects = {notice.project_id for notice in notices if notice.project_id}
    versions = TableVersion.objects.visible_to(user).latest().filter(project__in=projects)
    names = dict(versions.values_list("project", "name"))
    return [(notice, names.get(notice.project_id, "")) for notice in notices]


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    if count := own_notices.mark_read(request.user):
        messages.success(request, f"已把 {count} 条通知标为已读。")
    return redirect(f"{reverse('inbox')}?tab=notices")


@require_POST
def notice_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark one as read, and go where it points to."""
    notice = get_object_or_404(own_notices.notices_of(request.user), pk=pk)
    own_notices.mark_read(request.user, pk)
    return redirect(_page_of(notice))


def _page_of(notice: Notice) -> str:
    return notice.page if notice.page.startswith("/") else reverse("inbox")

"""At whose disclosure of which year somebody works, and what this person may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Department, District, User
from disclosures.editing.drafts import with_sections
from disclosures.models import COMPOSERS, DisclosureDraft, Edition
from disclosures.publishing.asking import was_published
from disclosures.publishing.rights import may_publish
from disclosures.publishing.state import UNDER_WAY
from projects.places import district_or_404
from projects.reading import years_of

ONLY_COMPOSERS = "公开说明由财政部门和公开岗编制；公开以后，您可以在公开网站上看到。"
ONLY_DISTRICT = "这一页是全区的，由财政部门和区级公开岗办理；您办理的是本部门的公开。"
NOT_BEGUN = "还没有开始编制，请先开始。"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Desk:
    """One publisher's disclosure of a year, as `user` works on it; without a department, the district's."""

    request: HttpRequest
    district: District
    department: Department | None
    year: int

    @property
    def user(self) -> User:
        return self.request.user

    @property
    def name(self) -> str:
        """As it is called in the year."""
        return self.department.called_in(self.year) if self.department else str(self.district)

    @cached_property
    def has_year(self) -> bool:
        """Whether the year's page opens for this person."""
        return self.year in years_of(self.user, self.district)

    @cached_property
    def draft(self) -> DisclosureDraft | None:
        beside = ("district", "department", "changed_by")
        found = self._mine(DisclosureDraft.objects).select_related(*beside).first()
        return with_sections(found) if found else None

    @property
    def editions(self):
        """All of the year, the latest first."""
        beside = ("district", "department", "corrects", "asked_by")
        return self._mine(Edition.objects).select_related(*beside).order_by("-asked_at", "-pk")

    @cached_property
    def current(self) -> Edition | None:
        return self.editions.filter(state=Edition.State.PUBLISHED).first()

    def is_in_force(self, data_hash: str) -> bool:
        """Whether just this content is published."""
        return self.current is not None and self.current.data_hash == data_hash

    @cached_property
    def was_published(self) -> bool:
        """Whether the next edition needs a 更正说明."""
        return bool(self.draft) and was_published(self.draft)

    @property
    def planned(self):
        """Those that wait for their time: the register shows them before they are in it."""
        return self.editions.filter(state__in=UNDER_WAY).exclude(scheduled_for=None)

    def _mine(self, rows):
        place = {"district": self.district, "department": self.department, "year": self.year}
        return rows.visible_to(self.user).filter(**place)

    @cached_property
    def publishes(self) -> bool:
        """公开岗 of the district, or of the department whose disclosure this is."""
        return may_publish(self.user, self.district, self.department)

    @cached_property
    def composes_district(self) -> bool:
        return bool(self.user.roles_in(self.district) & COMPOSERS)

    @cached_property
    def composes(self) -> bool:
        return self.composes_district or self._composes_department

    @property
    def _composes_department(self) -> bool:
        """Itself, or what it was merged into."""
        if not self.department:
            return False
        own = {self.department.pk, self.department.merged_into_id}
        return bool(own & self.user.acting(COMPOSERS).departments)

    @property
    def composes_a_department(self) -> bool:
        return bool(self.user.acting(COMPOSERS).inside(self.district.pk).departments)

    def url(self, name: str = "overview", *more: object) -> str:
        kind = "department_disclosure" if self.department else "disclosure"
        whose = [self.department.code] if self.department else []
        return reverse(f"{kind}_{name}", args=[self.district.code, self.year, *whose, *more])

    def to(self, name: str = "overview", *more: object) -> HttpResponse:
        return redirect(self.url(name, *more))

    def page(self, template: str, context: dict | None = None, status: int = 200) -> HttpResponse:
        """Never kept by a browser: what is not published yet stays here."""
        about = {"desk": self, "district": self.district, "department": self.department, "year": self.year}
        return render(self.request, f"disclosures/{template}", about | (context or {}), status=status)


def at_desk(view: View) -> View:
    """The view gets the desk in place of the address: 404 for a stranger, 403 for another role."""

    @wraps(view)
    def seated(
        request: HttpRequest, district: str, year: int, department: str = "", **more: object
    ) -> HttpResponse:
        return view(_desk(request, district, year, department), **more)

    return seated


def of_the_district(view: View) -> View:
    """As `at_desk`, for what a district has once."""

    @wraps(view)
    def seated(request: HttpRequest, district: str, year: int, **more: object) -> HttpResponse:
        return view(_desk(request, district, year, ""), **more)

    return seated


def with_draft(view: View) -> View:
    """As `at_desk`; where nothing was begun, back to the page where one begins."""

    @wraps(view)
    def seated(desk: Desk, **more: object) -> HttpResponse:
        if desk.draft is None:
            messages.info(desk.request, NOT_BEGUN)
            return desk.to()
        return view(desk, **more)

    return at_desk(seated)


def _desk(request: HttpRequest, code: str, year: int, department: str) -> Desk:
    place = district_or_404(request.user, code)
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404
    whose = get_object_or_404(place.departments, code=department) if department else None
    desk = Desk(request, place, whose, year)
    if not desk.composes:
        raise PermissionDenied(ONLY_COMPOSERS if whose or not desk.composes_a_department else ONLY_DISTRICT)
    return desk


def publishers_only(desk: Desk, sentence: str = "公开、更正和撤回由公开岗办理。") -> None:
    if not desk.publishes:
        raise PermissionDenied(sentence)

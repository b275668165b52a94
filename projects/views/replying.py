"""Issuing a letter: the approved tables of one department, a look at the letter, and the reply itself."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from budget_site.accounts.confirming import sensitive
from budget_site.accounts.models import Department, District, Role, User
from projects.forms.letters import LetterForm
from projects.models import ReplyLetter, TableVersion
from projects.places import year_or_404
from projects.rendering import letter_html
from projects.review.letters import approved, preview
from projects.review.replying import (
    MOST_TABLES,
    NotIssued,
    called,
    issue,
    made_with,
    proposed_number,
    usual_issuer,
)

ONLY_REPLIER = "批复由预算科办理；批复以后，您可以在“批复通知”里看到本部门的通知。"
NOBODY = 0  # in an address: the projects that are of no department yet


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def letter_new(request: HttpRequest, district: str, year: int, department: int) -> HttpResponse:
    """What the letter needs, and which tables. POST shows the letter as it would be, or issues it."""
    place, _ = year_or_404(request.user, district, year)
    whose = _whose(request.user, place, department)
    issuing = Issuing(request, place, year, whose, list(approved(request.user, place, year, whose)))
    if request.method != "POST":
        return issuing.page(issuing.fresh()) if issuing.versions else issuing.nothing_left()
    if not issuing.previews and (made := issuing.made_already()):
        return _issued(request, made)
    form = LetterForm(request.POST, versions=issuing.versions, year=year)
    if not form.is_valid():
        return issuing.page(form)
    if issuing.previews:
        return issuing.page(form, shown=issuing.shown(form))
    try:
        letter = issue(**issuing.said(form), user=request.user)
    except NotIssued as refused:
        return issuing.page(form, refused=refused)
    return _issued(request, letter)


def _issued(request: HttpRequest, letter: ReplyLetter) -> HttpResponse:
    count = letter.tables.count()
    messages.success(request, f"已批复 {count} 张表，通知{letter.number}已发给{letter.addressee}，可以下载。")
    return redirect("letters", letter.district.code, letter.year)


def _whose(user: User, place: District, department: int) -> Department | None:
    """Whose tables these are; PermissionDenied for whoever does not reply them."""
    if department == NOBODY and user.districts_as(Role.REPLIER).filter(pk=place.pk).exists():
        return None
    found = user.departments_as(Role.REPLIER).filter(district=place, pk=department).first()
    if found is None:
        raise PermissionDenied(ONLY_REPLIER)
    return found


@dataclass
class Issuing:
    """One department's letter on its way: everything that its page needs to know."""

    request: HttpRequest
    place: District
    year: int
    whose: Department | None
    versions: list[TableVersion]

    @property
    def previews(self) -> bool:
        return self.request.POST.get("action") == "preview"

    def made_already(self) -> ReplyLetter | None:
        """The letter of this very click, sent twice: its tables are no longer among those of the form.

        Looked for after these were read, so that a letter which took them away is found.
        """
        said = self.request.POST
        try:
            key, tables = UUID(said.get("key", "")), [int(pk) for pk in said.getlist("project")]
        except ValueError:
            return None
        return made_with(key, tables, self.request.user)

    def fresh(self) -> LetterForm:
        initial = {
            "number": proposed_number(self.place, self.year),
            "dated": timezone.localdate(),
            "issuer": usual_issuer(self.place),
            "project": [str(version.pk) for version in self.versions[:MOST_TABLES]],
        }
        return LetterForm(initial=initial, versions=self.versions, year=self.year)

    def said(self, form: LetterForm) -> dict:
        data = form.cleaned_data
        words = {name: data[name] for name in ("number", "dated", "key", "remark", "issuer")}
        about = {"district": self.place, "year": self.year, "department": self.whose}
        return about | words | {"version_pks": data["project"]}

    def shown(self, form: LetterForm) -> str:
        """The letter's own pages as they would be; the tables can be opened from the list."""
        ticked = [version for version in self.versions if version.pk in form.cleaned_data["project"]]
        return letter_html.section(preview(self.said(form), ticked))

    def page(self, form: LetterForm, shown: str = "", refused: NotIssued | None = None) -> HttpResponse:
        context = {
            "district": self.place,
            "year": self.year,
            "addressee": called(self.whose, self.year),
            "form": form,
            "versions": self.versions,
            "shown": shown,
            "refused": refused,
            "wrong": {one.version: one.reasons for one in refused.tables} if refused else {},
        }
        return render(self.request, "projects/letters/new.html", context)

    def nothing_left(self) -> HttpResponse:
        messages.info(self.request, f"{called(self.whose, self.year)}现在没有等待批复的表。")
        return redirect("letters", self.place.code, self.year)

"""Where in the site a notice or a job about a publication leads."""

from django.urls import NoReverseMatch, reverse

from budget_site.accounts.models import Department, District


def page_of(district: District, year: int, department: Department | None) -> str:
    kind, whose = ("department_disclosure", [department.code]) if department else ("disclosure", [])
    try:
        return reverse(f"{kind}_overview", args=[district.code, year, *whose])
    except NoReverseMatch:
        return reverse("inbox")

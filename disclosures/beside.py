"""The way from a year's page to its disclosure, for whoever composes one."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from budget_site.accounts.models import District, User
from disclosures.models import COMPOSERS
from projects.beside import Beside


def links(user: User, district: District, year: int) -> Iterator[Beside]:
    """The district's for its composers; else one's own departments', in which the district's has no part."""
    if user.roles_in(district) & COMPOSERS:
        yield Beside("公开", reverse("disclosure_overview", args=[district.code, year]))
        return
    held = user.acting(COMPOSERS).departments
    here = district.departments.filter(Q(pk__in=held) | Q(merged_into__in=held)).open_in(year)
    own = list(here.prefetch_related("former_names"))
    for one in own:
        name = f"公开（{one.called_in(year)}）" if len(own) > 1 else "公开"
        yield Beside(name, reverse("department_disclosure_overview", args=[district.code, year, one.code]))

"""Links that other rooms put on the page of a district's year: they register, none of them is known here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from budget_site.accounts.models import District, User
from projects.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Beside:
    label: str
    address: str


Links = Callable[[User, District, int], Iterable[Beside]]  # those that this person may open

_links: Lookups[Links] = Lookups()
register = _links.register


def links_beside(user: User, district: District, year: int) -> list[Beside]:
    return [one for links in _links for one in links(user, district, year)]

"""What waits for a person besides tables: other rooms register their lookups, and none is known here."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from budget_site.accounts.models import User
from budget_site.accounts.models.held import Held
from projects.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Errand:
    """One line of the inbox: what it is about, what is asked, where it is done, until when, and for whom."""

    about: str
    asks: str
    address: str
    due: datetime.date | None = None
    of: User | None = None  # in whose place it is done


Lookup = Callable[[Held], Iterable[Errand]]  # what waits for who holds these roles, as they were read

_lookups: Lookups[Lookup] = Lookups()
register = _lookups.register


def errands_of(held: Held) -> list[Errand]:
    """The most urgent first; what has no day comes last."""
    found = [one for lookup in _lookups for one in lookup(held)]
    return sorted(found, key=lambda one: (one.due is None, one.due or datetime.date.max, one.about))

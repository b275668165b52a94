"""The roles in which somebody acts, as they were read; a page that only reads reads them once."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budget_site.accounts.models.people import Assignment, User

_known: ContextVar[dict[int, "Held"] | None] = ContextVar("roles_known", default=None)


@dataclass(frozen=True, slots=True)
class Held:
    """One's own roles and those of whom one stands in for: assignments with their `user` and `department`."""

    user: "User"
    assignments: tuple["Assignment", ...]

    def narrowed(self, to: Callable[["Assignment"], bool]) -> "Held":
        return replace(self, assignments=tuple(filter(to, self.assignments)))

    def of(self, roles: Collection[str]) -> "Held":
        return self.narrowed(lambda one: one.role in roles)

    def inside(self, district: int) -> "Held":
        """Those for the whole of this district and those in its departments."""
        return self.narrowed(lambda one: district_of(one) == district)

    @property
    def departments(self) -> set[int]:
        """In which a role is held; not those of a district for the whole of which it is."""
        return {one.department_id for one in self.assignments} - {None}

    @property
    def districts(self) -> set[int]:
        """For the whole of which a role is held."""
        return {one.district_id for one in self.assignments} - {None}

    @property
    def districts_touched(self) -> set[int]:
        """For the whole or a department of which a role is held."""
        return {district_of(one) for one in self.assignments}

    @property
    def roles(self) -> set[str]:
        return {one.role for one in self.assignments}

    @property
    def selves(self) -> set[int]:
        """The person, and whom the person stands in for."""
        return {self.user.pk, *(one.user_id for one in self.assignments)}


def district_of(one: "Assignment") -> int:
    return one.department.district_id if one.department else one.district_id


@contextmanager
def known_once() -> Iterator[None]:
    """Within it, what somebody holds is read once: a page tells of one moment.

    For what only reads. Whoever writes asks anew each time: a role may have been taken away.
    """
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def recall(user: "User", read: Callable[[], Held]) -> Held:
    """What is known of this person already, else what `read` says."""
    known = _known.get()
    if known is None:
        return read()
    if user.pk not in known:
        known[user.pk] = read()
    return known[user.pk]

"""On which side somebody speaks of a table, and what may be settled from there."""

from collections.abc import Collection
from functools import cached_property

from budget_site.accounts.models import Role, User
from projects.models import Project, TableVersion
from projects.models.talk import Thread
from projects.review.hands import hands
from projects.review.people import Hat, hats, people_as, within

Side = Thread.Side
_HELD_BY = {Side.DRAFTER: Role.DRAFTER, Side.HEAD: Role.HEAD}
# Who holds roles on both sides judges before asking: opening a thread is the reviewer's act.
_FIRST = (Side.FINANCE, Side.HEAD, Side.DRAFTER)


class Voice:
    """One person and one project; read once, for as many threads as there are.

    Who had a hand in the table, or stands in for who had, speaks of it as one who drafts: four eyes are not
    to be closed by settling the bureau's remarks oneself.
    """

    def __init__(self, user: User, project: Project) -> None:
        self.user, self.project = user, project

    @cached_property
    def _hats(self) -> list[Hat]:
        held = hats(self.user, self.project)
        if {Side.DRAFTER} >= {hat.side for hat in held}:
            return held
        wrote = hands(TableVersion.objects.filter(project=self.project).latest().get())
        return [hat for hat in held if hat.side == Side.DRAFTER or not {self.user.pk, hat.of.pk} & wrote]

    def sides(self, among: Collection[str]) -> set[str]:
        return {hat.side for hat in self._among(among)}

    def _among(self, among: Collection[str]) -> list[Hat]:
        """What the bureau says among itself is not said, as it is not read, by who sits in the department."""
        if self._is_inside and Side.DRAFTER not in among:
            return []
        return [hat for hat in self._hats if hat.side in among]

    @cached_property
    def _is_inside(self) -> bool:
        return self.user.seats().filter(within(self.project)).exists()

    def on(self, among: Collection[str], side: str = "") -> Hat | None:
        """The hat under which the person speaks: on `side` where one is asked for. None: may not."""
        found = [hat for hat in self._among(among) if side in ("", hat.side)]
        return min(found, key=lambda hat: (hat.stands_in, _FIRST.index(hat.side)), default=None)

    def settles(self, thread: Thread, among: Collection[str]) -> Hat | None:
        """The hat under which the person may call it settled.

        That is the side's that opened it; for a side on which nobody is left it is the bureau's.
        """
        if hat := self.on(among, thread.side):
            return hat
        bureau = self.on(among, Side.FINANCE)
        if bureau is None or thread.side not in _HELD_BY or thread.side in self._peopled:
            return None
        return bureau

    @cached_property
    def _peopled(self) -> set[str]:
        return {side for side, role in _HELD_BY.items() if people_as(role, self.project)}

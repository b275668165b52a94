"""In which roles a person may act on a project, and for whom."""

from dataclasses import dataclass

from django.db.models import Q

from budget_site.accounts.models import Assignment, Delegation, Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.models import Project
from projects.models.talk import Thread

_SIDES = {Role.DRAFTER: Thread.Side.DRAFTER, Role.HEAD: Thread.Side.HEAD}


@dataclass(frozen=True, slots=True)
class Hat:
    """A role in which somebody may act. `of` holds it: the person, or whom the person stands in for (代)."""

    role: Role
    of: User
    stands_in: bool

    @property
    def on_behalf_of(self) -> User | None:
        return self.of if self.stands_in else None

    @property
    def side(self) -> Thread.Side | None:
        """On whose side this role speaks; 公开岗 speaks on none."""
        return Thread.Side.FINANCE if self.role in FINANCE_ROLES else _SIDES.get(self.role)


def hats(user: User, project: Project) -> list[Hat]:
    """The roles held for this project, one's own first, in the order of the way to the reply."""
    if not user.is_authenticated:
        return []
    order = list(Role)
    held = user.content_assignments().filter(within(project)).select_related("user")
    found = {Hat(Role(one.role), one.user, one.user_id != user.pk) for one in held}
    return sorted(found, key=lambda hat: (hat.stands_in, order.index(hat.role), hat.of.pk))


def within(project: Project) -> Q:
    """Which assignments reach it: those of its department, of what that was merged into, of its district."""
    here = Q(district=project.district_id)
    if project.department_id:
        here |= Q(department=project.department_id) | Q(department__predecessors=project.department_id)
    return here


def roles(user: User, project: Project) -> frozenset[Role]:
    return frozenset(hat.role for hat in hats(user, project))


def people_as(role: Role, project: Project) -> list[User]:
    """Who holds a role for this project today, stand-ins included; active accounts alone."""
    own = Assignment.objects.filter(within(project), role=role, user__is_active=True).values("user")
    standing_in = Delegation.objects.in_force().filter(giver__in=own).values("holder")
    meant = Q(pk__in=own) | Q(pk__in=standing_in)
    return list(User.objects.filter(meant, is_active=True).order_by("pk"))

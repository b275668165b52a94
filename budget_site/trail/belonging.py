"""In whose chain something about a person stands, and who may read which."""

from budget_site.accounts.models import District, Role, User
from budget_site.trail.models import INSTALLATION, chain_of

THE_INSTALLATION = "全站（不属于哪一个区划）"


def district_of(user: User) -> int | None:
    """The one district in which a person works, so that its auditor reads of it.

    None, the installation's chain, for people of several districts or of none. An account that holds no role
    yet belongs to the district of whoever made it.
    """
    places = _places(user)
    if not places and user.made_by_id:
        places = _places(user.made_by)
    return places.pop() if len(places) == 1 else None


def _places(user: User) -> set[int]:
    held = user.assignments.order_by().values_list("district", "department__district")
    return {district or of_department for district, of_department in held}


def chains_of(user: User) -> dict[str, str]:
    """The chains a person may read, by key, with the names people call them.

    Those of the districts whose 审计员 one is. The installation's chain tells of people of all districts and
    of those who run the site, so it opens only to who audits every district that has none above it here:
    where a county stands alone, its auditor; where a city hosts its counties, the city's.
    """
    audited = user.districts_as(Role.AUDITOR)
    chains = {chain_of(one.pk): one.name for one in audited}
    if audited and not District.objects.filter(parent=None).exclude(pk__in=audited.values("pk")).exists():
        chains[INSTALLATION] = THE_INSTALLATION
    return chains

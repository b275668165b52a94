"""Who must have a second factor: the roles named in SECOND_FACTOR_ROLES."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from budget_site.accounts.models import Role, User

EVERYBODY = "all"


def check_setting() -> None:
    """At the start; a misspelt role would demand it of nobody."""
    known = (EVERYBODY, *Role.values)
    if unknown := [one for one in settings.SECOND_FACTOR_ROLES if one not in known]:
        raise ImproperlyConfigured(
            f"环境变量 SECOND_FACTOR_ROLES 里没有“{'、'.join(unknown)}”这个角色，只能填 {'、'.join(known)}。"
        )


def demanded_of(user: User) -> bool:
    """Whether this person acts in such a role today, for somebody else too.

    Whoever runs the site's own administration pages is asked as a 系统管理员 is.
    """
    roles = settings.SECOND_FACTOR_ROLES
    if not roles:
        return False
    if EVERYBODY in roles or (Role.SYSTEM_ADMIN in roles and (user.is_staff or user.is_superuser)):
        return True
    return user.held().filter(role__in=roles).exists()

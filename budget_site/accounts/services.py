"""Keeping accounts: made, opened again, closed, and helped when a password is forgotten. No mail is needed.

Whose accounts somebody may keep: `kept_by` below. Every refusal is an AccountRefused with its sentence.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from budget_site.accounts import lockout
from budget_site.accounts.models import Assignment, Role, User
from budget_site.accounts.passwords import initial_password
from budget_site.accounts.second_factor import keeping
from budget_site.accounts.signals import unlocked
from budget_site.guarding import sessions
from budget_site.guarding.models import Why


class AccountRefused(Exception):
    """Nothing was changed; str() is one sentence that says why and whom to ask."""


def people_of(keeper: User) -> QuerySet[User]:
    """Who works in the districts of which somebody is 系统管理员, and to whom they gave an account only."""
    held = Assignment.objects.filter(user=OuterRef("pk"))
    here = Q(Exists(held.filter(_in_districts_of(keeper))))
    new = Q(made_by=keeper) & ~Exists(held)
    return User.objects.filter(here | new, is_system=False).order_by("username")


def kept_by(keeper: User) -> QuerySet[User]:
    """Those of them whose account that person may change.

    Not one's own, no superuser's, no admin staff's unless one is staff oneself, and nobody's who also holds a
    role in a district that is another administrator's: a new password would open that district too.
    """
    elsewhere = Assignment.objects.filter(user=OuterRef("pk")).filter(~_in_districts_of(keeper))
    kept = people_of(keeper).filter(~Exists(elsewhere), is_superuser=False).exclude(pk=keeper.pk)
    return kept if keeper.is_staff else kept.filter(is_staff=False)


def _in_districts_of(keeper: User) -> Q:
    districts = keeper.districts_as(Role.SYSTEM_ADMIN).values("pk")
    departments = Q(department__isnull=False, department__district__in=districts)
    return Q(district__isnull=False, district__in=districts) | departments


@transaction.atomic
def make_account(username: str, name: str, by: User) -> tuple[User, str]:
    """A new account without a role, and the password to begin with, which only the answer knows.

    ValidationError where the username cannot be one or is taken.
    """
    if not by.is_system and not by.is_superuser and not by.districts_as(Role.SYSTEM_ADMIN).exists():
        raise AccountRefused("开设账号由系统管理员办理，请联系本区划的系统管理员。")
    user = User(username=User.normalize_username(username), name=name, made_by=by, must_change_password=True)
    user.changed_by = by
    password = initial_password()
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    return user, password


def password_mark(user: User) -> str:
    """Changes with the password, tells nothing of it."""
    return salted_hmac("budget_site.accounts.password_mark", user.password).hexdigest()[:16]


def reset_password(user: User, by: User, seen: str | None = None) -> str:
    """A new password to begin with, told only here. Ends the person's sessions; a lockout ends too.

    `seen` is the password_mark that the page showed: of a double click, the second time is refused.
    """
    password = initial_password()
    with transaction.atomic():
        user = _locked(user, by)
        if seen is not None and seen != password_mark(user):
            raise AccountRefused(f"{user}的密码刚刚变过，这次没有再重置。确实需要，请重新点一次。")
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        lockout.unlock(user)
    return password


def set_active(user: User, active: bool, by: User) -> None:
    """Close an account, or open it again. Closing ends the person's sessions; the roles stay."""
    with transaction.atomic():
        user = _locked(user, by)
        user.is_active = active
        user.save(update_fields=["is_active"])


def sign_out(user: User, by: User) -> int:
    """End all sessions of a person; how many there were."""
    with transaction.atomic():
        user = _locked(user, by)
        return sessions.end_others(user, None, Why.KEEPER, by)


def unlock(user: User, by: User) -> None:
    """Let somebody sign in again at once who had tried too often."""
    with transaction.atomic():
        user = _locked(user, by)
        lockout.unlock(user)
        unlocked.send(User, user=user, by=by)


def reset_second_factor(user: User, by: User) -> bool:
    """For who lost the phone: the password alone signs in again. Ends the person's sessions.

    Whoever asks for it must be known to be that person. False where there was none.
    """
    with transaction.atomic():
        return keeping.reset(_locked(user, by), by)


def _locked(user: User, by: User) -> User:
    """The account's row, locked, if it is one that this person keeps."""
    if user.is_system:
        raise AccountRefused("系统用户不是人的账号，不能登录，也没有密码。")
    if user == by:
        raise AccountRefused("这是您自己的账号：密码请在“更改密码”里改，停用请找另一位系统管理员。")
    if not kept_by(by).filter(pk=user.pk).exists():
        raise AccountRefused(
            f"{user}的账号不归您维护：此人不在您管理的区划任职，或者还在别处任职、管理网站。请联系网站的维护人员。"
        )
    user = User.objects.select_for_update().get(pk=user.pk)
    user.changed_by = by  # whoever keeps a record of the save asks for it
    return user

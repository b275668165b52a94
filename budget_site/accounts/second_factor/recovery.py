"""恢复码: ten numbers on paper, each good once, for when the phone is not at hand. Only hashes are kept."""

import hashlib
import secrets
import string

from django.utils import timezone

from budget_site.accounts.models import RecoveryCode, User

MANY, DIGITS = 10, 16
# 53 bits need no slow hash against guessing here, where five tries lock; the rounds are for a stolen copy.
ROUNDS = 10_000


def renew(user: User) -> list[str]:
    """Ten new ones, told only here; those before are good no more. In a transaction."""
    codes = ["".join(secrets.choice(string.digits) for _ in range(DIGITS)) for _ in range(MANY)]
    forget(user)
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hash=_hash(user, code)) for code in codes)
    return [" ".join(code[at : at + 4] for at in range(0, DIGITS, 4)) for code in codes]


def spend(user: User, code: str) -> bool:
    """Whether it was one that is still good; from now on it is not. Of two at once one is told True."""
    good = RecoveryCode.objects.filter(user=user, hash=_hash(user, code), used_at=None)
    return good.update(used_at=timezone.now()) == 1


def left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def forget(user: User) -> None:
    RecoveryCode.objects.filter(user=user).delete()


def _hash(user: User, code: str) -> str:
    """Salted by person and set-up, so that equal codes of two people do not look alike."""
    salt = f"{user.pk}:{user.second_factor}".encode()
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, ROUNDS).hex()

"""Setting the second factor up, switching it off, and resetting that of somebody who lost the phone.

Each changes the person's mark (`User.second_factor`) and so ends every session of theirs but the one at hand.
"""

import time
from base64 import b32encode
from dataclasses import dataclass
from secrets import token_hex

import segno
from django.db import transaction
from django_otp.oath import TOTP

from budget_site.accounts.models import User
from budget_site.accounts.second_factor import at_rest, recovery
from budget_site.accounts.second_factor.encrypting import decrypted
from budget_site.accounts.second_factor.models import Phone
from budget_site.accounts.second_factor.typed import CODE, tidy
from budget_site.accounts.signals import second_factor_reset
from budget_site.trail.belonging import district_of
from budget_site.trail.recording import Action, record

TOLERANCE = 1  # steps of 30 seconds that a phone's clock may be off when it is set up


class AlreadyOn(Exception):
    """It was set up meanwhile, in another tab or by the first of two clicks."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What phone and site share: hexadecimal, 160 bits."""

    key: str

    @classmethod
    def new(cls) -> "Secret":
        return cls(token_hex(20))

    @classmethod
    def read(cls, kept: str, user: User) -> "Secret":
        """What `kept` gave for the same person; else Unreadable."""
        return cls(decrypted(kept, user.pk))

    def kept(self, user: User) -> str:
        """As it may lie in the database, in a row or in a session."""
        return at_rest.to_keep(self.key, user.pk)

    @property
    def by_hand(self) -> str:
        """To be typed into a phone, in groups of four."""
        plain = b32encode(bytes.fromhex(self.key)).decode()
        return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))

    def picture(self, user: User) -> str:
        """The QR code as a data: address of an SVG picture."""
        address = Phone(user=user, key=self.key).config_url
        return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff")

    def device(self, user: User, typed: str) -> Phone | None:
        """The phone, if it shows what it should; its clock is known from here on, and this code spent."""
        if not CODE.fullmatch(code := tidy(typed)):
            return None
        clock = TOTP(bytes.fromhex(self.key))
        clock.time = time.time()
        if not clock.verify(int(code), TOLERANCE):
            return None
        return Phone(user=user, name="手机", key=self.kept(user), drift=clock.drift, last_t=clock.t())


def set_up(user: User, device: Phone) -> list[str]:
    """Keep this phone; gives the recovery codes, told only here. AlreadyOn where there is one."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.second_factor:
            raise AlreadyOn
        _forget(locked)
        device.user = locked
        device.save(force_insert=True)
        _mark(locked, token_hex(8))
        codes = recovery.renew(locked)
        _tell(locked, locked, "启用")
    user.second_factor = locked.second_factor
    return codes


def new_codes(user: User) -> list[str]:
    """Ten other recovery codes; told only here."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        codes = recovery.renew(locked)
        _tell(locked, locked, "更换恢复码")
    return codes


def switch_off(user: User) -> None:
    """One's own; whether one may, `demanding` says."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.second_factor:
            _forget(locked)
            _mark(locked, "")
            _tell(locked, locked, "停用")
    user.second_factor = ""


def reset(user: User, by: User) -> bool:
    """For who lost the phone and the codes; in a transaction. False where there was nothing to reset."""
    if not user.second_factor:
        return False
    _forget(user)
    _mark(user, "")
    _tell(user, by, "重置")
    second_factor_reset.send(User, user=user, by=by)
    return True


def _forget(user: User) -> None:
    Phone.objects.filter(user=user).delete()
    recovery.forget(user)


def _mark(user: User, mark: str) -> None:
    user.second_factor = mark
    user.save(update_fields=["second_factor"])


def _tell(user: User, by: User, note: str) -> None:
    record(Action.SECOND_FACTOR, by=by, district=district_of(user), about=user, note=note)

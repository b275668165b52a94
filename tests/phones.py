"""A phone with an authenticator: shows the codes that the site expects, as any TOTP app does (RFC 6238)."""

import hmac
import re
import struct
import time
from base64 import b32decode
from dataclasses import dataclass

from django_otp.plugins.otp_totp.models import TOTPDevice

from budget_site.accounts.models import User
from budget_site.accounts.second_factor import keeping


@dataclass(frozen=True)
class Phone:
    """Knows the secret, and the time."""

    secret: bytes

    @classmethod
    def typed(cls, by_hand: str) -> "Phone":
        """The secret as the page shows it to be typed."""
        return cls(b32decode(re.sub(r"\s", "", by_hand)))

    def shows(self, steps: int = 0) -> str:
        """The code of now, or of so many half minutes later. Not the library's own arithmetic."""
        moment = struct.pack(">Q", int(time.time()) // 30 + steps)
        digest = hmac.digest(self.secret, moment, "sha1")
        at = digest[-1] & 15
        number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
        return f"{number % 10**6:06d}"


def give_phone(user: User) -> tuple[Phone, list[str]]:
    """A second factor that is set up, ready for its next code; and the recovery codes."""
    secret = keeping.Secret.new()
    phone = Phone(bytes.fromhex(secret.key))
    codes = keeping.set_up(user, secret.device(user, phone.shows()))
    half_a_minute_later(user)
    return phone, codes


def half_a_minute_later(user: User) -> None:
    """What was shown and used before is long over: the code of now is good, and nobody is slowed down."""
    fresh = {"last_t": -1, "throttling_failure_count": 0, "throttling_failure_timestamp": None}
    TOTPDevice.objects.filter(user=user).update(**fresh)

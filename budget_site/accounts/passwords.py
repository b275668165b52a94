"""What a password has to be, said as a colleague would; and one to begin with."""

import secrets
from typing import Any

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError

# Nothing that looks or sounds like another: it is read aloud, or from paper.
_PLAIN = "acdefhjkmnprtuwxy34679"


def initial_password() -> str:
    """Three groups of four, 53 bits: `hk7m-4wxa-r3fn`. Whoever gets it must change it."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(3))


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"密码太短，请至少用 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"至少 {self.min_length} 个字符。"


class TwoKinds:
    """At least two of: small letters, capitals, digits, anything else."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = {self._kind(character) for character in password}
        if len(kinds) < 2:
            raise ValidationError("密码里只有一类字符，请至少用两类，例如字母加数字。", code="one_kind")

    def get_help_text(self) -> str:
        return "至少两类字符：小写字母、大写字母、数字、其他符号。"

    def _kind(self, character: str) -> str:
        for kind in ("islower", "isupper", "isdigit"):
            if getattr(character, kind)():
                return kind
        return "other"


class NotLikeOneself(django.UserAttributeSimilarityValidator):
    """Not like one's own names, and the username does not stand in it either."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "name", "email"))

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        username = user.get_username().lower() if user else ""
        if len(username) >= 4 and username in password.lower():
            raise ValidationError(self.get_error_message(), code="password_too_similar")

    def get_error_message(self) -> str:
        return "密码和您的用户名、姓名太像，容易被人猜到，请换一个。"

    def get_help_text(self) -> str:
        return "不要和您的用户名、姓名相像。"


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "这个密码很多人在用，容易被人猜到，请换一个。"

    def get_help_text(self) -> str:
        return "不要用常见的密码，例如 password123。"

"""What phone and site share is kept encrypted, for one person, with a key made from SECRET_KEY.

AES-256-GCM; the person is bound in, so it is worth nothing in another's row. What is kept begins with the
mark of its key, by which is found what a former key (SECRET_KEY_FALLBACKS) has encrypted still.
"""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PLAIN = re.compile(r"[0-9a-f]{40}")  # as the release before kept it, see at_rest
_PURPOSE = b"budget_site.accounts.second_factor"  # no other use of SECRET_KEY comes to this key
_KEY, _MARK, _NONCE = 32, 4, 12  # bytes


class Unreadable(Exception):
    """Encrypted with a key that is not known any more, or for somebody else; or changed since."""


def encrypted(secret: str, person: int) -> str:
    """Of a secret in 40 hexadecimal digits; 75 characters, of the 80 that django-otp's column holds."""
    mark, key = next(_keys())
    nonce = secrets.token_bytes(_NONCE)
    content = AESGCM(key).encrypt(nonce, bytes.fromhex(secret), _whose(person))
    return mark + urlsafe_b64encode(nonce + content).decode()


def decrypted(kept: str, person: int) -> str:
    """The secret again, or Unreadable. A plain one is taken as it is."""
    if PLAIN.fullmatch(kept):
        return kept
    for mark, key in _keys():
        if kept.startswith(mark):
            try:
                raw = urlsafe_b64decode(kept.removeprefix(mark))
                return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], _whose(person)).hex()
            except (InvalidTag, ValueError):
                continue  # two keys of one mark are not likely, but possible
    raise Unreadable


def present_mark() -> str:
    """What all begins with that the present key has encrypted."""
    return next(_keys())[0]


def _keys() -> Iterator[tuple[str, bytes]]:
    for source in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        made = HKDF(SHA256(), _KEY + _MARK, salt=None, info=_PURPOSE).derive(source.encode())
        yield f"1:{made[_KEY:].hex()}:", made[:_KEY]


def _whose(person: int) -> bytes:
    return f"user {person}".encode()

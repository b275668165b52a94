"""Real files, as the project's own writers make them, of which a part did not come."""

import struct
from collections.abc import Iterator
from functools import partial
from itertools import chain

from tests.projects.hostile.case import READ, Case
from tests.projects.hostile.sound import KINDS, real, real_list

_CHUNK = 1_024  # bytes; a line breaks off at one of these
_MISSING = "不完整|损坏"


def of_cuts() -> Iterator[Case]:
    for kind in KINDS:
        yield from _of(kind, partial(real, kind))


def of_cut_lists() -> Iterator[Case]:
    yield from _of("list", real_list)


def _of(kind: str, whole) -> Iterator[Case]:
    data = whole()
    places = set(range(_CHUNK, len(data), _CHUNK)) | {1, 3, 4, 29, 30, len(data) - 22, len(data) - 1}
    places |= set(chain.from_iterable((at, at + 20) for at in _heads(data))) - {0}
    for place in sorted(places):
        yield Case(
            f"{kind} cut at {place}",
            partial(_cut, whole, place),
            f"{_MISSING}|不是" if place < 4 else _MISSING,
        )
    for place in range(_CHUNK, len(data) - _CHUNK, 4 * _CHUNK):
        yield Case(f"{kind} without a chunk at {place}", partial(_holed, whole, place), _MISSING)
    # Where they hit a part that nobody reads, such as the date of the last change, the tables are all there.
    for place in range(_CHUNK, len(data) - _CHUNK, 8 * _CHUNK):
        yield Case(f"{kind} noughts at {place}", partial(_blank, whole, place), f"{_MISSING}|缺少必要|{READ}")
    yield Case(f"{kind} twice", lambda: whole() + whole(), _MISSING)
    yield Case(f"{kind} behind a line", lambda: b"\r\n" + whole(), "不是")
    # What follows the last byte that counts is nobody's: every zip reader takes it for a remark.
    yield Case(f"{kind} with a byte too many", lambda: whole() + b"\0", READ)
    yield Case(f"{kind} with a page of them", lambda: whole() + bytes(4_096), READ)


def _heads(data: bytes) -> list[int]:
    """Where the entries begin, as the directory says."""
    found, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        found.append(struct.unpack_from("<I", data, at + 42)[0])
        at = data.find(b"PK\x01\x02", at + 46)
    return found


def _cut(whole, place: int) -> bytes:
    return whole()[:place]


def _holed(whole, place: int) -> bytes:
    return whole()[:place] + whole()[place + _CHUNK :]


def _blank(whole, place: int) -> bytes:
    return whole()[:place] + bytes(_CHUNK) + whole()[place + _CHUNK :]

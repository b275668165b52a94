"""Pictures that are larger than they look, broken, or something else as well."""

import struct
import zlib
from collections.abc import Iterator
from functools import partial

from tests.projects.hostile.case import READ, Case
from tests.projects.hostile.sound import real
from tests.projects.review.papers import a_picture

_BROKEN, _HUGE, _OTHER = "损坏", "尺寸", "这不是"
_PNG = b"\x89PNG\r\n\x1a\n"


def of_pictures() -> Iterator[Case]:
    for width, height in ((2**31 - 1, 1), (1, 2**31 - 1), (30_001, 1), (65_000, 65_000), (20_000, 20_000)):
        yield Case(f"png of {width} × {height}", partial(_png, width, height), _HUGE)
    yield Case("png of nothing", partial(_png, 0, 0), _BROKEN)
    yield Case("png of two to the thirty-two", partial(_png, 2**32 - 1, 2**32 - 1), f"{_HUGE}|{_BROKEN}")
    yield Case("jpeg of 65535 × 65535", _wide_jpeg, _HUGE)
    for form in ("PNG", "JPEG"):
        whole = a_picture(form, (64, 64))
        step = max(1, len(whole) // 12)
        for place in range(step, len(whole) - step, step):
            # Where only pixels are cut the head tells all that is looked at: they are not unpacked.
            told = f"{_BROKEN}|{_OTHER}" if form == "PNG" else f"{_BROKEN}|{_OTHER}|{READ}"
            yield Case(f"{form} cut at {place}", partial(_cut, form, place), told)
        yield Case(f"{form} and archive", partial(_and_archive, form), READ)
        yield Case(f"{form} and page", partial(_and_page, form), READ)
        yield Case(f"{form} but for its first bytes", partial(_headless, form), _OTHER)
    for name, kind, data in (
        ("text bomb", b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)),
        ("profile bomb", b"iCCP", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)),
        ("words bomb", b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(80_000_000), 9)),
    ):
        yield Case(f"png {name}", partial(_png, 8, 8, (kind, data)), f"{_BROKEN}|{_HUGE}|{READ}")
    yield Case("png of a wrong sum", lambda: _png(8, 8).replace(b"IDAT", b"IDAX"), _BROKEN)
    yield Case("png of a chunk without end", _endless, _BROKEN)
    yield Case(
        "png of frames without end",
        partial(_png, 8, 8, (b"acTL", struct.pack(">II", 2**31 - 1, 0))),
        f"{_BROKEN}|{READ}",
    )
    yield Case("jpeg of nothing but heads", lambda: b"\xff\xd8" + b"\xff\xe0\0\2" * 100_000, _BROKEN)
    yield Case("jpeg of a remark without end", lambda: b"\xff\xd8\xff\xfe\xff\xff" + b"a" * 70_000, _BROKEN)
    yield Case("jpeg that is a gif", lambda: b"\xff\xd8\xffGIF89a" + bytes(100), _BROKEN)
    yield Case("png that is a page", lambda: _PNG + b"<script>alert(1)</script>", _BROKEN)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: tuple[bytes, bytes]) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    between = b"".join(_chunk(*one) for one in more)
    return _PNG + head + between + _chunk(b"IDAT", zlib.compress(bytes(72))) + _chunk(b"IEND", b"")


def _endless() -> bytes:
    return _PNG + _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)) + b"\x7f\xff\xff\xffIDAT"


def _wide_jpeg() -> bytes:
    whole = bytearray(a_picture("JPEG"))
    at = whole.find(b"\xff\xc0")
    whole[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    return bytes(whole)


def _cut(form: str, place: int) -> bytes:
    return a_picture(form, (64, 64))[:place]


def _and_archive(form: str) -> bytes:
    return a_picture(form) + real("word")


def _and_page(form: str) -> bytes:
    return a_picture(form) + b"<script>alert(1)</script>"


def _headless(form: str) -> bytes:
    return b"\0" + a_picture(form)[1:]

"""The container: names that lead elsewhere, sizes and sums that lie, entries that are not what they seem."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from functools import partial

from tests import hostile
from tests.projects.hostile.case import READ, Case
from tests.projects.hostile.packing import Entry, archive, entries
from tests.projects.hostile.sound import KINDS, MAIN, parts, real

_BROKEN, _BOMB, _NAME = "损坏|不完整", "庞大", "内部路径"
_NAMES = {
    "parent": "../../../../etc/cron.d/root",
    "parent inside": "word/../../../x.xml",
    "parent at the end": "word/..",
    "backslash": "..\\..\\windows\\system32\\x.dll",
    "backslash inside": "word\\media\\a.png",
    "absolute": "/etc/passwd",
    "drive": "C:/windows/x.dll",
    "unc": "//server/share/x",
    "nul": "word/a.png\0.exe",
    "line break": "word/a\n.png",
    "escape": "word/\x1b[2J.png",
    "bidi": "word/\u202egnp.exe",
    "endless": "word/" + "a" * 60_000,
}


def of_names() -> Iterator[Case]:
    for kind in KINDS:
        for name, path in _NAMES.items():
            made = partial(_with, kind, Entry(path, b"x"))
            yield Case(f"{kind} {name}", made, _NAME)
        yield Case(f"{kind} symlink", partial(_with, kind, _link()), _NAME)
        yield Case(f"{kind} device", partial(_with, kind, _link(stat.S_IFBLK)), _NAME)
        yield Case(f"{kind} not UTF-8", partial(_with, kind, Entry(b"word/\xff\xfe.png", b"x")), _BROKEN)
        yield Case(f"{kind} twice", partial(_with, kind, Entry(MAIN[kind], b"<a/>")), _BROKEN)
        yield Case(f"{kind} twice by case", partial(_with, kind, Entry(MAIN[kind].upper(), b"<a/>")), _BROKEN)
        yield Case(
            f"{kind} other name inside", partial(_changed, kind, local_name=b"word/other.xml"), _BROKEN
        )


def _link(mode: int = stat.S_IFLNK) -> Entry:
    return Entry("word/link", b"/etc/passwd", attributes=(mode | 0o777) << 16)


def _with(kind: str, *more: Entry, **how) -> bytes:
    return archive([*entries(parts(kind)), *more], **how)


def _changed(kind: str, **said) -> bytes:
    """The sound file, of whose main part some field says something else."""
    given = entries(parts(kind))
    for one in given:
        if one.name == MAIN[kind]:
            for field, value in said.items():
                setattr(one, field, value)
    return archive(given)


def of_lies() -> Iterator[Case]:
    for kind in KINDS:
        length = len(str(parts(kind)[MAIN[kind]]).encode())
        for name, said, told in (
            ("checksum", {"crc": 1}, _BROKEN),
            ("shorter than it is", {"size": length - 9}, f"{_BROKEN}|{_BOMB}"),
            ("longer than it is", {"size": length + 9}, _BROKEN),
            ("four gigabytes", {"size": 0xFFFFFFFE}, _BOMB),
            ("zip64 without its size", {"size": 0xFFFFFFFF}, f"{_BROKEN}|{_BOMB}"),
            ("zip64 of an exabyte", {"size": 0xFFFFFFFF, "extra": _zip64(2**60)}, _BOMB),
            ("zip64 of half a header", {"size": 0xFFFFFFFF, "extra": _zip64(5)[:7]}, _BROKEN),
            ("packed size beyond the end", {"packed_size": 2**31}, _BROKEN),
            ("packed size of nothing", {"packed_size": 0}, f"{_BROKEN}|{_BOMB}"),
            ("begins elsewhere", {"offset": 7}, _BROKEN),
            ("begins beyond the end", {"offset": 2**31}, _BROKEN),
            ("encrypted", {"flags": 0x801}, "密码"),
            ("strongly encrypted", {"flags": 0x841}, "密码"),
            ("patched", {"flags": 0x820}, _BROKEN),
            ("packed as bzip2", {"method": 12, "packed": b"BZh9" + bytes(40)}, _BROKEN),
            ("packed as lzma", {"method": 14, "packed": bytes(40)}, _BROKEN),
            ("packed unheard of", {"method": 99}, _BROKEN),
            ("packed noise", {"packed": hostile.Random(1).randbytes(2_000)}, _BROKEN),
            ("packed half", {"packed": b"\x03\x00"}, _BROKEN),
        ):
            yield Case(f"{kind} {name}", partial(_changed, kind, **said), told)
        yield Case(f"{kind} directory of nothing", partial(_with, kind, count=0, size=0), "压缩包")
        for name, how in (
            ("directory larger than the file", {"size": 2**31}),
            ("directory cut", {"size": 50}),
        ):
            yield Case(f"{kind} {name}", partial(_with, kind, **how), _BROKEN)
        yield Case(f"{kind} remark behind it", partial(_with, kind, comment=b"x" * 65_535), READ)


def _zip64(size: int) -> bytes:
    return struct.pack("<HHQ", 1, 8, size)


def of_bombs() -> Iterator[Case]:
    for kind in KINDS:
        blanks = Entry("docProps/a.xml", b" " * 50_000_000)
        yield Case(f"{kind} many entries", partial(_many, kind, 65_536), _BOMB)
        yield Case(f"{kind} entries said to be few", partial(_few, kind), _BOMB)
        yield Case(f"{kind} overlapping", partial(_overlapping, kind), f"{_BOMB}|{_BROKEN}")
        yield Case(f"{kind} part of blanks", partial(_with, kind, blanks), _BOMB)
        yield Case(f"{kind} main part of blanks", partial(_stuffed, kind, b" " * 60_000_000), _BOMB)
        yield Case(f"{kind} bomb behind noise", partial(_with, kind, blanks, _noise()), READ)
        yield Case(f"{kind} main bomb behind noise", partial(_stuffed, kind, b" " * 60_000_000, True), _BOMB)
        yield Case(f"{kind} bomb that lies", partial(_lying, kind), f"{_BOMB}|{_BROKEN}")
        inner = Entry("word/embeddings/a.zip", _bomb_in_bomb(), method=0)
        yield Case(f"{kind} archive inside", partial(_with, kind, inner), READ)
    yield Case("archives in archives", _bomb_in_bomb, "压缩包")
    yield Case("Word file in an archive", partial(_wrapped, "公开说明.docx", "word"), "先解压")
    yield Case("Excel file in an archive", partial(_wrapped, "表.xlsx", "excel"), "先解压")
    yield Case("Word file inside itself", partial(_with, "word", Entry("word/a.docx", real("word"))), READ)


def _noise() -> Entry:
    return Entry("word/media/a.png", hostile.Random(2).randbytes(400_000), method=0)


def _many(kind: str, number: int, **how) -> bytes:
    return archive([*entries(parts(kind)), *(Entry(f"a/{n}", method=0) for n in range(number))], **how)


def _few(kind: str) -> bytes:
    return _many(kind, 20_000, count=3)


def _stuffed(kind: str, stuff: bytes, noisy: bool = False) -> bytes:
    given = entries(parts(kind))
    for one in given:
        if one.name == MAIN[kind]:
            one.data = one.data.replace(b"?>", b"?>" + stuff, 1)
    return archive([*given, _noise()] if noisy else given)


def _lying(kind: str) -> bytes:
    """The main part says it is as long as the sound one; what is packed goes on for fifty megabytes."""
    sound = str(parts(kind)[MAIN[kind]]).encode()
    packed = entries({"a": sound + b" " * 50_000_000})[0]
    whole = archive([packed])
    start = 30 + len(packed.named)
    return _changed(kind, packed=whole[start : whole.rfind(b"PK\x01\x02")])


def _overlapping(kind: str) -> bytes:
    """A thousand names for the same packed megabytes: 30 bytes each, a gigabyte together."""
    given = entries(parts(kind))
    kernel = Entry("a/0", b" " * 1_000_000)
    start = len(archive(given)) - _directory(given)
    given.append(kernel)
    packed = archive([kernel])
    told = {"crc": struct.unpack_from("<I", packed, 14)[0], "size": 1_000_000}
    told["packed_size"] = struct.unpack_from("<I", packed, 18)[0]
    again = [Entry(f"a/{n}", packed=b"", offset=start, local_name=b"", **told) for n in range(1, 1_000)]
    return archive([*given, *again])


def _directory(given: list[Entry]) -> int:
    return sum(46 + len(one.named) for one in given) + 22


def _bomb_in_bomb() -> bytes:
    data = bytes(10_000_000)
    for depth in range(4):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as one:
            for place in range(4):
                one.writestr(f"lib {depth}{place}.zip", data)
        data = out.getvalue()
    return data


def _wrapped(name: str, kind: str) -> bytes:
    return archive([Entry(name, real(kind))])

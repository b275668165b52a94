"""A zip writer that lies where it is told to: every field of every header may say something else."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

_UTF8 = 0x800
_LOCAL = "<4sHHHHHIIIHH"
_CENTRAL = "<4sHHHHHHIIIHHHHHII"
_END = "<4sHHHHIIH"


@dataclass
class Entry:
    """A file of the archive; what is None is what is true. Sizes in bytes."""

    name: str | bytes
    data: bytes = b""
    method: int = 8
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    flags: int = _UTF8
    local_name: bytes | None = None
    local_size: int | None = None
    extra: bytes = b""
    attributes: int = 0
    offset: int | None = None

    @property
    def named(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode()


def entries(parts: dict[str, str | bytes]) -> list[Entry]:
    return [Entry(name, data if isinstance(data, bytes) else data.encode()) for name, data in parts.items()]


def stored(parts: dict[str, str | bytes]) -> bytes:
    """The parts as they are, not packed: as large as they unpack to, so that no ratio tells on them."""
    return archive(replace(one, method=0) for one in entries(parts))


def archive(
    given: Iterable[Entry], count: int | None = None, size: int | None = None, comment: bytes = b""
) -> bytes:
    """The bytes; `count` and `size` are what the end says of the directory."""
    body, directory, number = bytearray(), bytearray(), 0
    for one in given:
        packed = one.packed if one.packed is not None else _packed(one)
        told = {
            "crc": zlib.crc32(one.data) if one.crc is None else one.crc,
            "packed": len(packed) if one.packed_size is None else one.packed_size,
            "size": len(one.data) if one.size is None else one.size,
        }
        offset = len(body) if one.offset is None else one.offset
        local = one.named if one.local_name is None else one.local_name
        local_size = told["size"] if one.local_size is None else one.local_size
        head = (20, one.flags, one.method, 0, 33, told["crc"], told["packed"])
        body += struct.pack(_LOCAL, b"PK\x03\x04", *head, local_size, len(local), len(one.extra))
        body += local + one.extra + packed
        lengths = (len(one.named), len(one.extra), 0, 0, 0)
        directory += struct.pack(
            _CENTRAL, b"PK\x01\x02", 0x0314, *head, told["size"], *lengths, one.attributes, offset
        )
        directory += one.named + one.extra
        number += 1
    said = min(number if count is None else count, 0xFFFF)
    length = len(directory) if size is None else size
    end = struct.pack(_END, b"PK\x05\x06", 0, 0, said, said, length, len(body), len(comment))
    return bytes(body + directory + end + comment)


def _packed(one: Entry) -> bytes:
    if one.method != 8:
        return one.data
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)  # noise packs no better, and bombs well enough
    return packer.compress(one.data) + packer.flush()

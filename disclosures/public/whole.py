"""All files of an edition as one ZIP, to be unpacked and verified: made with its pages, gone with them."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from disclosures.models import PublicEdition
from disclosures.public import addresses, filling

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # of every member: equal files make equal bytes
_PLAIN_FILE = 0o100644 << 16


def packed(root: Path, row: PublicEdition) -> bytes:
    """In one folder called as the ZIP is, what the manifest names, the manifest, and what lies beside.

    `root` holds `e/`. An edition's own paths stay, so `python verify.py` in that folder checks all of it, and
    says what has been lost there and is missing here too.
    """
    folder, target = filling.saved_as(row, ""), io.BytesIO()
    laid = root / addresses.file(row.token, "")
    with ZipFile(target, "w") as book:
        for path in sorted(one["path"] for one in row.manifest.get("files", ())):
            if (laid / path).is_file():
                _put(book, f"{folder}/{path}", (laid / path).read_bytes())
        for path, content in sorted(filling.beside(row).items()):
            _put(book, f"{folder}/{path}", content)
    return target.getvalue()


def _put(book: ZipFile, name: str, content: bytes) -> None:
    member = ZipInfo(name, _LONG_AGO)
    member.create_system, member.external_attr, member.compress_type = 3, _PLAIN_FILE, ZIP_DEFLATED
    book.writestr(member, content, compresslevel=6)

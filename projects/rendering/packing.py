"""Office files whose bytes follow from their content alone: fixed times and attributes, the order given."""

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from projects.tables import typed

PROPERTIES = "docProps/core.xml"
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell


def pack(parts: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> bytes:
    """The parts as one zip; a part may come in pieces, so that it never stands in memory whole."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts:
            with package.open(_entry(name), "w") as part:
                for piece in (content,) if isinstance(content, bytes) else content:
                    part.write(piece)
    return target.getvalue()


def properties(title: str) -> bytes:
    """Title and language; no author, no dates: they would say who pressed a button and when."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(typed(title))}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _OLDEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0  # the same on every system, as Office itself writes it
    return entry

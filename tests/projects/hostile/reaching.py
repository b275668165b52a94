"""Files that point outside themselves. The import never looks there, and fetches nothing."""

from collections.abc import Iterator
from functools import partial

from tests.projects.hostile.case import OUTSIDE, PORT, READ, Case
from tests.projects.hostile.sound import parts
from tests.wordml import OFFICE, zipped

TARGETS = {
    "web": f"{OUTSIDE}x",
    "file": "file:///etc/passwd",
    "share": f"\\\\\\\\127.0.0.1@{PORT}\\\\x",
    "protocol": "ms-msdt:/id PCWDiagnostic",
}
WORD_KINDS = (
    "attachedTemplate",
    "image",
    "oleObject",
    "frame",
    "subDocument",
    "aFChunk",
    "hyperlink",
    "package",
)
_EXCEL_KINDS = ("externalLink", "connections", "image", "oleObject", "queryTable", "hyperlink", "customXml")


def linked(kind: str, relation: str, target: str) -> bytes:
    """The sound file, with one more link of its main part, to somewhere outside."""
    main = "word/_rels/document.xml.rels" if kind == "word" else "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="out" Type="{OFFICE}/{relation}" Target="{target}" TargetMode="External"/>'
    text = str(parts(kind)[main]).replace("</Relationships>", f"{link}</Relationships>")
    return zipped(parts(kind) | {main: text})


def of_links() -> Iterator[Case]:
    for kind, relations in (("word", WORD_KINDS), ("excel", _EXCEL_KINDS)):
        for relation in relations:
            for name, target in TARGETS.items():
                made = partial(linked, kind, relation, target)
                yield Case(f"{kind} {relation} of {name}", made, READ)
    for part in ("styles", "settings", "numbering"):
        yield Case(f"word {part} of web", partial(linked, "word", part, TARGETS["web"]), READ)
    for part in ("worksheet", "sharedStrings"):
        yield Case(f"excel {part} of web", partial(linked, "excel", part, TARGETS["web"]), READ)
    object = {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0MZ"}
    yield Case("word object inside", lambda: zipped(parts("word") | object), READ)

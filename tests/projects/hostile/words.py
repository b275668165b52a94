"""Word files whose structure was made to hurt: spans, nesting, numbers, lists, circles of styles."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.hostile import MACRO_TYPE, good_body, macros
from tests.projects.hostile.case import OUTSIDE, READ, Case
from tests.projects.hostile.entities import with_part
from tests.projects.hostile.markup import noise
from tests.projects.hostile.packing import stored
from tests.projects.hostile.sound import parts
from tests.wordml import content_types, docx, numbering, p, parts_of, styles, tbl, tc, tr, zipped

_BIG, _BROKEN, _NONE = "庞大", "损坏", "没有找到"


def of_macros() -> Iterator[Case]:
    for name, data in macros():
        yield Case(f"word {name}", partial(bytes, data), "宏")
    template = MACRO_TYPE.replace("document", "template")
    yield Case("word macro template", partial(docx, good_body(), kind=template), "宏")
    signed = {"word/vbaData.xml": "<a/>"}
    yield Case("word macro data", lambda: zipped(parts("word") | signed), "宏")


def of_words() -> Iterator[Case]:
    """Beside the sound table, or instead of it."""
    beside: dict[str, tuple[Callable[[], str], str]] = {
        "span of a milliard": (lambda: _spanning("1000000000"), READ),
        "span of less than nothing": (lambda: _spanning("-5"), READ),
        "span of forty figures": (lambda: _spanning("9" * 40), READ),
        "span of ten thousand figures": (lambda: _spanning("9" * 10_000), READ),
        "span that is no number": (lambda: _spanning("١٢"), READ),
        "columns before it without end": (_before, READ),
        "merged down from nowhere": (_merged, READ),
        "merged down for ten thousand rows": (lambda: _merged(10_000), READ),
        "tables a thousand deep": (lambda: _nested(1_000), _BROKEN),
        "tables sixty deep": (lambda: _nested(60), f"{_BROKEN}|{READ}"),
        "controls two hundred deep": (lambda: _around("sdt", 110), f"{_BROKEN}|{READ}"),
        "boxes in boxes": (lambda: _boxes(30), f"{_BROKEN}|{READ}"),
        "a row without end": (lambda: tbl(tr(*["<w:tc><w:p/></w:tc>"] * 200_000)), _BIG),
        "empty paragraphs without end": (_paragraphs, _BIG),
        "empty rows without end": (_rows, _BIG),
        "empty tables without end": (lambda: _many('<w:tbl w:a="{}"/>'), _BIG),
        "runs without end": (lambda: p(_many('<w:r w:a="{}"/>')), _BIG),
        "tables without end": (_tables, "超过"),
        "a cell of ten megabytes": (lambda: tbl(tr(noise(12_000_000))), f"{_BROKEN}|{_BIG}"),
        "fields never closed": (lambda: p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000), READ),
        "fields closed before they begin": (_closed, READ),
        "a sign of a milliard": (lambda: p('<w:r><w:sym w:font="Symbol" w:char="FFFFFFFF"/></w:r>'), READ),
        "a sign of half a letter": (lambda: p('<w:r><w:sym w:font="x" w:char="D800"/></w:r>'), READ),
        "a chunk from elsewhere": (lambda: '<w:altChunk r:id="rId9"/>', "嵌入"),
        "a document from elsewhere": (lambda: '<w:subDoc r:id="rId9"/>', "嵌入"),
        "a chunk within a table": (lambda: tbl(tr('<w:tc><w:altChunk r:id="rId9"/><w:p/></w:tc>')), "嵌入"),
    }
    for name, (stuff, told) in beside.items():
        yield Case(f"word {name}", partial(_beside, stuff), told)
    yield Case("word styles in a circle", partial(_styled, _circle()), READ)
    yield Case("word styles in a long line", partial(_styled, _line(20_000)), READ)
    yield Case("word style based on nothing", partial(_styled, _style("a", "none")), READ)
    yield Case("word lists in a circle", _listed, READ)
    yield Case("word number of a milliard", partial(_listed, start="999999999999"), READ)
    yield Case("word number without end", partial(_listed, text="%1" * 100_000), READ)
    yield Case("word letters without end", partial(_listed, format="lowerLetter", start="32767"), READ)
    yield Case("word nothing in it", partial(docx, ""), _NONE)
    yield Case("word only a picture of it", partial(docx, p("<w:r><w:drawing/></w:r>")), _NONE)
    yield Case("word strict", _strict, READ)


def _beside(stuff: Callable[[], str]) -> bytes:
    return stored(parts_of(good_body() + stuff() + p("完"), styles("")))


def _spanning(span: str) -> str:
    return tbl(tr(tc("甲", f'<w:gridSpan w:val="{span}"/>'), tc("乙")), tr("丙", "丁"))


def _before() -> str:
    return tbl(tr("甲", properties='<w:gridBefore w:val="99999999"/>'), tr("乙"))


def _merged(rows: int = 1) -> str:
    cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    return tbl(f"<w:tr>{cell}{cell}</w:tr>" * rows)


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def _around(name: str, depth: int) -> str:
    return f"<w:{name}><w:{name}Content>" * depth + "<w:p/>" + f"</w:{name}Content></w:{name}>" * depth


def _boxes(depth: int) -> str:
    start = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    end = "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    return start * depth + "<w:p/>" + end * depth


def _many(element: str) -> str:
    text = noise(1_500_000)
    return "".join(element.format(text[at : at + 6]) for at in range(0, len(text), 6))


def _paragraphs() -> str:
    return _many('<w:p w:rsidR="{}"/>')


def _rows() -> str:
    return tbl(_many('<w:tr w:rsidR="{}"><w:tc/></w:tr>'))


def _tables() -> str:
    return (tbl(tr("a", "b"), tr("c", "d"), columns=2) + "<w:p/>") * 20_000


def _closed() -> str:
    return p('<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>' * 1_000)


def _style(name: str, based: str) -> str:
    about = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{based}"/>{about}</w:style>'


def _circle() -> str:
    return _style("a", "b") + _style("b", "a") + _style("c", "c")


def _line(count: int) -> str:
    return "".join(_style(f"s{place}", f"s{place + 1}") for place in range(count)) + _style("a", "s0")


def _styled(inner: str) -> bytes:
    return docx(good_body() + p("甲", '<w:pStyle w:val="a"/>'), styles(inner))


def _listed(start: str = "1", text: str = "%1.", format: str = "decimal") -> bytes:
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="a"/></w:abstractNum>'
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>{linked}'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    told = p("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 200
    told += p("乙", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="2"/></w:numPr>')
    place = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    circle = f'<w:style w:type="numbering" w:styleId="a">{place}</w:style>'
    return docx(good_body() + told, styles(circle), numbering(lists))


def _strict() -> bytes:
    return docx(good_body(), styles(""), strict=True)


def of_missing() -> Iterator[Case]:
    """Parts that are not there, are called something else or are of another kind."""
    for name, told in (
        ("[Content_Types].xml", "缺少必要"),
        ("_rels/.rels", "缺少必要"),
        ("word/document.xml", _BROKEN),
        ("word/styles.xml", _BROKEN),
    ):
        yield Case(f"word without {name}", partial(_without, name), told)
    for kind in ("text/html", "image/png", "", "application/json"):
        types = content_types({"/word/document.xml": kind})
        yield Case(f"word as {kind}", partial(with_part, "word", "[Content_Types].xml", types), "缺少必要")
    links = str(parts("word")["_rels/.rels"])
    for target in ("../../etc/passwd", "/word/none.xml", "word/document.xml/..", f"{OUTSIDE}a", ""):
        changed = links.replace("word/document.xml", target)
        yield Case(
            f"word at {target.replace(OUTSIDE, 'the web/')}",
            partial(with_part, "word", "_rels/.rels", changed),
            "缺少必要|损坏",
        )


def _without(name: str) -> bytes:
    return zipped({part: data for part, data in parts("word").items() if part != name})

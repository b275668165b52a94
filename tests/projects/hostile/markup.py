"""Well-formed XML of sizes and depths that nobody types, in whichever part is read."""

from collections.abc import Iterator
from functools import partial

from tests.hostile import Random
from tests.projects.hostile.case import OUTSIDE, READ, Case
from tests.projects.hostile.entities import with_part
from tests.projects.hostile.sound import KINDS, MAIN, parts

_BIG, _BROKEN = "庞大", "损坏"
_BODY = {"word": "<w:body>", "excel": "<sheetData>"}
_TYPES, _LINKS = "[Content_Types].xml", "_rels/.rels"
_STYLES = {"word": "word/styles.xml", "excel": "xl/styles.xml"}


def of_markup() -> Iterator[Case]:
    for kind in KINDS:
        for name, stuff, told in (
            ("a hundred thousand deep", _deep, _BROKEN),
            ("deep and never closed", partial(_deep, closed=False), _BROKEN),
            ("attributes without end", _attributes, f"{_BROKEN}|{_BIG}"),
            ("attributes of one name", _same_attributes, _BROKEN),
            ("attribute without end", partial(_noisy, '<x a="', '"/>'), f"{_BROKEN}|{_BIG}"),
            ("text without end", partial(_noisy, "<x>", "</x>"), f"{_BROKEN}|{_BIG}"),
            ("CDATA without end", partial(_noisy, "<x><![CDATA[", "]]></x>"), f"{_BROKEN}|{_BIG}"),
            ("remark without end", partial(_noisy, "<!--", "-->"), f"{_BROKEN}|{_BIG}"),
            ("instruction without end", partial(_noisy, "<?x ", "?>"), f"{_BROKEN}|{_BIG}"),
            ("name without end", partial(_noisy, "<x", "/>"), f"{_BROKEN}|{_BIG}"),
            ("namespaces without end", _namespaces, READ),
            ("names without end", _names, f"{_BROKEN}|{_BIG}"),
            ("children without end", _children, _BIG),
            ("remarks without end", partial(_children, "<!--{}-->"), f"{_BIG}|{READ}"),
        ):
            yield Case(f"{kind} {name}", partial(_into, kind, stuff), told)
        for part in (_TYPES, _LINKS, _STYLES[kind]):
            yield Case(f"{kind} {part} children without end", partial(_filled, kind, part), _BIG)
        yield Case(f"{kind} processing instruction", partial(_styled, kind), READ)
        yield Case(f"{kind} XInclude", partial(_including, kind), READ)
        yield Case(f"{kind} in another namespace", partial(_renamed, kind), "没有找到")
        yield Case(
            f"{kind} without an element",
            partial(with_part, kind, MAIN[kind], "<?xml version='1.0'?>"),
            _BROKEN,
        )
        yield Case(f"{kind} two roots", partial(with_part, kind, MAIN[kind], "<a/><b/>"), _BROKEN)
        yield Case(f"{kind} HTML", partial(with_part, kind, MAIN[kind], "<html><p>一<br></html>"), _BROKEN)


def _into(kind: str, stuff) -> bytes:
    """The sound file with something at the start of its body."""
    text = str(parts(kind)[MAIN[kind]])
    return with_part(kind, MAIN[kind], text.replace(_BODY[kind], _BODY[kind] + stuff(), 1))


def _filled(kind: str, part: str) -> bytes:
    """A part that is read whole, with three million elements, none of which packs to nothing."""
    head, slash, tail = str(parts(kind)[part]).rpartition("</")
    return with_part(kind, part, head + _children() + slash + tail)


def noise(count: int, seed: int = 3) -> str:
    """Letters that hardly pack, so that no ratio tells on them."""
    return Random(seed).randbytes(count // 2).hex()


def _noisy(before: str, after: str) -> str:
    return before + noise(12_000_000) + after


def _deep(closed: bool = True) -> str:
    return "<x>" * 100_000 + ("</x>" * 100_000 if closed else "")


def _attributes() -> str:
    return "<x " + " ".join(f'a{place}=""' for place in range(400_000)) + "/>"


def _same_attributes() -> str:
    return "<x " + 'a="" ' * 50_000 + "/>"


def _namespaces() -> str:
    return "<x " + " ".join(f'xmlns:a{place}="b{place}"' for place in range(200_000)) + "/>"


def _names() -> str:
    text = noise(8_400_000)
    return "".join(f"<x{text[at : at + 24]}/>" for at in range(0, len(text), 24))


def _children(child: str = '<x a="{}"/>') -> str:
    text = noise(2_400_000)
    return "".join(child.format(text[at : at + 8]) for at in range(0, len(text), 8))


def _styled(kind: str) -> bytes:
    text = str(parts(kind)[MAIN[kind]])
    fetched = f'?><?xml-stylesheet type="text/xsl" href="{OUTSIDE}x.xsl"?>'
    return with_part(kind, MAIN[kind], text.replace("?>", fetched, 1))


def _including(kind: str) -> bytes:
    space = "http://www.w3.org/2001/XInclude"
    asked = f'<xi:include xmlns:xi="{space}" href="{OUTSIDE}x" parse="text"/>'
    return _into(kind, lambda: asked + asked.replace(f"{OUTSIDE}x", "file:///etc/passwd"))


def _renamed(kind: str) -> bytes:
    text = str(parts(kind)[MAIN[kind]])
    return with_part(kind, MAIN[kind], text.replace("/2006/main", "/2099/main").replace('/main"', '/mine"'))

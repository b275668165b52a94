"""Sound files changed at random, but so that they unpack and mostly parse: that is where readers err."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from lxml import etree

from tests.messy import MESSES, Mess, make_table, messy_body
from tests.projects.hostile.packing import archive, entries
from tests.projects.hostile.sound import parts, real, real_list
from tests.wordml import numbering, p, parts_of, styles

_EXTREMES = (
    *("", "0", "1", "-1", "2", "63", "64", "255", "65535", "2147483648", "-99999999999999999999", "1e309"),
    *(
        "NaN",
        "true",
        "off",
        "A1",
        "A1:B2",
        "XFD1048576",
        "A0",
        "none",
        "auto",
        "FFFFFF",
        "continue",
        "restart",
    ),
    *(
        "d",
        "s",
        "b",
        "e",
        "str",
        "inlineStr",
        "0.5",
        "٣",
        "½",
        "一",
        "\u202e",
        "%1%2%9",
        "yyyy;@;[h]",
        "x" * 300,
    ),
)
_TEXTS = (
    "",
    " ",
    "\n",
    "项目编码",
    "项目名称",
    "一级指标",
    "指标值",
    "预算数",
    "资金用途",
    "12月底",
    "#REF!",
    "\ufffd",
    "字" * 40_000,
)
_DEEPEST = 260  # elements within each other; the parser itself bears 256

Change = Callable[[Random, Any], None]


@cache
def _bases() -> tuple[dict[str, bytes], ...]:
    """The parts of the files to begin with: our own, those of tests, and one with every mess there is."""
    random = Random(7)
    messy = messy_body([make_table(random)], Mess(**dict.fromkeys(MESSES, True)), random)
    listed = p("一", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    made = (parts_of(messy + listed, styles(style), numbering(lists)), parts("word"), parts("excel"))
    own = (_unpacked(real("word")), _unpacked(real("excel")), _unpacked(real_list()))
    return (
        *own,
        *(
            {name: data if isinstance(data, bytes) else data.encode() for name, data in one.items()}
            for one in made
        ),
    )


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def mutated(seed: int) -> bytes:
    """The file of that seed: always the same."""
    random = Random(seed)
    changed = dict(random.choice(_bases()))
    for _ in range(random.randint(1, 4)):
        name = random.choice(list(changed))
        if random.random() < 0.6:
            name = max(changed, key=lambda one: len(changed[one]))
        change = random.choice((_structure, _structure, _structure, _bytes))
        changed[name] = change(random, changed[name])
    if random.random() < 0.05:
        changed.pop(random.choice(list(changed)))
    return archive(entries(changed))


def _bytes(random: Random, data: bytes) -> bytes:
    """A piece overwritten, cut out, doubled or set elsewhere."""
    if not data:
        return random.randbytes(8)
    start = random.randrange(len(data))
    end = min(len(data), start + random.choice((1, 2, 8, 64, 1_000)))
    piece, rest = data[start:end], data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return random.choice(
        (
            rest,
            data[:start] + piece * random.randint(2, 20) + data[end:],
            rest[:at] + piece + rest[at:],
            data[:start] + random.randbytes(len(piece)) + data[end:],
            data[:start] + bytes([data[start] ^ (1 << random.randrange(8))]) + data[start + 1 :],
        )
    )


def _structure(random: Random, data: bytes) -> bytes:
    try:
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return _bytes(random, data)
    every = list(root.iter("*"))
    for _ in range(random.randint(1, 5)):
        random.choice(_CHANGES)(random, random.choice(every))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _drop(random: Random, element: Any) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _double(random: Random, element: Any) -> None:
    if (parent := element.getparent()) is not None:
        for _ in range(random.choice((1, 1, 2, 70))):
            parent.insert(parent.index(element), deepcopy(element))


def _move(random: Random, element: Any) -> None:
    root = element.getroottree().getroot()
    to = random.choice(list(root.iter("*")))
    if element is not root and element not in to.iterancestors() and to is not element:
        to.insert(random.randint(0, len(to)), element)


def _shuffle(random: Random, element: Any) -> None:
    inner = list(element)
    random.shuffle(inner)
    element[:] = inner


def _extreme(random: Random, element: Any) -> None:
    root = element.getroottree().getroot()
    names = [*element.attrib] * 4 or [*random.choice(list(root.iter("*"))).attrib]
    if names:
        element.set(random.choice(names), random.choice(_EXTREMES))


def _forget(random: Random, element: Any) -> None:
    if element.attrib:
        del element.attrib[random.choice([*element.attrib])]


def _rename(random: Random, element: Any) -> None:
    element.tag = random.choice(list(element.getroottree().getroot().iter("*"))).tag


def _say(random: Random, element: Any) -> None:
    element.text = random.choice(_TEXTS)


def _wrap(random: Random, element: Any) -> None:
    """Within itself, as deep as anything may be."""
    outer = element
    for _ in range(random.choice((1, 2, 30, _DEEPEST))):
        shell = etree.Element(element.tag, element.attrib)
        if (place := outer.getparent()) is not None:
            place.replace(outer, shell)
            shell.append(outer)


_CHANGES: tuple[Change, ...] = (
    _drop,
    _double,
    _move,
    _shuffle,
    _extreme,
    _extreme,
    _forget,
    _rename,
    _say,
    _wrap,
)

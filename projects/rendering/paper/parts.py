"""What was drawn of one table, or stands around the tables, ready to be put into a file with many others.

The objects of a part are written as text whose references have one width, so that putting them under other
numbers moves nothing: a file of thousands of tables is put together without reading what it is made of.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

# What a number is filled into: that of an object, the one within the id of a header cell, and a reference.
NUMBER, KEY = "%7d", "%09d"
REFERENCE = f"{NUMBER} 0 R"

# What a reference that leads out of its part leads to; one that stays within it is a place among its objects.
DOCUMENT, FONTS, MARK = -1, -2, -3
_IDS, _PARENTS = -1_000, -1_000_000


def header_key(place: int) -> int:
    """The reference to the number of the part's header cell `place`, which is one of its kind in the file."""
    return _IDS - place


def parent_key(place: int) -> int:
    """The reference to the key of the part's annotation `place` in the tree of parents."""
    return _PARENTS - place


@dataclass(frozen=True, slots=True)
class Base:
    """The numbers from which a part counts in a file, and those of what it shares with all others."""

    objects: int
    ids: int
    parents: int
    document: int
    fonts: int
    mark: int = 0

    def number(self, reference: int) -> int:
        """What stands in the file where a part has this reference."""
        if reference >= 0:
            return self.objects + reference
        if reference == DOCUMENT:
            return self.document
        if reference == FONTS:
            return self.fonts
        if reference == MARK:
            return self.mark
        if reference > _PARENTS:
            return self.ids + _IDS - reference
        return self.parents + _PARENTS - reference


@dataclass(frozen=True, slots=True)
class Template:
    """Objects one after the other: their text, where each starts, and whereto its references lead."""

    text: str
    starts: tuple[int, ...]  # of the objects in the text, and its end
    references: tuple[int, ...]

    def filled(self, base: Base) -> bytes:
        """OverflowError in a file whose numbers have more than seven digits."""
        filled = (self.text % tuple(map(base.number, self.references))).encode("latin-1")
        if len(filled) != self.starts[-1]:
            raise OverflowError("more than 9,999,999 objects")
        return filled


class Writing:
    """A template while it is written: texts in which `%` stands for a number; references in their order."""

    def __init__(self) -> None:
        self._objects: list[tuple[str, tuple[int, ...]]] = []

    def reserve(self) -> int:
        """The place of an object that is written later, when what it refers to is known."""
        self._objects.append(("null", ()))
        return len(self._objects) - 1

    def put(self, place: int, text: str, references: Iterable[int] = ()) -> None:
        """Write an object in which REFERENCE, NUMBER and KEY stand where `references` lead, in order."""
        self._objects[place] = text, tuple(references)

    def add(self, text: str, references: Iterable[int] = ()) -> int:
        place = self.reserve()
        self.put(place, text, references)
        return place

    def template(self) -> Template:
        texts = [f"{text}\n" for text, _ in self._objects]
        lengths = [
            len(text % ((0,) * len(found))) for text, (_, found) in zip(texts, self._objects, strict=True)
        ]
        references = tuple(one for _, found in self._objects for one in found)
        return Template("".join(texts), tuple(accumulate(lengths, initial=0)), references)


def place_name(name: str) -> str:
    """The name of a place to which links lead, as a string of the file."""
    return f"<{name.encode().hex()}>"


def verbatim(text: str) -> str:
    """Text of which nothing is filled in."""
    return text.replace("%", "%%")


@dataclass(frozen=True, slots=True)
class Face:
    """The glyphs of one face that a part shows: their widths in 1/1000 em, and what they stand for.

    `family` is what CSS calls it. `missing` are characters that it has not, by their code, with a glyph that
    stands for none.
    """

    family: str
    widths: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    missing: dict[int, int] = field(default_factory=dict)

    def take(self, other: "Face") -> None:
        """What the other has besides; of what both have, this one's stays."""
        for mine, its in zip(self.tables(), other.tables(), strict=True):
            for place, value in its.items():
                mine.setdefault(place, value)

    def told(self) -> str:
        """All it holds, the same for the same glyphs in whatever order they were met."""
        return f"{self.family} {[sorted(table.items()) for table in self.tables()]}"

    def tables(self) -> tuple[dict, dict, dict]:
        """All it holds, in the order of the fields."""
        return self.widths, self.texts, self.missing


def take_all(faces: dict[str, Face], others: Mapping[str, Face]) -> None:
    """Add the glyphs of other faces to those of the same name."""
    for name, face in others.items():
        faces.setdefault(name, Face(face.family)).take(face)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its drawing, packed, and the places of itself and what belongs to it among the objects.

    `parents` is the array of structure elements by the numbers of its marked content. A page of `around` has
    `resources` and `links` of its own.
    """

    place: int
    content: bytes
    parents: int
    resources: int | None = None
    links: int | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream among the objects of a part: what the page draws more than once, or apart."""

    place: int
    dictionary: Template
    content: bytes


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`top` is in points from the foot of the page, the page counted from 0."""

    level: int
    label: str
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that follow each other. `states` are graphics states by name: the same in every part."""

    pages: tuple[Page, ...]
    objects: Template
    elements: tuple[int, ...]  # right below the document
    faces: Mapping[str, Face]
    states: Mapping[str, str] = field(default_factory=dict)
    streams: tuple[Stream, ...] = ()
    ids: int | None = None  # the leaf of the tree of header cells
    id_count: int = 0
    linked: tuple[int, ...] = ()  # the elements of links, in the order of their parent keys
    bookmarks: tuple[Bookmark, ...] = ()
    anchors: Mapping[str, tuple[int, float]] = field(default_factory=dict)  # page and top


_HEAD = re.compile(rb"(\d+) (\d+) ")
_PLAIN = ("elements", "ids", "id_count", "linked")  # fields that JSON has as they are, but for lists


def packed(part: Part) -> bytes:
    """A part to be kept: how many pages it has, what they are made of as JSON, then their drawings."""
    told = {name: getattr(part, name) for name in _PLAIN} | {
        "pages": [
            (len(page.content), page.place, page.parents, page.resources, page.links) for page in part.pages
        ],
        "streams": [(len(one.content), one.place, _told(one.dictionary)) for one in part.streams],
        "objects": _told(part.objects),
        "faces": {
            name: [face.family, *(list(table.items()) for table in face.tables())]
            for name, face in part.faces.items()
        },
        "states": dict(part.states),
        "bookmarks": [(one.level, one.label, one.page, one.top) for one in part.bookmarks],
        "anchors": dict(part.anchors),
    }
    head = json.dumps(told, separators=(",", ":")).encode()
    drawings = (one.content for one in (*part.pages, *part.streams))
    return b"%d %d " % (len(part.pages), len(head)) + head + b"".join(drawings)


def page_count(kept: bytes) -> int:
    return int(_HEAD.match(kept)[1])


def unpacked(kept: bytes) -> Part:
    found = _HEAD.match(kept)
    start = found.end()
    end = start + int(found[2])
    told = json.loads(kept[start:end])
    lengths = [one[0] for one in (*told["pages"], *told["streams"])]
    edges = [*accumulate(lengths, initial=end)]
    contents = iter([kept[edge:after] for edge, after in pairwise(edges)])
    pages = tuple(Page(place, next(contents), *rest) for _, place, *rest in told["pages"])
    streams = tuple(Stream(place, _template(one), next(contents)) for _, place, one in told["streams"])
    return Part(
        pages,
        _template(told["objects"]),
        tuple(told["elements"]),
        {name: Face(family, *map(dict, tables)) for name, (family, *tables) in told["faces"].items()},
        told["states"],
        streams,
        told["ids"],
        told["id_count"],
        tuple(told["linked"]),
        tuple(Bookmark(*one) for one in told["bookmarks"]),
        {name: tuple(place) for name, place in told["anchors"].items()},
    )


def _told(template: Template) -> tuple:
    return template.text, template.starts, template.references


def _template(told: list) -> Template:
    text, starts, references = told
    return Template(text, tuple(starts), tuple(references))

"""The official tables as tagged A4 pages, alone or among others: drawn once each, put together every time."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO

from weasyprint.urls import FatalURLFetchingError

from projects.rendering import fonts, html
from projects.rendering.failure import RenderError
from projects.rendering.marking import line
from projects.rendering.paper import around as surroundings
from projects.rendering.paper import drawing, mark, store
from projects.rendering.paper.around import sheets
from projects.rendering.paper.board import board, one_at_a_time
from projects.rendering.paper.contents import Contents, Entry, Front
from projects.rendering.paper.faces import embedded
from projects.rendering.paper.parts import Face, Part, packed, page_count, unpacked
from projects.rendering.paper.running import Running, Stamp
from projects.rendering.paper.volume import Table, Volume
from projects.rendering.reporting import Report, silent
from projects.tables import ProjectTable

NOTHING = "没有项目绩效目标表。"
DRAWING, BINDING = "共{}张表，正在排版", "共{}张表，正在合成一个文件"
SEVERAL = 2  # from so many tables on a volume begins with its contents
_TELL_EVERY = 50  # tables that are put together without saying so


@dataclass(frozen=True, slots=True)
class Around:
    """What stands on pages of its own: a front, `<section>`s before and after the tables, their styles.

    Tables have bookmarks of this level. In the sections `volume:` and a name links to any place of the file:
    an entry of the front, an id, or `project-` and the number of a table.
    """

    front: Front | None = None
    before: str = ""
    after: str = ""
    styles: str = ""
    running: Running = field(default_factory=Running)
    level: int = 1


def render(
    tables: Sequence[ProjectTable],
    title: str = "",
    mark: str = "",
    around: Around | None = None,
    report: Report = silent,
) -> bytes:
    """The tables in order, each from the top of a page, with page numbers and a bookmark for each.

    Several have contents before them, unless `around` says what stands there. A mark is laid under every page
    and moves nothing on it. RenderError where the fonts are missing; whatever `report` raises ends the work.
    The same input gives the same bytes, however much of it was drawn before.
    """
    names = [html.called(table) for table in tables]
    if around is None:
        around = Around(front=_front(names) if len(names) >= SEVERAL else None)
    title = title or (names[0] if len(names) == 1 else "项目绩效目标表")
    target = io.BytesIO()
    try:
        drawn = _Drawn(tables, report)
        with one_at_a_time:
            _Binding(drawn, names, around).write(target, title, line(mark), report)
    except FatalURLFetchingError as problem:  # a BaseException: Django would not catch it
        raise RenderError(str(problem)) from problem
    return target.getvalue()


def _front(names: Sequence[str]) -> Front:
    return Front([Entry(name, _anchor(place)) for place, name in enumerate(names, 1)])


def _anchor(place: int) -> str:
    """The name of a table's place in the file, counted from 1."""
    return f"project-{place}"


class _Drawn:
    """The pages of all tables, in the store."""

    def __init__(self, tables: Sequence[ProjectTable], report: Report) -> None:
        self._tables = tables
        self._setting = store.setting(fonts.folder())
        self._store = store.Store(store.folder())
        self._keys = [store.key(repr(table), self._setting) for table in tables]
        lacking = [place for place, key in enumerate(self._keys) if key not in self._store]
        count, done = len(tables), len(tables) - len(lacking)
        what = DRAWING.format(count)
        report(done, count, what)

        def keep(place: int, pages: bytes) -> None:
            nonlocal done
            self._store.put(self._keys[place], pages)
            done += 1
            report(done, count, what)

        order = [(place, tables[place]) for place in lacking]
        drawing.draw(order, keep, lambda: report(done, count, what))

    def __iter__(self) -> Iterator[Part]:
        return (unpacked(self._kept(place)) for place in range(len(self._keys)))

    def page_counts(self) -> Iterator[int]:
        return (page_count(self._kept(place)) for place in range(len(self._keys)))

    def kept(self, content: str, draw: Callable[[], bytes]) -> bytes:
        """What was drawn of any other content, or is drawn now."""
        key = store.key(content, self._setting)
        kept = self._store.get(key)
        if kept is None:
            kept = draw()
            self._store.put(key, kept)
        return kept

    def _kept(self, place: int) -> bytes:
        """What was lost or cut off in the meantime is drawn anew."""
        key = self._keys[place]
        kept = self._store.get(key)
        if kept is None:
            drawn: list[bytes] = []
            drawing.draw([(place, self._tables[place])], lambda _, pages: drawn.append(pages))
            (kept,) = drawn
            self._store.put(key, kept)
        return kept


class _Binding:
    """One file of tables that are drawn, and what stands around them."""

    def __init__(self, drawn: _Drawn, names: Sequence[str], around: Around) -> None:
        self._drawn, self._names, self._around = drawn, names, around
        self._board = board(fonts.folder())

    def write(self, target: BinaryIO, title: str, mark_line: str, report: Report) -> None:
        under = (
            self._part(mark.page(mark_line, fonts.label_face(self._board.folder)), tagged=False)
            if mark_line
            else None
        )
        nothing = "" if self._names or self._around.after else f"<p>{NOTHING}</p>"
        before = self._sections(self._around.before or nothing, marked=bool(mark_line))
        after = self._sections(self._around.after, marked=bool(mark_line))
        stamp = Stamp(self._board, self._around.running)
        volume = Volume(target, stamp, under)
        if self._around.front:
            volume.add(self._contents(self._around.front, before, after, stamp))
        if before:
            volume.add(before)
        what, count = BINDING.format(len(self._names)), len(self._names)
        for number, (name, part) in enumerate(zip(self._names, self._drawn, strict=True), 1):
            volume.add(part, Table(name, self._around.level, _anchor(number)))
            if number % _TELL_EVERY == 0:
                report(number, count, what)
        if after:
            volume.add(after)
        volume.finish(title, self._embedded)

    def _sections(self, sections: str, marked: bool) -> Part | None:
        return self._part(sheets(sections, self._around.styles), marked=marked) if sections else None

    def _part(self, page: str, **how: bool) -> Part:
        """The pages of any text, kept as those of tables are."""
        at = self._board
        drawn = self._drawn.kept(
            f"{page} {how}", lambda: packed(surroundings.part(at, at.document(page), **how))
        )
        return unpacked(drawn)

    def _embedded(self, name: str, face: Face) -> Part:
        """A font, cut to the glyphs shown: the same one until a glyph is shown that nothing showed before."""
        drawn = self._drawn.kept(
            f"font {name} {face.told()}", lambda: packed(embedded(self._board, name, face))
        )
        return unpacked(drawn)

    def _contents(self, front: Front, before: Part | None, after: Part | None, stamp: Stamp) -> Part:
        """Contents change where a name or a page did; else neither their layout nor their drawing is new."""
        contents = cache(lambda: Contents(self._board, front))
        pages = self._drawn.kept(f"pages of {front}", lambda: b"%d" % contents().pages)
        numbers = self._numbers(int(pages), before, after)
        drawn = self._drawn.kept(f"{front} {numbers}", lambda: packed(contents().part(numbers, stamp.number)))
        return unpacked(drawn)

    def _numbers(self, first: int, before: Part | None, after: Part | None) -> dict[str, int]:
        """The page of every place, counted from 1."""
        numbers: dict[str, int] = {}

        def take(part: Part | None) -> int:
            if part is None:
                return 0
            for name, (place, _) in part.anchors.items():
                numbers.setdefault(name, page + 1 + place)
            return len(part.pages)

        page = first
        page += take(before)
        for number, count in enumerate(self._drawn.page_counts(), 1):
            numbers[_anchor(number)] = page + 1
            page += count
        take(after)
        return numbers

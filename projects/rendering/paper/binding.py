"""One file of tables that are drawn, and what stands around them."""

from collections.abc import Sequence
from functools import cache
from typing import BinaryIO

from weasyprint.urls import FatalURLFetchingError

from projects.rendering import fonts
from projects.rendering.failure import RenderError
from projects.rendering.paper import around as surroundings
from projects.rendering.paper import mark
from projects.rendering.paper.asked import Around, Front, place_of
from projects.rendering.paper.board import board, one_at_a_time
from projects.rendering.paper.contents import Contents
from projects.rendering.paper.drawn import Drawn
from projects.rendering.paper.faces import embedded
from projects.rendering.paper.parts import Face, Part, packed, unpacked
from projects.rendering.paper.running import Stamp
from projects.rendering.paper.volume import Table, Volume
from projects.rendering.reporting import Report

_NOTHING = "没有项目绩效目标表。"
_BINDING = "共{}张表，正在合成一个文件，已合成{}张"
_TELL_EVERY = 50  # tables that are put together without saying so


def bind(
    target: BinaryIO,
    drawn: Drawn,
    names: Sequence[str],
    title: str,
    mark_line: str,
    around: Around,
    report: Report,
) -> None:
    """Write the file; `names` are those of the tables, in order."""
    try:
        with one_at_a_time:
            _Binding(drawn, names, around).write(target, title, mark_line, report)
    except FatalURLFetchingError as problem:  # a BaseException: Django would not catch it
        raise RenderError(str(problem)) from problem


class _Binding:
    """One file of tables that are drawn, and what stands around them."""

    def __init__(self, drawn: Drawn, names: Sequence[str], around: Around) -> None:
        self._drawn, self._names, self._around = drawn, names, around
        self._board = board(fonts.folder())

    def write(self, target: BinaryIO, title: str, mark_line: str, report: Report) -> None:
        under = (
            self._part(mark.page(mark_line, fonts.label_face(self._board.folder)), tagged=False)
            if mark_line
            else None
        )
        nothing = "" if self._names or self._around.after else f"<p>{_NOTHING}</p>"
        before = self._sections(self._around.before or nothing, marked=bool(mark_line))
        after = self._sections(self._around.after, marked=bool(mark_line))
        stamp = Stamp(self._board, self._around.running)
        volume = Volume(target, stamp, under)
        if self._around.front:
            volume.add(self._contents(self._around.front, before, after, stamp))
        if before:
            volume.add(before)
        count = len(self._names)
        for number, (name, part) in enumerate(zip(self._names, self._drawn, strict=True), 1):
            volume.add(part, Table(name, self._around.level, place_of(number)))
            if number % _TELL_EVERY == 0:
                report(count, count, _BINDING.format(count, number))
        if after:
            volume.add(after)
        volume.finish(title, self._embedded)

    def _sections(self, sections: str, marked: bool) -> Part | None:
        return (
            self._part(surroundings.sheets(sections, self._around.styles), marked=marked)
            if sections
            else None
        )

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
            numbers[place_of(number)] = page + 1
            page += count
        take(after)
        return numbers

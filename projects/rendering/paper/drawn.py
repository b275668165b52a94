"""The pages of all tables of a volume, in the store: what lacks is drawn when they are asked for."""

from collections.abc import Callable, Iterator, Sequence

from projects.rendering import fonts
from projects.rendering.paper import drawing, store
from projects.rendering.paper.parts import Part, page_count, unpacked
from projects.rendering.reporting import Report
from projects.tables import ProjectTable

_DRAWING = "共{}张表，正在排版，已排{}张"


class Drawn:
    """The tables in order; `meanwhile` is what this process may do while others draw."""

    def __init__(self, tables: Sequence[ProjectTable], report: Report, meanwhile: Callable[[], None]) -> None:
        self._tables = tables
        self._setting = store.setting(fonts.folder())
        self._store = store.Store(store.folder())
        self._keys = [store.key(repr(table), self._setting) for table in tables]
        lacking = [place for place, key in enumerate(self._keys) if key not in self._store]
        count, done = len(tables), len(tables) - len(lacking)

        def tell() -> None:
            report(done, count, _DRAWING.format(count, done))

        def keep(place: int, pages: bytes) -> None:
            nonlocal done
            self._store.put(self._keys[place], pages)
            done += 1
            tell()

        tell()
        drawing.draw([(place, tables[place]) for place in lacking], keep, tell, meanwhile)

    def __iter__(self) -> Iterator[Part]:
        return (unpacked(self._kept(place)) for place in range(len(self._keys)))

    def page_counts(self) -> Iterator[int]:
        return (page_count(self._kept(place)) for place in range(len(self._keys)))

    def kept(self, content: str, draw: Callable[[], bytes]) -> bytes:
        """What was drawn of any other content, or is drawn now."""
        return self._store.had(store.key(content, self._setting), draw)

    def _kept(self, place: int) -> bytes:
        return self._store.had(self._keys[place], lambda: self._draw(place))

    def _draw(self, place: int) -> bytes:
        drawn: list[bytes] = []
        drawing.draw([(place, self._tables[place])], lambda _, pages: drawn.append(pages))
        return drawn[0]

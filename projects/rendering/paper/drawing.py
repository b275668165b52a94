"""Drawing the pages that are not kept yet: few of them here, many by several processes at once."""

import gc
import os
import threading
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from operator import itemgetter
from queue import Empty, SimpleQueue

from projects import apart
from projects.rendering import fonts, html
from projects.rendering.failure import RenderError
from projects.rendering.paper import HERE, store
from projects.rendering.paper.parts import packed
from projects.rendering.reporting import silent
from projects.tables import ProjectTable

_TWICE = (
    "排版第{}张表“{}”时，程序两次意外中断，可能是内存不足。请稍后再试；"
    "仍不行，请检查这张表里是否有异常的内容。"
)
_CHANGED = "排版程序或字体刚刚更新，请重新生成一次；网站刚升级的，请重启网站和后台程序。"
_ROWS = 8  # of a table besides its indicators, about
_EVERY = 0.2  # seconds in which a process is seen to be unwanted

# The place of a table in its volume, counted from 0, and the table.
Order = Sequence[tuple[int, ProjectTable]]
Drawn = Callable[[int, bytes], None]


def load() -> None:
    """Before processes that draw are forked."""
    from projects.rendering.paper import board, table  # noqa: F401


def workers() -> int:
    """PDF_WORKERS, else as many as there are cores for us."""
    asked = os.environ.get("PDF_WORKERS", "").strip()
    return int(asked) if asked.isdecimal() and int(asked) else len(os.sched_getaffinity(0))


def draw(
    order: Order,
    drawn: Drawn,
    tick: Callable[[], None] = silent,
    meanwhile: Callable[[], object] = silent,
) -> None:
    """Draw the tables and hand on each as `parts.packed` has it, in whatever order they get ready.

    `meanwhile` is done once processes have begun. What `drawn` raises, or `tick`, which is called while
    nothing gets ready, ends the work at once, with all its processes. RenderError where fonts are missing, or
    a process died twice over the same table.
    """
    if len(order) <= HERE:
        draw_all(drawn, order)
        return
    _Crew(min(workers(), len(order))).draw(order, drawn, tick, meanwhile)


def draw_all(report: Drawn, order: Order) -> None:
    """In this process, one after the other; as the work of a process, `report` reaches the one that asked."""
    from projects.rendering.paper import board, table

    with board.one_at_a_time:
        at = board.board(fonts.folder())
        for place, one in order:
            report(place, packed(table.part(at, html.sheet(one))))


def draw_apart(report: Drawn, order: Order, setting: str) -> None:
    """The same in a process that does nothing else: what outlives a table need not be gone through again.

    In another setting than the one that asks, its pages would be kept as what they are not.
    """
    from projects.rendering.paper import board

    if store.setting(fonts.folder()) != setting:
        raise RenderError(_CHANGED)
    board.board(fonts.folder())
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    draw_all(report, order)


def shares(order: Order, count: int) -> list[Order]:
    """The tables dealt out so that all processes end at about the same time: to each the next longest."""
    found: list[list[tuple[int, ProjectTable]]] = [[] for _ in range(count)]
    work = [(0, nth) for nth in range(count)]
    for place, table in sorted(order, key=lambda one: (-len(one[1].indicators), one[0])):
        done, nth = heappop(work)
        found[nth].append((place, table))
        heappush(work, (done + _ROWS + len(table.indicators), nth))
    return [sorted(share, key=itemgetter(0)) for share in found]


class _Stopped(Exception):
    """The work is not wanted any more."""


class _Crew:
    """Processes that draw, each watched by a thread of this one."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._told: SimpleQueue = SimpleQueue()
        self._stop = threading.Event()

    def draw(
        self, order: Order, drawn: Drawn, tick: Callable[[], None], meanwhile: Callable[[], object]
    ) -> None:
        threads = []
        try:
            for share in shares(order, self._count):
                thread = threading.Thread(target=self._watch, args=[share])
                thread.start()
                threads.append(thread)
            meanwhile()
            ended = 0
            while ended < self._count:
                try:
                    said = self._told.get(timeout=_EVERY)
                except Empty:
                    tick()
                    continue
                if said is None:
                    ended += 1
                elif isinstance(said, BaseException):
                    raise said
                else:
                    drawn(*said)
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _watch(self, share: Order) -> None:
        """See one share through; a table over which its process dies is tried once more."""
        waiting, suspect = dict(share), None
        try:
            while waiting:
                try:
                    self._call(waiting)
                except apart.Died as died:
                    first = next(iter(waiting))
                    if first == suspect:
                        raise RenderError(_TWICE.format(first + 1, html.called(waiting[first]))) from died
                    suspect = first
            self._told.put(None)
        except _Stopped:
            pass
        except BaseException as problem:  # or who waits for this share would wait for ever
            self._told.put(problem)

    def _call(self, waiting: dict[int, ProjectTable]) -> None:
        def report(place: int, pages: bytes) -> None:
            self._tick()
            del waiting[place]
            self._told.put((place, pages))

        target = f"{__name__}.{draw_apart.__name__}"
        setting = store.setting(fonts.folder())
        apart.call(target, list(waiting.items()), setting, report=report, tick=self._tick, every=_EVERY)

    def _tick(self) -> None:
        if self._stop.is_set():
            raise _Stopped

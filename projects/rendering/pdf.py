"""The official tables as tagged A4 pages, alone or among others: drawn once each, put together every time."""

import io
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from projects.rendering import html
from projects.rendering.marking import line
from projects.rendering.paper import drawing
from projects.rendering.paper.asked import Around, Entry, Front, place_of
from projects.rendering.paper.drawn import Drawn
from projects.rendering.reporting import Report, silent
from projects.tables import ProjectTable

SEVERAL = 2  # from so many tables on a volume begins with its contents


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
    drawn = Drawn(tables, report, meanwhile=_binding)
    target = io.BytesIO()
    _binding().bind(target, drawn, names, title, line(mark), around, report)
    return target.getvalue()


def load() -> None:
    """Before processes are forked that draw all that a volume needs by themselves."""
    _binding()
    drawing.load()


def _binding() -> ModuleType:
    """Loaded while processes draw: it takes half a second, in which they would wait to be started."""
    return import_module("projects.rendering.paper.binding")


def _front(names: Sequence[str]) -> Front:
    return Front([Entry(name, place_of(place)) for place, name in enumerate(names, 1)])

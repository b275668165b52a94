"""The lines of a table: one along every edge of its cells, wherever two of them meet end to end."""

from collections.abc import Iterable

_WIDTH = 0.5  # points

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


def drawn(cells: Iterable[Rectangle]) -> bytes:
    """The operators that draw the edges of cells, in points from the top left corner, as pages are drawn.

    Neighbours share an edge, which is drawn once: twice would look darker on a screen.
    """
    across: dict[float, list[tuple[float, float]]] = {}
    down: dict[float, list[tuple[float, float]]] = {}
    for cell in cells:
        left, top, right, bottom = (round(edge, 2) for edge in cell)
        for y in (top, bottom):
            across.setdefault(y, []).append((left, right))
        for x in (left, right):
            down.setdefault(x, []).append((top, bottom))
    paths = [f"{a:g} {y:g} m {b:g} {y:g} l" for y, pieces in across.items() for a, b in _joined(pieces)]
    paths += [f"{x:g} {a:g} m {x:g} {b:g} l" for x, pieces in down.items() for a, b in _joined(pieces)]
    # Ends reach half a line further, so that corners are filled.
    return "\n".join([f"{_WIDTH:g} w 2 J", *paths, "S"]).encode()


def _joined(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    pieces.sort()
    found = [pieces[0]]
    for start, end in pieces[1:]:
        if start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found

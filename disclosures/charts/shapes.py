"""What a picture is made of: boxes, lines and labels, in units of its own from the top left corner."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from disclosures.charts.measure import LINE, SIZE, width

INK, BLUE, GREY, WHITE = "#1b1f24", "#0b4f8a", "#d5d9de", "#ffffff"
_EVERY = 6.0  # from one line of a hatch to the next


class Hatch(StrEnum):
    NONE = ""
    RISING = "/"
    UPRIGHT = "|"
    CROSSED = "x"


@dataclass(frozen=True, slots=True)
class Fill:
    colour: str
    hatch: Hatch = Hatch.NONE


# In the order of the series: each differs from every other in black and white too.
FILLS = (
    Fill(BLUE),
    Fill(WHITE, Hatch.RISING),
    Fill(GREY),
    Fill(WHITE, Hatch.UPRIGHT),
    Fill(WHITE, Hatch.CROSSED),
    Fill(WHITE),
)


@dataclass(frozen=True, slots=True)
class Box:
    """`of` is the place of its group and of its series; a legend's box stands for no group."""

    left: float
    top: float
    width: float
    height: float
    fill: Fill
    of: tuple[int, int] | None = None
    outlined: bool = True

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Stroke:
    left: float
    top: float
    right: float
    bottom: float
    weight: float = 1.0
    colour: str = INK


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text from `top`, at `x` by its anchor; on a plate it stands on white within a bar."""

    x: float
    top: float
    text: str
    anchor: Anchor = Anchor.START
    plate: bool = False

    @property
    def width(self) -> float:
        return width(self.text)

    @property
    def left(self) -> float:
        return self.x - self.width * {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[self.anchor]

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + LINE

    @property
    def baseline(self) -> float:
        return self.top + (LINE - SIZE) / 2 + 0.88 * SIZE


@dataclass(frozen=True, slots=True)
class Picture:
    """Drawn in this order: boxes, strokes, labels."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]


def hatching(box: Box) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a box's hatch, from and to, cut at its edges."""
    hatch = box.fill.hatch
    if hatch is Hatch.UPRIGHT:
        for nth in range(1, int(box.width // _EVERY) + 1):
            x = box.left + nth * _EVERY
            yield x, box.top, x, box.bottom
    if hatch in (Hatch.RISING, Hatch.CROSSED):
        yield from _slanting(box)
    if hatch is Hatch.CROSSED:
        for left, top, right, bottom in _slanting(box):
            yield left, box.top + box.bottom - top, right, box.top + box.bottom - bottom


def _slanting(box: Box) -> Iterator[tuple[float, float, float, float]]:
    """Lines that rise to the right at 45°, from the left or lower edge to the upper or right one."""
    for nth in range(1, int((box.width + box.height) // _EVERY) + 1):
        far = nth * _EVERY
        start, end = max(0.0, far - box.height), min(box.width, far)
        if end > start:
            yield box.left + start, box.top + far - start, box.left + end, box.top + far - end

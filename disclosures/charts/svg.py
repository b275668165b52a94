"""A chart as SVG for pages and PDF: presentation attributes only, no style, no script.

Its caption is the page's: the title within is for those who hear the page.
"""

import hashlib
from collections.abc import Iterator
from html import escape

from disclosures.charts.geometry import NARROW, WIDTH, picture
from disclosures.charts.measure import LINE, SIZE
from disclosures.charts.shapes import INK, WHITE, Box, Label, Picture, Stroke, hatching
from disclosures.charts.telling import titled, told
from disclosures.document import Chart


def both(chart: Chart) -> str:
    """The chart twice, `chart wide` and `chart narrow`: a page's style shows the one that has room."""
    return draw(chart) + draw(chart, NARROW)


def draw(chart: Chart, wide: float = WIDTH) -> str:
    """The chart as one `<svg>` as wide as so much text, which grows with the page's letters and face."""
    form = "narrow" if wide < WIDTH else "wide"
    key = f"{hashlib.sha256(repr(chart).encode()).hexdigest()[:12]}-{form}"
    names = (
        f'<title id="chart-{key}-title">{escape(titled(chart))}</title>'
        f'<desc id="chart-{key}-desc">{escape(told(chart))}</desc>'
    )
    about = f'aria-labelledby="chart-{key}-title" aria-describedby="chart-{key}-desc"'
    shown = picture(chart, wide)
    return drawn(shown, names, f'class="chart {form}" {about}', f'width="{_number(shown.width / SIZE)}rem"')


def printed(shown: Picture, alternative: str, face: str) -> str:
    """For WeasyPrint, which takes the title as the picture's text and no face from the page's styles."""
    size = f'width="{_number(shown.width)}" height="{_number(shown.height)}"'
    about = f'class="chart" font-family="{escape(face)}"'
    return drawn(shown, f"<title>{escape(alternative)}</title>", about, size)


def drawn(shown: Picture, names: str, about: str, size: str) -> str:
    width, height = _number(shown.width), _number(shown.height)
    shapes = "".join((*_boxes(shown.boxes), *map(_stroke, shown.strokes), *_labels(shown.labels)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {about} '
        f'viewBox="0 0 {width} {height}" {size} font-size="{_number(SIZE)}" '
        f'fill="{INK}">{names}{shapes}</svg>'
    )


def _boxes(boxes: tuple[Box, ...]) -> Iterator[str]:
    for box in boxes:
        edge = f' stroke="{INK}"' if box.outlined else ""
        yield f'<rect {_place(box.left, box.top, box.width, box.height)} fill="{box.fill.colour}"{edge}/>'
        lines = [
            f"M{_number(left)} {_number(top)}l{_number(right - left)} {_number(bottom - top)}"
            for left, top, right, bottom in hatching(box)
        ]
        if lines:
            yield f'<path d="{"".join(lines)}" fill="none" stroke="{INK}"/>'


def _stroke(line: Stroke) -> str:
    ends = zip(("x1", "y1", "x2", "y2"), (line.left, line.top, line.right, line.bottom), strict=True)
    place = " ".join(f'{name}="{_number(value)}"' for name, value in ends)
    drawn_as = f'stroke-width="{_number(line.weight)}" stroke-linecap="square"'
    return f'<line {place} stroke="{line.colour}" {drawn_as}/>'


def _labels(labels: tuple[Label, ...]) -> Iterator[str]:
    for label in labels:
        if label.plate:
            yield f'<rect {_place(label.left - 3, label.top + 1, label.width + 6, LINE - 2)} fill="{WHITE}"/>'
        yield (
            f'<text x="{_number(label.x)}" y="{_number(label.baseline)}" text-anchor="{label.anchor}">'
            f"{escape(label.text)}</text>"
        )


def _place(left: float, top: float, width: float, height: float) -> str:
    return f'x="{_number(left)}" y="{_number(top)}" width="{_number(width)}" height="{_number(height)}"'


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text

"""A chart as PNG for Word: the geometry of the SVG at twice its size, in black, grey and one blue."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from disclosures.charts.geometry import picture
from disclosures.charts.measure import LINE, SIZE
from disclosures.charts.shapes import INK, WHITE, Box, Label, Picture, hatching
from disclosures.document import Chart
from projects.rendering import fonts

SCALE = 2
_FINER = 2  # shapes are drawn so much larger, then made smaller, so that no slanting line has steps
_COLOURS = 64
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def draw(chart: Chart) -> bytes:
    """The same chart gives the same bytes. RenderError where the font is missing."""
    return drawn(picture(chart))


def drawn(shown: Picture) -> bytes:
    size = (round(shown.width * SCALE), round(shown.height * SCALE))
    image = _shapes(shown, size)
    _write(image, shown.labels)
    return packed(image)


def packed(image: Image.Image) -> bytes:
    small = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = io.BytesIO()
    small.save(target, "PNG", compress_level=9)
    return target.getvalue()


def _shapes(shown: Picture, size: tuple[int, int]) -> Image.Image:
    times = SCALE * _FINER
    image = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), WHITE)
    brush = ImageDraw.Draw(image)
    for box in shown.boxes:
        _box(brush, box, times)
    for line in shown.strokes:
        half = line.weight / 2
        left, right = sorted((line.left, line.right))
        top, bottom = sorted((line.top, line.bottom))
        edges = (left - half, top - half, right + half, bottom + half)
        brush.rectangle([round(edge * times) for edge in edges], fill=line.colour)
    return image.reduce(_FINER)


def _box(brush: ImageDraw.ImageDraw, box: Box, times: int) -> None:
    edges = [round(edge * times) for edge in (box.left, box.top, box.right, box.bottom)]
    brush.rectangle(edges, fill=box.fill.colour)
    for line in hatching(box):
        brush.line([round(end * times) for end in line], fill=INK, width=times)
    if box.outlined:
        brush.rectangle(edges, outline=INK, width=times)


def _write(image: Image.Image, labels: tuple[Label, ...]) -> None:
    brush = ImageDraw.Draw(image)
    letters = face(SIZE * SCALE)
    for label in labels:
        if label.plate:
            edges = (label.left - 3, label.top + 1, label.right + 3, label.top + LINE - 1)
            brush.rectangle([round(edge * SCALE) for edge in edges], fill=WHITE)
        place = (round(label.x * SCALE), round(label.baseline * SCALE))
        brush.text(place, label.text, fill=INK, font=letters, anchor=_ANCHORS[label.anchor])


def face(size: float) -> ImageFont.FreeTypeFont:
    """So many pixels large. RenderError where the font is missing."""
    return _face(fonts.picture_face(fonts.folder()), round(size))


@lru_cache(maxsize=8)
def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Laid out by Pillow itself: another library would set the text elsewhere on another machine."""
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)

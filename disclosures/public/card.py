"""The picture that chat programs and portals show with a link to the site: whose, which year, what title.

Derived like the pages, so it is in no manifest; the same words give the same bytes. What matters stands in
the middle square, which is all that some programs show.
"""

from collections.abc import Iterator

from PIL import Image, ImageDraw

from budget_site.public_site import PublicSite
from disclosures.charts import measure, png
from disclosures.charts.shapes import INK, WHITE
from disclosures.models import PublicEdition
from disclosures.public.shell import PICTURED
from projects.rendering.failure import RenderError

_MAST, _SOFT = "#8f1d21", "#47515b"  # as the site's own style
_BAND, _GAP, _SQUARE, _WIDE = 28, 28, 600.0, 1080.0
_LINE = 1.3  # of a text's size
_MOST = 3  # lines of a title


def can_draw() -> bool:
    try:
        png.face(measure.SIZE)
    except RenderError:
        return False
    return True


def of_year(words: PublicSite, row: PublicEdition) -> bytes:
    name = f"{row.district_name}{row.department_name}"
    return _drawn(name, f"{row.year}年预算公开", row.title, words.name)


def of_site(words: PublicSite) -> bytes:
    return _drawn("", words.name, "预算说明、项目绩效目标和支出计划", words.sponsor)


def _drawn(over: str, main: str, title: str, foot: str) -> bytes:
    image = Image.new("RGB", PICTURED, WHITE)
    brush = ImageDraw.Draw(image)
    width, height = PICTURED
    brush.rectangle([0, 0, width, _BAND], fill=_MAST)
    lines = [
        *_lines(over, 50, _SOFT, _SQUARE),
        *_lines(main, 80, INK, _SQUARE),
        *_lines(title, 40, INK, _WIDE),
        *_lines(foot, 34, _SOFT, _WIDE),
    ]
    top = (height + _BAND - sum(tall for *_, tall in lines)) / 2
    for text, size, colour, tall in lines:
        place = width // 2, round(top + size * _LINE / 2)
        brush.text(place, text, fill=colour, font=png.face(size), anchor="mm")
        top += tall
    return png.packed(image)


def _lines(text: str, size: int, colour: str, room: float) -> Iterator[tuple[str, int, str, float]]:
    """Each with its size, colour and the height that it takes; what is too long ends in …"""
    wrapped = measure.wrapped(text, room * measure.SIZE / size) if text.strip() else []
    if len(wrapped) > _MOST:
        wrapped = [*wrapped[: _MOST - 1], f"{wrapped[_MOST - 1][:-1]}…"]
    for at, line in enumerate(wrapped):
        yield line, size, colour, size * _LINE + (_GAP if at == len(wrapped) - 1 else 0)

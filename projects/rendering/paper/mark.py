"""The mark of a PDF: a page drawn once and laid under all others, where it moves nothing and is not read out.

The line is text; the words across are outlines, so that no search, copy or reading of a table meets them.
"""

from functools import lru_cache
from html import escape
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.teePen import TeePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from projects.rendering.marking import ACROSS

_LENGTH = 196.0  # mm of the words across, which leaves them within the text of an A4 page

_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<style>
@page {{ size: A4; margin: 0; }}
html, body {{ margin: 0; }}
svg {{ position: absolute; top: 0; left: 0; width: 210mm; height: 297mm; }}
p {{
  position: absolute; top: 22mm; left: 28mm; width: 156mm; max-height: 36pt; margin: 0; overflow: hidden;
  color: #555; font: 9pt/12pt var(--face-label); overflow-wrap: anywhere; text-align: center;
}}
</style>
<svg viewBox="0 0 210 297"><path fill="#e8e8e8" transform="translate(106 149.5) rotate(-45) {across}"/></svg>
<p>{line}</p>
</html>
"""


def page(line: str, face: Path) -> str:
    """The mark as a web page of A4 size; `face` is the font file of the words across."""
    return _PAGE.format(line=escape(line), across=_across(face))


@lru_cache(maxsize=1)
def _across(face: Path) -> str:
    """The rest of an SVG path's attributes: the words, scaled to mm and centred on the origin."""
    with TTFont(face, lazy=True) as font:
        glyphs, characters, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
        outline, bounds = SVGPathPen(glyphs), BoundsPen(glyphs)
        left = 0.0
        for sign in ACROSS:
            if sign != " ":
                shifted = TransformPen(TeePen(outline, bounds), (1, 0, 0, 1, left, 0))
                glyphs[characters[ord(sign)]].draw(shifted)
            left += em / 2 if sign == " " else em
        x_min, y_min, x_max, y_max = bounds.bounds
        scale = _LENGTH / (x_max - x_min)
        centred = f"translate({-(x_min + x_max) / 2} {-(y_min + y_max) / 2})"
        return f'scale({scale:.6f} {-scale:.6f}) {centred}" d="{outline.getCommands()}'

"""批复通知 as tagged A4 pages: the letter, then the official tables as `pdf` draws them."""

from functools import cache

from projects.rendering import html, letter_html, pdf
from projects.rendering.letter import Letter
from projects.rendering.paper.asked import Around, Running


def render(letter: Letter) -> bytes:
    """The same letter gives the same bytes. RenderError where the fonts are missing."""
    title = f"{letter.title}（{letter.number}）"
    section = letter_html.section(letter, printed=True)
    around = Around(before=section, styles=_styles(), running=Running(header="附件"))
    return pdf.render(letter.tables, title, around=around)


@cache
def _styles() -> str:
    return (html.STYLES / "letter.css").read_text("utf-8")

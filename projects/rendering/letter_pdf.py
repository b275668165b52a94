"""批复通知 as tagged A4 pages: the letter, then the official tables as `pdf` draws them."""

from projects.rendering import letter_html, pdf
from projects.rendering.letter import Letter


def render(letter: Letter) -> bytes:
    """The same letter gives the same bytes. RenderError where the fonts are missing."""
    title = f"{letter.title}（{letter.number}）"
    return pdf.render(letter.tables, title, before=letter_html.section(letter, printed=True))

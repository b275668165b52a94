"""批复通知 as markup: what is looked at before it is issued, and what the PDF sets before the tables."""

from html import escape

from projects.rendering.letter import LIST_HEAD, Letter, issuer_size, signature


def section(letter: Letter, printed: bool = False) -> str:
    """The letter without its tables.

    What depends on the length of a name is told the print alone: a page of the site takes no inline style.
    """
    tag = "h1" if printed else "h3"  # on the site the page has its own heading above
    left, right = signature(letter.issuer, letter.day)
    size = f' style="font-size: {issuer_size(letter.issuer):g}pt"' if printed else ""
    place = f' style="margin-left: {left:g}pt; margin-right: {right:g}pt"' if printed else ""
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in letter.paragraphs())
    return (
        f'<section class="letter">\n<p class="letter-issuer"{size}>{escape(letter.issuer)}</p>\n'
        f'<p class="letter-number">{escape(letter.number)}</p>\n'
        f'<{tag} class="letter-title">{escape(letter.title)}</{tag}>\n'
        f'<p class="letter-addressee">{escape(letter.addressee)}：</p>\n{paragraphs}{_list(letter)}'
        f'<div class="letter-foot"><p>{escape(letter.attached)}</p>\n'
        f'<div class="letter-signature"{place}><p>{escape(letter.issuer)}</p>'
        f"<p>{letter.day}</p></div></div>\n"
        "</section>"
    )


def _list(letter: Letter) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in LIST_HEAD)
    rows = "".join(f"<tr>{_cells(*row)}</tr>\n" for row in letter.rows())
    return (
        '<table class="letter-list"><colgroup><col class="nth"><col class="name"><col class="code">'
        f'<col class="amount"></colgroup>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table>\n"
    )


def _cells(*texts: str) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)

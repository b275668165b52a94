"""The official table as a web page: a fragment for the site's own pages, and a file that stands alone."""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

from projects.official.compose import compose
from projects.rendering.marking import ACROSS, line
from projects.rendering.markup import Notes, Sheet, article
from projects.tables import ProjectTable

STYLES = Path(__file__).resolve().parent / "styles"
_LOOK = Path(__file__).resolve().parents[2] / "static/official.css"

_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{styles}</style>
</head>
<body class="official-file">
<header>
<h1>{title}</h1>
{contents}</header>
<main>
{sections}
</main>
{across}</body>
</html>
"""
_ACROSS = f'<p class="official-across" aria-hidden="true">{ACROSS}</p>\n'


def render(tables: Sequence[ProjectTable], title: str = "", mark: str = "") -> bytes:
    """A complete file with its own styles and no script: for a screen of any width, and for print."""
    return document([sheet(table) for table in tables], title, mark=line(mark)).encode()


def fragment(table: ProjectTable, notes: Notes | None = None, was: Mapping[str, str] | None = None) -> str:
    """The one table of a page, as an `<article>`.

    `notes`, by the paths of cells in ProjectTable, stand beside their texts, with ids of their own; what a
    cell said before (`was`) stands before it, struck out.
    The page brings static/official.css; there is no inline style, for the Content-Security-Policy.
    """
    return article(sheet(table), "table", notes=notes, was=was)


def sheet(table: ProjectTable) -> Sheet:
    """The table on its grid, and what its project is called."""
    return Sheet(compose(table), called(table))


def called(table: ProjectTable) -> str:
    """What a table's project is called in one line, whatever was left empty."""
    return " ".join((table.name or table.title or "（未填项目名称）").split())


def document(
    sheets: Sequence[Sheet],
    title: str = "",
    mark: str = "",
) -> str:
    """The page of the sheets."""
    title = title or (sheets[0].name if len(sheets) == 1 else "项目绩效目标表")
    above = f'<p class="official-mark">{escape(mark)}</p>\n' if mark else ""
    sections = [_section(sheet, number, above) for number, sheet in enumerate(sheets, 1)]
    return _PAGE.format(
        title=escape(title),
        styles=_styles(*(["mark.css"] if mark else [])),
        contents=above + _contents(sheets) if len(sheets) > 1 else "",
        sections="\n".join(sections) or f"{above}<p>没有项目绩效目标表。</p>",
        across=_ACROSS if mark else "",
    )


@cache
def _styles(*more: str) -> str:
    paths = (_LOOK, *(STYLES / name for name in ("file.css", "print.css", *more)))
    return "\n".join(path.read_text("utf-8") for path in paths)


def _contents(sheets: Sequence[Sheet]) -> str:
    entries = "".join(
        f'<li><a href="#project-{number}">{escape(sheet.name)}</a></li>\n'
        for number, sheet in enumerate(sheets, 1)
    )
    return f'<nav aria-label="目录">\n<ol>\n{entries}</ol>\n</nav>\n'


def _section(sheet: Sheet, number: int, above: str) -> str:
    heading = f'<h2 class="official-unseen">{escape(sheet.name)}</h2>'
    table = article(sheet, f"t{number}")
    return f'<section id="project-{number}">\n{above}{heading}\n{table}\n</section>'

"""On which page everything of the Word file will stand, reckoned without Word.

Lines are exactly as high as their style says and 汉字 one em wide, so that the reckoning holds in whatever
face; where Word breaks a line otherwise, its command 更新目录 sets the contents right. Heights are in mm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from disclosures.charts import geometry
from disclosures.document import Chart, DataTable, Disclosure, Paragraph
from disclosures.rendering import columns
from disclosures.rendering.lining import line_count
from disclosures.rendering.outline import CLOSING, Captioned, Entry, Head, Item, Outline, project_anchor
from disclosures.rendering.word_styles import (
    CAPTION,
    CONTENTS,
    ENTRIES,
    HEADINGS,
    LINES,
    SIZE,
    SIZES,
    TEXT,
    TITLE,
    UNDER,
    UNIT,
)
from disclosures.rendering.word_text import TALLEST, height
from projects.rendering.measure import MM_PER_POINT
from projects.rendering.word_shell import PAGE_HEIGHT
from projects.rendering.word_table import page_count

_SPACE = 7 * MM_PER_POINT
_BELOW = 4 * MM_PER_POINT
_DESCENT = 0.9  # below a picture, which stands on a line of text


@dataclass
class _Flow:
    """Blocks down the pages. What must stay with the next waits for it."""

    page: int = 1
    used: float = 0.0
    pages: dict[str, int] = field(default_factory=dict)
    waiting: float = 0.0
    anchors: list[str] = field(default_factory=list)

    def keep(self, tall: float, anchor: str = "") -> None:
        self.waiting += tall
        if anchor:
            self.anchors.append(anchor)

    def put(self, parts: Sequence[float], head: float = 0.0) -> None:
        """Parts that stand whole each; `head` is repeated where they go on on a new page."""
        first, *rest = parts
        if self.used + self.waiting + first > PAGE_HEIGHT and self.used:
            self.page, self.used = self.page + 1, 0.0
        self.pages |= dict.fromkeys(self.anchors, self.page)
        self.used += self.waiting + first
        self.waiting, self.anchors = 0.0, []
        for part in rest:
            if self.used + part > PAGE_HEIGHT:
                self.page, self.used = self.page + 1, head
            self.used += part

    def new_page(self) -> None:
        if self.waiting:
            self.put([0.0])
        if self.used:
            self.page, self.used = self.page + 1, 0.0


def pages(disclosure: Disclosure, outline: Outline) -> dict[str, int]:
    """The page of each anchor."""
    flow = _Flow()
    _front(flow, disclosure, list(outline.contents()))
    flow.put(_lines(UNDER, ""))
    _items(flow, outline.before)
    flow.new_page()
    for place, project in enumerate(outline.projects, 1):
        flow.pages[project_anchor(place)] = flow.page
        flow.page += page_count(project.table)
    _items(flow, outline.after)
    flow.new_page()
    return flow.pages | {CLOSING.anchor: flow.page}


def _front(flow: _Flow, disclosure: Disclosure, entries: Sequence[Entry]) -> None:
    title = _lines(TITLE, disclosure.title)
    space = 3 * LINES[UNDER] + 8
    flow.put([sum(title) + space * MM_PER_POINT])
    flow.put(_lines(UNDER, disclosure.publisher.name))
    flow.put(_lines(UNDER, ""))
    flow.put(_lines(CONTENTS, ""))
    for entry in entries:
        room = 2 * (entry.level - 1)  # ems before it
        flow.put(_lines(ENTRIES[entry.level], entry.text, room))


def _items(flow: _Flow, items: Iterable[Item]) -> None:
    for item in items:
        match item:
            case Head(level, text, anchor):
                flow.keep(sum(_lines(HEADINGS[level], text, indent=2)), anchor)
            case Paragraph(text):
                flow.put(_lines(TEXT, text, indent=2))
            case Captioned(caption, DataTable() as table):
                _table(flow, caption, table)
            case Captioned(caption, Chart() as chart):
                for shown in geometry.pictures(chart, TALLEST):
                    flow.keep(height(shown) + _DESCENT)
                    flow.put([_BELOW + sum(_lines(CAPTION, caption))])
                    flow.used += _SPACE


def _table(flow: _Flow, caption: str, table: DataTable) -> None:
    flow.keep(sum(_lines(CAPTION, caption)))
    if table.unit:
        flow.keep(sum(_lines(UNIT, "")))
    across = columns.widths(table)
    head, *rows = (columns.row_height(row, across) for row in (table.heads, *table.rows))
    flow.keep(head)
    if len(rows) <= columns.SHORT:
        flow.put([sum(rows)])
    else:
        flow.put(rows, head)
    flow.used += _SPACE


def _lines(style: str, text: str, before: int = 0, indent: int = 0) -> list[float]:
    """The heights of the lines of a paragraph, with so many ems free before all of them, or the first."""
    size = SIZES.get(style, SIZE)
    wide = columns.WIDTH - before * size * MM_PER_POINT
    return [LINES[style] * MM_PER_POINT] * line_count(text, wide, size, indent)

"""A sheet as a document: official tables and other lists as grids, the lines around them as paragraphs.

What belongs to a table is told as a person tells it: by the lines drawn around cells and by empty rows and
columns; by wording alone only where nothing is drawn.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from projects.importing.excel.book import Counted
from projects.importing.excel.grids import grids_of
from projects.importing.excel.lines import Line, Spot
from projects.importing.excel.sheet import Runs
from projects.official import words
from projects.official.grid import Grid

_NOTE = re.compile(
    "(备?注|说明|附|填[表报](人|单位|部门|日期|时间)|[制填]表|编制人|经办人|审[核批]人?|复核人?|联系(人|电话|方式)|电话|"
    "(单位|部门|科室)?负责人|分管领导|日期)([^:：]{0,6}[:：]|$)"
)
_ALIGNED = 2  # texts in a row without lines that make it a row of the table above
_FITTING = 3  # texts that make a line one of the indicators, or of their heads
_FEW = 3  # texts at most in a line between a title and its table


def blocks_of(lines: list[Line], boxed: Runs, counted: Counted) -> Iterator[str | Grid]:
    """Paragraphs (strings) and grids, top to bottom; `boxed` are the columns in which lines are drawn."""
    waiting: list[Line] = []
    mark: Line | None = None  # of those waiting, the last that leads a table or heads its indicators
    for part in _parts(lines):
        if isinstance(part, str) or (part.gap and not _goes_on(mark, part)):
            yield from grids_of(waiting, boxed, counted)
            waiting, mark = [], None
        if isinstance(part, str):
            yield part
        else:
            waiting.append(part)
            mark = part if _leads(part) or _heads(part) else mark
    yield from grids_of(waiting, boxed, counted)


def _goes_on(mark: Line | None, line: Line) -> bool:
    """Whether a line below an empty row still belongs to the table above: that lacks a part, or it fits."""
    if mark is None or not _heads(mark):
        return mark is not None
    return _aligned(line, mark) and len(line.texts) >= _FITTING


def _heads(line: Line) -> bool:
    return len({words.head_field(spot.text) for spot in line.texts} - {""}) >= _FITTING


def _parts(lines: list[Line]) -> Iterator[str | Line]:
    """The lines of tables as they are, what else is written as paragraphs."""
    loose = _loose(lines)
    above: Line | None = None  # the line of a table just above
    place = 0
    while place < len(lines):
        last = place
        while last < len(lines) and loose[last]:
            last += 1
        heading = _heading(lines[place:last], lines[last]) if last < len(lines) else []
        for line in lines[place : last - len(heading)]:
            if above is not None and _continues(line, above):
                above = line
                yield line
            elif line.texts:
                above = None
                yield _text(line.texts)
        if last < len(lines):
            yield from _headed(heading, lines[last])
            above = lines[last]
        place = last + 1


def _loose(lines: list[Line]) -> list[bool]:
    """Which lines stand outside the tables, as far as their lines and wording tell."""
    leads = [place for place, line in enumerate(lines) if _leads(line)]
    drawn = [place for place in leads or range(len(lines)) if lines[place].boxed]
    lead = next(iter((leads and drawn) or leads), 0)
    if drawn:
        loose = [not line.boxed for line in lines]
    else:
        loose = [place < lead or _is_note(line) or _titles(line) != [] for place, line in enumerate(lines)]
    for place in reversed(range(lead)):  # a title and what is written below it may be boxed too
        if lines[place + 1].gap or len(lines[place].texts) > _FEW:
            break
        loose[place] = True
    return loose


def _leads(line: Line) -> bool:
    return words.compact(line.spots[0].text) in words.CODE | words.NAME


def _is_note(line: Line) -> bool:
    return bool(line.texts and _NOTE.match("".join(line.texts[0].text.split())))


def _titles(line: Line) -> list[Spot]:
    """The title in a line, which holds little else: an indicator may be called 绩效评价表 too."""
    texts = line.texts
    return [spot for spot in texts if words.is_title(spot.text)] if len(texts) < _FEW else []


def _heading(loose: list[Line], table: Line) -> list[Line]:
    """The closing lines of those above a table that are its title, and what may stand below that."""
    titled = next((place for place in reversed(range(len(loose))) if _titles(loose[place])), None)
    if titled is None and loose and not table.gap and _spans(loose[-1], table):
        titled = len(loose) - 1
    if titled is None:
        titled = len(loose)
        while titled and all(words.beside_title(spot.text) for spot in loose[titled - 1].texts):
            titled -= 1
    return loose[titled:]


def _spans(line: Line, table: Line) -> bool:
    """Whether the line is one cell as wide as the table: its title, even if empty or worded otherwise."""
    left, right = table.edges
    return len(line.spots) == 1 and line.spots[0].column <= left and right <= line.spots[0].right


def _headed(heading: list[Line], table: Line) -> Iterator[str | Line]:
    """What stands above a table and belongs to it, then its first line; whatever else is written before."""
    kept = []
    for place, line in enumerate(heading):
        titles = _titles(line) if not place else []
        ours = [spot for spot in line.spots if spot in titles or words.beside_title(spot.text)]
        if not place and not titles and _spans(line, table):
            ours = line.spots
        if others := [spot for spot in line.texts if spot not in ours]:
            yield _text(others)
        if ours:
            kept.append(replace(line, spots=ours))
    for place, line in enumerate([*kept, table]):
        yield replace(line, gap=line.gap and not place)


def _continues(line: Line, above: Line) -> bool:
    """A row of a table that somebody added without drawing its lines."""
    few = len(line.texts) < _ALIGNED
    return not (line.gap or few or _is_note(line)) and _aligned(line, above)


def _aligned(line: Line, above: Line) -> bool:
    columns = {spot.column for spot in above.spots} | {left for left, _ in above.reached}
    return all(spot.column in columns for spot in line.texts)


def _text(spots: list[Spot]) -> str:
    return "\t".join(spot.text for spot in spots)

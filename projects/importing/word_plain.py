"""The commonest cell, read in a third of the time: paragraphs of nothing but runs of text, all of it seen.

Whatever else stands in a cell is for `word_grids.inside`, which says the same of these.
"""

from typing import Any

from projects.importing.word_context import Context
from projects.importing.word_ink import Sight
from projects.importing.word_names import attribute, parts, short
from projects.importing.word_runs import Walk, handler_of, letters

_TELLING = frozenset({"rStyle", "vanish", "specVanish", "del", "moveFrom"})  # of a paragraph's mark


def plain_lines(cell: Any, context: Context) -> list[str] | None:
    """The paragraphs of a w:tc that hides nothing and holds nothing but text; None for any other."""
    lines = []
    for each in cell:
        name = short(each.tag)
        if name == "p":
            line = _line(each, context)
            if line is None:
                return None
            lines.append(line)
        elif name != "tcPr":
            return None
    context.count(len(lines))
    return lines


def _line(paragraph: Any, context: Context) -> str | None:
    texts: list[str] = []
    style: str | None = None
    setting = None
    for each in paragraph:
        tag = each.tag
        handler = handler_of(tag)
        if handler is Walk._run:
            if setting is None:
                setting = context.unsaid(style)
            for part in each:
                handler = handler_of(part.tag)
                if handler is Walk._text:
                    texts.append(letters(part))
                elif handler is Walk._properties:
                    if len(part) and context.sight(style, parts(part), setting.ground) is not Sight.CLEAR:
                        return None
                elif handler is not None:
                    return None
        elif handler is not None:
            return None
        elif short(tag) == "pPr":
            if setting is not None:
                return None
            for part in each:
                name = short(part.tag)
                if name == "pStyle":
                    style = attribute(part)
                elif name in ("numPr", "shd") or (name == "rPr" and not _TELLING.isdisjoint(parts(part))):
                    return None
            setting = context.unsaid(style)
    if setting is None:
        setting = context.unsaid(style)
    return "".join(texts) if setting.open else None

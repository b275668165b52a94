"""The text of one Word paragraph as a person sees it on the page, its automatic number included."""

from typing import Any, NamedTuple

from projects.importing.word.context import Context
from projects.importing.word.ink import SILENT, Ink, Sight
from projects.importing.word.names import attribute, child, parts
from projects.importing.word.runs import Walk
from projects.importing.word.styles import list_place


class Paragraph(NamedTuple):
    """Its text, the text boxes anchored in it (w:txbxContent), and whether it runs on into the next one."""

    text: str
    boxes: list[Any]
    runs_on: bool


def read_paragraph(element: Any, context: Context, continues: bool = False) -> Paragraph:
    """`continues`: text of the paragraph before runs on into this one, which then shows no number."""
    context.count()
    properties = parts(child(element, "pPr"))
    style = attribute(properties["pStyle"]) if "pStyle" in properties else None
    mark = parts(properties["rPr"]) if "rPr" in properties else {}
    setting = context.setting(style, properties, mark)
    hidden = setting.mark.hidden
    runs_on = hidden or "del" in mark or "moveFrom" in mark
    walk = Walk(context, style, setting)
    walk.into(element)
    text = "".join(walk.texts)
    if (setting.listed or "numPr" in properties) and not continues and not hidden and (text or not runs_on):
        number, own = _number(properties.get("numPr"), style, context)
        if number and own.over(setting.mark).sight(setting.ground) is Sight.CLEAR:
            text = number + text
    return Paragraph(text, walk.boxes, bool(runs_on))


def _number(place: Any, style: str | None, context: Context) -> tuple[str, Ink]:
    list_id, level = list_place(place)
    by_style, style_level = context.styles.list_of(style)
    if list_id is None and by_style is None:
        return "", SILENT
    if list_id is None:
        list_id = by_style
        if level is None:
            level = context.numbers.level_of(list_id, style) if style_level is None else style_level
    return context.numbers.label(list_id, level or 0)

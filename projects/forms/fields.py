"""The cells of a table as fields of a form: their names, widgets, and what stands beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from projects.drafting.places import CLASS, class_value, field_id, labels_of
from projects.forms.questions import Question

_UNCHOSEN = "（未选）"

# Characters that fit on a line of a cell, for browsers that do not size a field by its text.
_LINE = {"name": 30, "purpose": 38, "text": 40, "title": 32, "level3": 10, "description": 11, "value": 9}
_SHORT_LINE = 8


def lines(cell: str, text: str) -> int:
    """How many lines of its cell a text takes, roughly: a 汉字 is as wide as two letters."""
    room = 2 * _LINE.get(cell, _SHORT_LINE)
    widths = (sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n"))
    return sum(max(1, -(-width // room)) for width in widths)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside a cell: how it was understood, why to look again, what a colleague wrote there."""

    hint: str = ""
    kind: str = ""
    proposal: str = ""
    reason: str = ""
    question: Question | None = None
    found: Sequence[Mapping[str, Any]] = ()  # what the rules say of it

    @property
    def marks(self) -> str:
        """Classes of its cell."""
        return f"{' recheck' if self.reason else ''}{' asked' if self.question else ''}"


class CellField(forms.CharField):
    """A cell of text. Whatever was typed is taken: about content there are hints and, later, findings."""

    def __init__(self, row: str | None, cell: str, text: str) -> None:
        widget = CellInput(_marks(row, cell) | {"rows": lines(cell, text), "spellcheck": "false"})
        super().__init__(required=False, strip=False, widget=widget, initial=text)


class CellInput(forms.Widget):
    template_name = "projects/drafting/textarea.html"


class ClassField(forms.CharField):
    """The class of an indicator, chosen from the year's form; labels that it does not know stay."""

    def __init__(self, row: str, value: str, classes: Sequence[tuple[str, str]]) -> None:
        super().__init__(required=False, strip=False, widget=ClassSelect(row, classes), initial=value)


class ClassSelect(forms.Widget):
    """二级 classes under their 一级, written in one go: a table has many of these lists."""

    template_name = "projects/drafting/class.html"

    def __init__(self, row: str, classes: Sequence[tuple[str, str]]) -> None:
        super().__init__(_marks(row, CLASS))
        self.classes = classes

    def get_context(self, name: str, value: str, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [_option(*labels) for labels in self.classes]
        if all(option["value"] != value for option in options):
            own = _option(*labels_of(value))
            context["own"] = own | {"text": own["level2"] or own["level1"] or _UNCHOSEN}
        return context | {"groups": _grouped(options)}


def _option(level1: str, level2: str) -> dict[str, str]:
    return {"value": class_value(level1, level2), "level1": level1, "level2": level2}


def _grouped(options: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for option in options:
        groups.setdefault(option["level1"], []).append(option)
    return groups


def _marks(row: str | None, cell: str) -> dict[str, Any]:
    """What the scripts go by."""
    return {"id": field_id(row, cell), "data-row": row or "", "data-cell": cell}

"""The figures of a year as a form: by part, this year beside what was said a year ago."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from disclosures.figures import BY_KEY, FIELDS, SUMS, THREE, Figures, Part
from disclosures.figures import Field as Figure
from projects.tables import Amount, typed
from projects.values import plain

KEPT = "现在保存着：{}"
NOT_READ = "没有看懂，请写成万元的数，例如 260 或 34.32"
_EMPTY = "（空）"
_LONGEST = {True: 500, False: 60}


@dataclass(frozen=True)
class Row:
    """One line of the page: its fields, what an amount was read as, and last year's figure, both in 万元."""

    label: str
    fields: tuple[BoundField, ...]
    last: str = ""

    @property
    def problems(self) -> list[str]:
        return [error for field in self.fields for error in field.errors]


@dataclass(frozen=True)
class Sum:
    label: str
    now: str
    last: str  # of last year's own figures


class FiguresForm(forms.Form):
    """Every field may be empty. An amount that is none is kept as typed, and told beside it."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)  # what stood in each field

    def __init__(self, *args, last: Figures | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.last = last or Figures()
        self.fields |= {one.key: _field(one) for one in FIELDS}

    def add_error(self, field, error) -> None:
        super().add_error(field, error)
        if field in self.fields:
            self.fields[field].widget.attrs["aria-invalid"] = "true"

    def said(self) -> Figures:
        """What stands in the form now, valid or not."""
        texts = {one.key: typed(str(self[one.key].value() or "")) for one in FIELDS}
        amounts = {key: Amount.of(text) for key, text in texts.items() if not BY_KEY[key].words}
        return Figures(amounts, {key: text for key, text in texts.items() if BY_KEY[key].words})

    def after(self, current: Figures, revision: int) -> "FiguresForm":
        """The same on top of what somebody else wrote meanwhile: fields that were not touched here take it.

        Where both changed one, one's own words stand in it and the other's beside them, to be decided.
        """
        data, own, shown = self.data.copy(), self.said(), _read(self["shown"].value())
        for name, text in initial(current, revision).items():
            if name not in BY_KEY or raw(own, name) == shown.get(name, ""):
                data[name] = text
        again = type(self)(data, last=self.last)
        for key in BY_KEY:
            theirs, mine = raw(current, key), raw(own, key)
            if theirs != mine and shown.get(key, "") not in (theirs, mine):
                again.add_error(key, KEPT.format(theirs or _EMPTY))
        return again

    @property
    def three(self) -> list[Row]:
        """Each expense: this year, last year, the reason of its change."""
        return [
            Row(BY_KEY[key].label, tuple(self[name] for name in (key, f"{key}_last", f"{key}_reason")))
            for key in THREE
        ]

    @property
    def other_parts(self) -> Iterator[tuple[Part, list[Row]]]:
        for part in Part:
            if part != Part.THREE:
                rows = [
                    Row(one.label, (self[one.key],), _shown(self.last, one))
                    for one in FIELDS
                    if one.part == part
                ]
                yield part, rows

    @property
    def sums(self) -> list[Sum]:
        now = self.said()
        return [Sum(label, value(now, key), value(self.last, key)) for key, (label, _) in SUMS.items()]

    @property
    def unread(self) -> list[str]:
        return unread(self.said())


def initial(figures: Figures, revision: int) -> dict[str, object]:
    texts = {one.key: raw(figures, one.key) for one in FIELDS}
    filled = {key: text for key, text in texts.items() if text}
    return texts | {"revision": revision, "shown": json.dumps(filled, ensure_ascii=False)}


def _read(shown: str | None) -> dict[str, str]:
    """By key, as the page gave it back; nothing of what was tampered with."""
    try:
        told = json.loads(shown or "{}")
    except ValueError:
        return {}
    return (
        {key: text for key, text in told.items() if isinstance(text, str)} if isinstance(told, dict) else {}
    )


def raw(figures: Figures, key: str) -> str:
    """As it was typed."""
    if BY_KEY[key].words:
        return figures.text(key)
    return figures.amounts[key].raw if key in figures.amounts else ""


def value(figures: Figures, key: str) -> str:
    """万元; empty where there is none."""
    found = figures.value(key)
    return "" if found is None else plain(found)


def unread(figures: Figures) -> list[str]:
    """The labels of amounts that were typed and not understood."""
    return [BY_KEY[key].label for key, one in figures.amounts.items() if one.value is None]


def read_as(text: str) -> str:
    """What an amount was understood as, where that is not what stands there already."""
    amount = Amount.of(text)
    if not amount.raw:
        return ""
    if amount.value is None:
        return NOT_READ
    number = plain(amount.value)
    return "" if amount.raw in (number, f"{number}万元", f"{number} 万元") else f"即 {number} 万元"


def _shown(figures: Figures, one: Figure) -> str:
    return figures.text(one.key) if one.words else value(figures, one.key)


def _field(one: Figure) -> forms.CharField:
    style = {"class": "form-control"}
    box = forms.Textarea(style | {"rows": 2})
    line = forms.TextInput(style | {"inputmode": "decimal", "autocomplete": "off"})
    widget = box if one.words else line
    return forms.CharField(label=one.label, required=False, max_length=_LONGEST[one.words], widget=widget)

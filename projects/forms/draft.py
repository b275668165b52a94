"""The drafting form: every cell of one table is a field, and the table is the form's layout."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.renderers import TemplatesSetting

from projects.drafting.places import CLASS, class_value, place
from projects.drafting.sheet import HEAD_CELLS, PARTS, Sheet, head_text, texts
from projects.drafting.state import proposals
from projects.examining.showing import by_field
from projects.examining.wire import Told
from projects.forms.fields import Beside, CellField, ClassField
from projects.forms.layout import official
from projects.forms.questions import Questions
from projects.forms.rows import PROTOTYPE

# What the form calls a row's name and the plan is the year's framework's to say, not the officer's.
HEAD_FIELDS = tuple(cell for cell in HEAD_CELLS if cell not in ("name_label", "plan_label"))
Classes = Sequence[tuple[str, str]]  # (一级, 二级) labels, top to bottom
_NO_QUESTIONS = Questions()


class DraftForm(forms.Form):
    """The table of a sheet as a form; the fields bear the names of `drafting.places.place`.

    `told` is the `state` to show beside the cells, `typed` what stands in fields instead of what the table
    says, by name, and `asked` what the last save was in conflict with: there stands one's own text.
    `findings` are those of the rules.
    """

    default_renderer = TemplatesSetting

    def __init__(
        self,
        sheet: Sheet,
        classes: Classes,
        told: Mapping[str, Any],
        typed: Mapping[str, str] | None = None,
        asked: Questions = _NO_QUESTIONS,
        findings: Sequence[Told] = (),
    ) -> None:
        super().__init__(auto_id=False)
        typed = {one.name: one.mine for one in asked.cells.values()} | dict(typed or {})
        for cell in HEAD_FIELDS:
            name = place(None, cell)
            self.fields[name] = CellField(None, cell, typed.get(name, head_text(sheet, cell)))
        for part, row in sheet.rows():
            self._add_row(str(row.id), part, texts(part, row), classes, typed)
        for part in ("goals", "indicators"):
            self._add_row(PROTOTYPE, part, dict.fromkeys(PARTS[part], ""), classes, {})
        self.told, self.asked, self.found = told, asked, by_field(findings)
        self.proposals = proposals(told)
        self.reasons = {one["place"]: one["reason"] for one in told["rechecks"]}
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.layout = official(sheet)

    def _add_row(
        self, row: str, part: str, cells: Mapping[str, str], classes: Classes, typed: Mapping[str, str]
    ) -> None:
        cells = dict(cells)
        if part == "indicators":
            name, value = place(row, CLASS), class_value(cells.pop("level1"), cells.pop("level2"))
            self.fields[name] = ClassField(row, typed.get(name, value), classes)
        for cell, text in cells.items():
            name = place(row, cell)
            self.fields[name] = CellField(row, cell, typed.get(name, text))

    def beside(self, name: str) -> Beside:
        """What to tell beside a field; where two people differ only that, for hints are about theirs."""
        if question := self.asked.cells.get(name):
            return Beside(question=question)
        hint = self.told["hints"].get(name, {})
        return Beside(
            hint=hint.get("text", ""),
            kind=hint.get("kind", ""),
            proposal=self.proposals.get(name, ""),
            reason=self.reasons.get(name, ""),
            found=self.found.get(name, ()),
        )

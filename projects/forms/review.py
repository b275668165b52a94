"""What reviewers and drafters send: a judgement, a checklist, a small correction, a remark."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms

from projects.drafting.places import place, row_and_cell
from projects.examining.wire import Told
from projects.models import Grade
from projects.review.grading import CRITERIA, Judged, Opinion, Verdict
from projects.review.naming import Place
from projects.review.said import NewText, Said, Wish, cell_field
from projects.rules import Level

CORRECTED = 5  # lines of the form for a small correction
_WHY = {"rows": 2, "maxlength": 500}


class ActForm(forms.Form):
    """Why, and which text the page showed. Every action sends at least this."""

    why = forms.CharField(label="原因", required=False, max_length=500, widget=forms.Textarea(_WHY))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def said(self) -> Said:
        return Said(self.cleaned_data.get("why", ""), self.cleaned_data.get("seen", ""))


class JudgementForm(forms.Form):
    """四项审核意见 and 等级: verdicts on the short form, points on that of a key project."""

    def __init__(self, *args: Any, points_form: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points_form = points_form
        for one in CRITERIA:
            self.fields[one.name] = self._answer(one)
            self.fields[f"{one.name}_text"] = forms.CharField(
                label="",
                required=False,
                max_length=1000,
                widget=forms.TextInput({"placeholder": "意见", "aria-label": f"{one.label}的意见"}),
            )
        self.fields["grade"] = forms.ChoiceField(
            label="等级", required=False, choices=[("", "请选择"), *Grade.choices]
        )
        self.fields["opinion"] = forms.CharField(
            label="综合意见", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        pairs = [Div(Field(one.name), Field(f"{one.name}_text"), css_class="criterion") for one in CRITERIA]
        self.helper.layout = Layout(*pairs, Field("grade"), Field("opinion"))

    def _answer(self, one) -> forms.Field:
        if self.points_form:
            return forms.IntegerField(
                label=f"{one.label}（{one.points}分）", required=False, help_text=one.asks, min_value=0
            )
        choices = [("", "请选择"), *((verdict.value, verdict.label) for verdict in Verdict)]
        return forms.ChoiceField(label=one.label, required=False, choices=choices, help_text=one.asks)

    def judged(self) -> Judged | None:
        """None where nothing at all was filled."""
        said = self.cleaned_data
        if not said.get("grade") and not any(said.get(one.name) not in (None, "") for one in CRITERIA):
            return None
        opinions = {one.name: self._opinion(one.name) for one in CRITERIA}
        return Judged(self.points_form, opinions, said.get("grade", ""), said.get("opinion", ""))

    def _opinion(self, name: str) -> Opinion:
        given, text = self.cleaned_data.get(name), self.cleaned_data.get(f"{name}_text", "")
        return Opinion("", given, text) if self.points_form else Opinion(given or "", None, text)


def initial_of(judgement) -> dict[str, Any]:
    """What a kept judgement fills into the form."""
    if judgement is None:
        return {}
    filled = {"grade": judgement.grade, "opinion": judgement.opinion}
    for name, said in judgement.criteria.items():
        filled |= {name: said["verdict"] or said["points"], f"{name}_text": said["text"]}
    return filled


class ReturnForm(forms.Form):
    """Which findings go onto the checklist; every open thread does anyway."""

    def __init__(self, *args: Any, findings: Sequence[Told], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._findings = findings
        self.fields["findings"] = forms.MultipleChoiceField(
            label="列入清单的检查结果",
            required=False,
            choices=[(str(number), _named(one)) for number, one in enumerate(findings)],
            widget=forms.CheckboxSelectMultiple,
        )

    def wishes(self) -> tuple[Wish, ...]:
        chosen = (self._findings[int(number)] for number in self.cleaned_data.get("findings", ()))
        return tuple(
            Wish("", one["part"], _id(one.get("row")), one.get("cell", ""), finding=one) for one in chosen
        )


class CorrectionForm(forms.Form):
    """A few cells and what they should say; the old text is that of the version the page showed."""

    def __init__(self, *args: Any, names: Mapping[Place, str], texts: Mapping[Place, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._texts = texts
        choices = [("", "选择单元格"), *((place(*at), name) for at, name in names.items())]
        for number in range(CORRECTED):
            self.fields[cell_field(number)] = forms.ChoiceField(
                label=f"第{number + 1}格", required=False, choices=choices
            )
            self.fields[f"new{number}"] = forms.CharField(
                label="改为", required=False, max_length=5000, widget=forms.TextInput({"placeholder": "改为"})
            )

    def clean(self) -> dict[str, Any]:
        """Nothing typed is dropped without a word, and each cell is named once."""
        said = super().clean()
        chosen = [said.get(cell_field(number), "") for number in range(CORRECTED)]
        for number, cell in enumerate(chosen):
            if said.get(f"new{number}") and not cell:
                self.add_error(cell_field(number), "填了“改为”，请选择要改的单元格。")
            elif cell and cell in chosen[:number]:
                self.add_error(cell_field(number), "同一格写了两次，请只留一次。")
        return said

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[cell_field(number)], self[f"new{number}"]) for number in range(CORRECTED)]

    def cells(self) -> tuple[NewText, ...]:
        found = []
        for number in range(CORRECTED):
            if named := self.cleaned_data.get(cell_field(number)):
                row, cell = row_and_cell(named)
                new = self.cleaned_data.get(f"new{number}", "")
                found.append(NewText(row, cell, self._texts.get((row, cell), ""), new))
        return tuple(found)


class RemarkForm(forms.Form):
    """A remark, a further comment, or an answer."""

    text = forms.CharField(
        label="意见", max_length=2000, widget=forms.Textarea({"rows": 3, "maxlength": 2000}), strip=True,
        error_messages={"required": "请先写下意见再提交。"},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    was = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def place(self) -> Place:
        """Where; the whole table where nothing is said. ValueError for what is no place."""
        at = self.cleaned_data.get("at", "")
        return row_and_cell(at) if at else (None, "")


def _named(one: Told) -> str:
    """A finding by its level and cell; of a warning also the reason, which may not be found enough."""
    said = f"{Level(one['level']).label}　{one.get('place') or '整张表'}：{one['message']}"
    return f"{said}（已说明理由：{one['reason']}）" if "reason" in one else said


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None

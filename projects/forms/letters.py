"""The form with which a department's approved tables are replied."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone

from projects.models import TableVersion
from projects.review import letter_numbers
from projects.review.letter_numbers import EXAMPLE
from projects.tables import typed

LONGEST_REMARK = 1000
_AHEAD = timedelta(days=31)
GONE = "有的表现在不能批复了（可能已退回或已批复），已从清单里去掉，请核对后再办理。"


class LetterForm(forms.Form):
    """文号, date, issuer, a word more, and which tables. The key is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    number = forms.CharField(
        label="文号",
        max_length=100,
        widget=forms.TextInput({"placeholder": EXAMPLE, "class": "form-control"}),
        error_messages={"required": "请填写文号。"},
    )
    dated = forms.DateField(
        label="日期",
        widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写日期。", "invalid": "请填写日期，例如 2025-03-01。"},
    )
    issuer = forms.CharField(
        label="发文单位",
        max_length=100,
        widget=forms.TextInput({"class": "form-control"}),
        error_messages={"required": "请填写发文单位。"},
    )
    remark = forms.CharField(
        label="另外说明",
        required=False,
        max_length=LONGEST_REMARK,
        help_text="可以不填；一行一段，写在正文最后。",
        widget=forms.Textarea({"rows": 2, "class": "form-control"}),
    )
    # The name by which the page's script knows what can be ticked; the values are of versions.
    project = forms.MultipleChoiceField(
        label="批复的表", error_messages={"required": "请至少勾选一张要批复的表。", "invalid_choice": GONE}
    )

    def __init__(self, *args, versions: Iterable[TableVersion], year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._year = year
        self.fields["project"].choices = [(str(version.pk), version.name) for version in versions]
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true"}

    def clean_number(self) -> str:
        try:
            return str(letter_numbers.read(self.cleaned_data["number"]))
        except letter_numbers.BadNumber as bad:
            raise forms.ValidationError(str(bad)) from bad

    def clean_dated(self):
        day = self.cleaned_data["dated"]
        if not self._year - 2 < day.year < self._year + 3 or day > timezone.localdate() + _AHEAD:
            raise forms.ValidationError("日期离预算年度或今天太远，请核对年月日。")
        return day

    def clean_issuer(self) -> str:
        return " ".join(typed(self.cleaned_data["issuer"]).split())

    def clean_remark(self) -> str:
        return typed(self.cleaned_data["remark"])

    def clean_project(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["project"]]

    @property
    def ticked(self) -> set[str]:
        return set(map(str, self["project"].value() or ()))

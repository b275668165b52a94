"""The forms of clocks, of the register and of the departments' sectors."""

from collections.abc import Iterable
from typing import Any

from django import forms

from budget_site.accounts.models import Department
from budget_site.laying_out import helper
from disclosures.models import Edition
from projects.tables import typed

_DAY = {"required": "请填写日期。", "invalid": "请填写日期，例如 2025-03-01。"}


def _day(label: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages=_DAY, **more)


class ClockForm(forms.Form):
    """One day, for the district (0) or for departments."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    began = _day("起算日")
    whose = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "请从列出的部门里勾选。"}
    )

    def __init__(self, *args, whose: Iterable[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = [(str(pk), str(pk)) for pk in whose]

    @property
    def ticked(self) -> set[str]:
        return set(map(str, self["whose"].value() or ()))


class RegisterForm(forms.Form):
    """Where it was published and when; or why it was not. `was` is a mark of the entry that is changed."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    edition = forms.ModelChoiceField(
        None, label="公开版本", required=False, empty_label="不是本系统公开的版本"
    )
    place = forms.CharField(
        label="公开平台", required=False, max_length=100, help_text="例如：区政府门户网站预决算公开专栏。"
    )
    address = forms.URLField(
        label="网址",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="公开平台上那一页的完整网址。",
        error_messages={"invalid": "请填写完整的网址，例如 https://www.example.gov.cn/art/1.html。"},
    )
    on = _day("公开日期")
    reason = forms.CharField(
        label="不公开的原因",
        required=False,
        max_length=1000,
        help_text="没有公开的才写，例如：涉密部门，经保密审查不公开。",
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, editions, button: str = "登记", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions
        self.fields["edition"].label_from_instance = _called
        self.helper = helper(button)

    def said(self) -> dict[str, Any]:
        told = {name: one for name, one in self.cleaned_data.items() if name != "was"}
        return {name: typed(one) if isinstance(one, str) else one for name, one in told.items()}


def _called(edition: Edition) -> str:
    return f"第{edition.number}版"


class SectorsForm(forms.Form):
    """领域 of each department."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, departments: Iterable[Department], sectors: dict[int, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._departments = list(departments)
        for one in self._departments:
            widget = forms.TextInput({"class": "form-control", "list": "sectors", "autocomplete": "off"})
            self.fields[f"sector-{one.pk}"] = forms.CharField(
                label=str(one),
                required=False,
                max_length=40,
                initial=sectors.get(one.pk, ""),
                widget=widget,
            )

    @property
    def rows(self) -> list[tuple[Department, forms.BoundField]]:
        return [(one, self[f"sector-{one.pk}"]) for one in self._departments]

    def said(self) -> dict[Department, str]:
        return {one: self.cleaned_data[f"sector-{one.pk}"] for one in self._departments}

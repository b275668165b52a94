"""Which tables a disclosure holds."""

from decimal import Decimal

from django import forms

from disclosures.models import DisclosureDraft
from projects.tables import Amount
from projects.values import plain


class ChoiceForm(forms.Form):
    """The rule; the amount as officers write amounts; the projects that may be picked."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(
        label="公开哪些项目", choices=DisclosureDraft.Choice.choices, widget=forms.RadioSelect
    )
    least = forms.CharField(
        label="预算数标准（万元）",
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "decimal", "class": "form-control", "autocomplete": "off"}),
    )
    project = forms.MultipleChoiceField(
        label="项目",
        required=False,
        error_messages={"invalid_choice": "有的项目现在不是“已批复”，已从清单里去掉，请核对后再保存。"},
    )

    def __init__(self, *args, projects: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = [(one, one) for one in projects]

    def clean_least(self) -> Decimal | None:
        amount = Amount.of(self.cleaned_data["least"])
        if amount.raw and amount.value is None:
            raise forms.ValidationError("没有看懂这个数，请写成万元，例如 100。")
        if amount.value is not None and not 0 <= amount.value < 10**9:
            raise forms.ValidationError("请写0到十亿万元之间的数。")
        return amount.value

    @property
    def ticked(self) -> set[str]:
        return set(map(str, self["project"].value() or ()))


def initial(draft: DisclosureDraft, was: str) -> dict[str, object]:
    least = "" if draft.least is None else plain(draft.least)
    return {"was": was, "choice": draft.choice, "least": least, "project": list(draft.picked)}

"""The form of how a district reviews."""

from decimal import Decimal
from typing import Any

from django import forms

from budget_site.laying_out import helper
from projects.models import ReviewSetup


class ReviewSetupForm(forms.ModelForm):
    """Which steps there are, and from which 预算数 a new project is major."""

    class Meta:
        model = ReviewSetup
        fields = ["unit_review", "business_review", "major_amount"]
        help_texts = {
            "unit_review": "经办人送审后，先由本单位负责人审核。",
            "business_review": "绩效科审核前，先由财政业务科室审核。",
            "major_amount": "新增项目的预算数达到这个数，送审前必须完成事前绩效评估；空着表示不要求。",
        }
        labels = {"unit_review": "需要单位审核", "business_review": "需要业务审核"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["major_amount"]
        amount.required = False
        amount.widget = forms.NumberInput({"step": "any", "min": 0})
        amount.error_messages |= {"invalid": "请填写数值，单位是万元。"}
        self.helper = helper("保存审核流程")

    def clean_major_amount(self):
        amount = self.cleaned_data["major_amount"]
        if amount is not None and amount < Decimal(0):
            raise forms.ValidationError("请填写不小于 0 的数值，单位是万元。")
        return amount

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

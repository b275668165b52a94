"""The forms of 事前绩效评估: what was found, and a file with it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict

from budget_site.laying_out import helper
from projects.importing.limits import MB
from projects.models import Assessment
from projects.models.assessment import ASPECTS
from projects.review.assessing import MOST, WRITTEN
from projects.review.paper_kinds import MOST_BYTES
from projects.tables import typed

HINTS = {
    "necessity": "政策依据、现实需求，为什么由财政出资。",
    "economy": "投入与产出是否匹配，成本测算的依据。",
    "target": "目标是否明确、量化，能不能达到。",
    "feasibility": "实施条件、进度安排、管理措施。",
    "funding": "资金来源和筹措方式是否合规，有无风险。",
}
KEPT = "其他人已改成：{}"
_EMPTY = "（空）"


class AssessmentForm(forms.ModelForm):
    """The five aspects and the conclusion, as they were at `revision` when the page was opened."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Assessment
        fields = WRITTEN
        widgets = {
            **{name: forms.Textarea({"rows": 3, "maxlength": MOST}) for name in ASPECTS},
            "assessed_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {"assessed_on": {"invalid": "请填写日期，例如 2025-03-01。"}}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision
        self.fields["conclusion"].choices = [("", "请选择"), *Assessment.Conclusion.choices]
        self.fields["conclusion"].error_messages["invalid_choice"] = "请从列出的结论里选择。"
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint
        self.helper = helper("保存评估内容")

    def said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in WRITTEN}
        return {name: typed(value) if isinstance(value, str) else value for name, value in said.items()}

    def after(self, current: Assessment) -> "AssessmentForm":
        """The same words on top of what somebody else wrote meanwhile, whose words stand beside them."""
        data = QueryDict(mutable=True)
        data.update(self.data.dict())
        data["revision"] = str(current.revision)
        own = self.said()
        again = type(self)(data, instance=Assessment.objects.get(pk=current.pk))
        again.is_valid()
        for name in WRITTEN:
            if getattr(current, name) != own[name]:
                again.add_error(name, KEPT.format(_shown(current, name)))
        return again


def _shown(current: Assessment, name: str) -> str:
    shown = current.get_conclusion_display() if name == "conclusion" else getattr(current, name)
    return str(shown or _EMPTY)


class PaperForm(forms.Form):
    """One file; more come one after the other."""

    file = forms.FileField(
        label="评估材料",
        allow_empty_file=True,  # which is told better by who looks at it
        help_text=f"PDF、Word（.docx）、PNG 或 JPG，不超过 {MOST_BYTES // MB} MB，一次一个。",
        error_messages={"required": "请先选择要上传的文件。", "invalid": "请重新选择文件再上传。"},
        widget=forms.FileInput({"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("file")

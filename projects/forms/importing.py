"""The form with which an import begins: the upload of a file."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.conf import settings

from budget_site.accounts.models import Department
from projects.importing.importer import Importer
from projects.importing.limits import MB

TOO_LARGE = "文件超过 {}，没有上传。请压缩其中的图片，或者拆分成几个文件后分别导入。"


def most() -> str:
    """How large a file may be, for people."""
    return f"{round(settings.UPLOAD_MAX_BYTES / MB, 1):g} MB"


class UploadForm(forms.Form):
    """A file; and the department that all its tables are of, where somebody works for several."""

    file = forms.FileField(
        label="文件",
        allow_empty_file=True,  # which is told better by who reads it
        error_messages={"required": "请先选择要导入的文件。"},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="部门",
        required=False,
        empty_label="有几个部门的，或者还不确定",
        help_text="文件里的表都属于同一个部门时选择；否则在下一步逐张选择。",
        error_messages={"invalid_choice": "这个部门不能由您导入，请重新选择。"},
    )

    def __init__(self, *args, importer: Importer, too_large: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._importer, self._too_large = importer, too_large
        self.fields["file"].help_text = f"Word（.docx）或 Excel（.xlsx）文件，不超过 {most()}。"
        if importer.only_department:
            del self.fields["department"]
        else:
            ids = [one.pk for one in importer.departments]
            self.fields["department"].queryset = Department.objects.filter(pk__in=ids).order_by("code")
            self.fields["department"].label_from_instance = lambda one: one.called_in(importer.year)
        self.helper = FormHelper()
        self.helper.form_id = "upload"
        self.helper.attrs = {
            "data-most": settings.UPLOAD_MAX_BYTES,
            "data-too-large": TOO_LARGE.format(most()),
        }
        self.helper.layout = Layout(*self.fields, Submit("", "上传并识别", css_class="btn-primary"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._too_large:
            self.errors.pop("file", None)
            self.add_error("file", TOO_LARGE.format(most()))
        return cleaned

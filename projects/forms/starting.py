"""The form with which a new project begins."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from budget_site.accounts.models import Department
from projects.tables import typed


class NewProjectForm(forms.Form):
    """Whose project it is, where somebody works for several departments, and what it is called, if known yet.

    The id is made with the page, so that a page sent twice makes one project.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    department = forms.ModelChoiceField(Department.objects.none(), label="部门", empty_label="请选择部门")
    name = forms.CharField(
        label="项目名称",
        required=False,
        max_length=500,
        help_text="可以先不填，在表里再写。",
        widget=forms.TextInput({"autofocus": True}),
    )

    def __init__(self, *args, departments, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.departments = list(departments)
        if len(self.departments) == 1:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = departments
        button = Submit("", "新建并开始填写", css_class="btn-primary")
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, button)

    @property
    def chosen(self) -> Department:
        return self.cleaned_data.get("department") or self.departments[0]

    def clean_name(self) -> str:
        return typed(self.cleaned_data["name"])

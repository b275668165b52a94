"""Forms about kept versions of a table."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class KeepForm(forms.Form):
    """A word on why the table is kept as it is now; it may stay empty."""

    note = forms.CharField(
        label="留存说明", required=False, max_length=200, help_text="可以不填，例如：报分管领导前。"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("note", Submit("", "留存当前版本", css_class="btn-primary"))


class CompareForm(forms.Form):
    """Which two: kept versions by their numbers, or `now`."""

    NOW = "now"

    old = forms.ChoiceField(label="从")
    new = forms.ChoiceField(label="到")

    def __init__(self, *args, numbers: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kept = [(str(number), f"第{number}次留存") for number in numbers]
        self.fields["old"].choices = kept
        self.fields["new"].choices = [(self.NOW, "现在"), *kept]

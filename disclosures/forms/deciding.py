"""The forms of sign-off, publication, correction, withdrawal and erasure."""

from datetime import datetime

from django import forms
from django.utils import timezone

from budget_site.accounts.forms.fields import CodeField
from budget_site.laying_out import helper

LONGEST = 2000


def _words(label: str, required: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": required},
    )


class SignOffForm(forms.Form):
    """保密审查 of the content that the page showed, by who is signed in."""

    data_hash = forms.CharField(widget=forms.HiddenInput)
    stated = forms.BooleanField(
        label="已通读全部内容和附表，没有国家秘密、工作秘密、商业秘密和不应公开的个人信息，同意公开。",
        error_messages={"required": "请在通读以后勾选。"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("完成保密审查")


class NoteForm(forms.Form):
    """更正说明, on top of what the page showed."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label="更正说明",
        help_text="例如：更正“三公”经费公务接待费。",
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "请写明改了什么、为什么改。"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("保存")


class PublishForm(forms.Form):
    """For exactly the content that the page showed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    when = forms.DateTimeField(
        label="定时公开",
        required=False,
        help_text="不填就现在公开。定时的，到时公开的是现在这份内容。",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "请填写日期和时间，例如 2025-03-01 09:00。"},
    )

    def __init__(self, *args, corrects: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("公开更正版" if corrects else "公开")

    def clean_when(self) -> datetime | None:
        when = self.cleaned_data["when"]
        if when and when <= timezone.now():
            raise forms.ValidationError("这个时间已经过了；现在就公开的，请把它清空。")
        return when


class WithdrawForm(forms.Form):
    why = _words("撤回原因", "请写明撤回的原因。", "原因会显示在原来的网址上。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("撤回")


class EraseForm(forms.Form):
    """The second person consents here, with the own password, so that nobody consents for another."""

    why = _words("删除原因", "请写明删除的原因。", "只写性质，例如：含有个人身份信息；不要再写出那些信息。")
    second = forms.CharField(
        label="同意人的用户名",
        max_length=150,
        help_text="财政局另一个岗位的同事，在这台电脑上当面确认。",
        error_messages={"required": "请填写同意人的用户名。"},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    password = forms.CharField(
        label="同意人的密码",
        strip=False,
        max_length=200,
        error_messages={"required": "请由同意人输入密码。"},
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    code = CodeField(
        label="同意人的动态码",
        required=False,
        help_text="同意人启用了第二重验证的，由本人输入；没有启用的不用填。",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("永久删除这一版的内容")

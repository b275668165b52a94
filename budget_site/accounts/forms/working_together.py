"""Forms about working together: standing in, handing over, and mail."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from budget_site.accounts.delegating import MOST_DAYS
from budget_site.accounts.models import User
from budget_site.laying_out import helper

_DATE = {"invalid": "请填写日期，例如 2026-12-01。", "required": "请填写日期，例如 2026-12-01。"}


class MailsForm(forms.ModelForm):
    """One's own address and when mails come. Another address is believed with the password only."""

    password = forms.CharField(
        label="登录密码",
        required=False,
        strip=False,
        help_text="更改邮箱时填写，确认是您本人。",
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    class Meta:
        model = User
        fields = ["email", "mails"]
        labels = {"email": "邮箱", "mails": "邮件提醒"}
        help_texts = {"email": "不收邮件的可以空着。", "mails": "邮件里只有项目的编号和部门，不含表格内容。"}
        error_messages = {"email": {"invalid": "这不像一个邮箱地址，请核对，例如 name@example.gov.cn。"}}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.known = self.instance.email
        self.helper = helper("保存")

    def clean(self) -> dict:
        cleaned = super().clean()
        changed = "email" in cleaned and cleaned["email"] != self.known
        if changed and not self.instance.check_password(cleaned.get("password", "")):
            self.add_error("password", "更改邮箱要填写正确的登录密码。")
        return cleaned


class PersonField(forms.ModelChoiceField):
    """Two people may have one name; the user name tells them apart."""

    def label_from_instance(self, user: User) -> str:
        return f"{user}（{user.get_username()}）" if user.name else user.get_username()


class DelegationForm(forms.Form):
    """Who stands in, and on which days."""

    holder = PersonField(
        User.objects.none(),
        label="代办人",
        empty_label="请选择",
        error_messages={"required": "请选择代办人。", "invalid_choice": "此人不能代办，请另选一位同事。"},
    )
    first = forms.DateField(
        label="开始日期", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), error_messages=_DATE
    )
    last = forms.DateField(
        label="结束日期",
        help_text=f"含当天，一次最多{MOST_DAYS}天。",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages=_DATE,
    )
    note = forms.CharField(label="说明", required=False, max_length=200, help_text="例如：外出培训。")

    def __init__(self, *args, holders, **kwargs) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", {"first": today, "last": today + timedelta(days=6)})
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders
        self.helper = helper("委托代办")


class HandOverForm(forms.Form):
    """Who takes over, and whether the account is closed with it. Asked by GET: nothing changes yet."""

    to = PersonField(
        User.objects.none(),
        label="接手人",
        empty_label="请选择",
        error_messages={"required": "请选择接手人。", "invalid_choice": "此人不能接手，请另选一位同事。"},
    )
    close = forms.BooleanField(label="同时停用原账号", required=False, initial=True)

    def __init__(self, *args, successors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = successors
        self.helper = helper("下一步：核对移交内容")
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

"""Forms about one's own account."""

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from budget_site.accounts.forms.fields import CodeField
from budget_site.accounts.models import User
from budget_site.accounts.second_factor.checking import CodeRefused, check
from budget_site.accounts.second_factor.keeping import Secret
from budget_site.laying_out import helper


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "用户名或密码不对，请核对后重新输入（注意大小写）。忘记密码请联系系统管理员。",
        "inactive": "此账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("登录")
        self.fields["username"].error_messages["required"] = "请填写用户名。"
        self.fields["password"].error_messages["required"] = "请填写密码。"


class SignInAgainForm(SignInForm):
    """Signing in on a page that is open already. `expected` says whose it is: a primary key or username."""

    expected = forms.CharField(required=False, max_length=150, widget=forms.HiddenInput)
    error_messages = SignInForm.error_messages | {
        "somebody_else": "这个页面是另一个账号打开的，请用同一账号登录。"
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="again_%s", **kwargs)
        self.helper.form_id = "sign-in-again"
        self.helper.form_action = reverse("sign_in_again")

    def clean(self) -> dict:
        """Whose page it is, is told to nobody: `expected` may be anybody's number."""
        cleaned = super().clean()
        expected, user = self.cleaned_data.get("expected", ""), self.get_user()
        if expected and user and expected != (str(user.pk) if expected.isdecimal() else user.get_username()):
            raise ValidationError(self.error_messages["somebody_else"])
        return cleaned


class CodeForm(forms.Form):
    """The second step of signing in. A code that is looked at is spent."""

    code = CodeField()

    def __init__(self, request: HttpRequest, user: User, data: QueryDict | None = None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.request, self.user = request, user
        self.helper = helper("登录")
        if data is None:
            self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self) -> str:
        try:
            check(self.request, self.user, self.cleaned_data["code"])
        except CodeRefused as refused:
            raise ValidationError(str(refused)) from refused
        return ""


class CodeAgainForm(CodeForm):
    """The same in the dialog of a page that is open already."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="again_%s", **kwargs)
        self.helper.form_id = "sign-in-again"
        self.helper.form_action = reverse("sign_in_again")


class SetUpForm(forms.Form):
    """That the phone shows the right code; `device` is the phone then."""

    code = CodeField(help_text="扫码或输入密钥以后，验证器显示的 6 位数字，每 30 秒换一次。")

    def __init__(self, user: User, secret: Secret, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.user, self.secret, self.device = user, secret, None
        self.helper = helper("启用")

    def clean_code(self) -> str:
        self.device = self.secret.device(self.user, self.cleaned_data["code"])
        if self.device is None:
            raise ValidationError(
                "动态码不对。请核对验证器里是不是刚刚添加的这一项，手机时间要准确，再输入新的动态码。"
            )
        return ""


class NewPasswordForm(PasswordChangeForm):
    error_messages = {
        "password_incorrect": "旧密码不对，请重新输入（注意大小写）。",
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
        "password_unchanged": "新密码和旧密码一样，请换一个。",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("更改密码")
        for name, label in (
            ("old_password", "旧密码"),
            ("new_password1", "新密码"),
            ("new_password2", "再输一遍新密码"),
        ):
            self.fields[name].label = label
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("old_password") and cleaned["old_password"] == cleaned.get("new_password1"):
            self.add_error("new_password1", self.error_messages["password_unchanged"])
        return cleaned

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = False
        return super().save(commit)


class InitialPasswordForm(AdminPasswordChangeForm):
    """What an administrator sets is a password to begin with."""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = True
        return super().save(commit)

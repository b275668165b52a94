"""Forms about one's own account, laid out by crispy-forms."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


def helper(button: str) -> FormHelper:
    made = FormHelper()
    made.form_show_errors = True
    made.add_input(Submit("", button, css_class="btn-primary"))
    return made


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "用户名或密码不对，请核对后重新输入（注意大小写）。忘记密码请联系系统管理员。",
        "inactive": "此账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("登录")


class NewPasswordForm(PasswordChangeForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("更改密码")

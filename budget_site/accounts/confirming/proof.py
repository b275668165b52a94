"""The form by which somebody who is signed in shows again who it is: as they signed in."""

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest, QueryDict

from budget_site.accounts.confirming.provider import by_provider, provider_confirmed
from budget_site.accounts.forms.fields import CodeField
from budget_site.accounts.second_factor.checking import CodeRefused, check
from budget_site.accounts.second_factor.whole import GIVEN

WRONG = "登录密码不对，请重新输入（注意大小写）。"
NOT_YET = "还没有确认成功。请先点上面的链接登录一次，再回到这一页继续。"
AGAIN = "重新确认身份"


class ProofForm(forms.Form):
    """A password, or a provider's word; and a code where this session had one of the person's own."""

    password = forms.CharField(
        label="登录密码",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "请填写登录密码。"},
    )
    code = CodeField()

    def __init__(self, request: HttpRequest, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="confirm")
        self.request = request
        self.by_provider = by_provider(request)
        if self.by_provider:
            del self.fields["password"]
        mark = request.user.second_factor
        if not mark or request.session.get(GIVEN) != mark:
            del self.fields["code"]

    def clean(self) -> dict:
        """The code only after the rest is right: it is spent by looking at it."""
        said = super().clean()
        if self.errors:
            return said
        if self.by_provider and not provider_confirmed(self.request.session):
            self.add_error(None, NOT_YET)
        elif "password" in self.fields and not self._knows(said["password"]):
            self.add_error("password", WRONG)
        elif "code" in self.fields:
            self._has_code(said["code"])
        if not self.errors:
            forget_failures(self.request)
        return said

    def _knows(self, password: str) -> bool:
        self.request.signing_in_by = AGAIN
        name = self.request.user.get_username()
        return authenticate(self.request, username=name, password=password) == self.request.user

    def _has_code(self, typed: str) -> None:
        try:
            check(self.request, self.request.user, typed)
        except CodeRefused as refused:
            self.add_error("code", str(refused))


def forget_failures(request: HttpRequest) -> None:
    """As after a sign-in: slips that were made good do not add up."""
    AxesProxyHandler.update_request(request)
    AxesProxyHandler.reset_attempts(username=request.user.get_username(), ip_address=request.axes_ip_address)

"""Signing in and out, and one's own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from budget_site.accounts.confirming import sensitive_page
from budget_site.accounts.forms.own_account import (
    CodeAgainForm,
    CodeForm,
    NewPasswordForm,
    SignInAgainForm,
    SignInForm,
)
from budget_site.accounts.second_factor import whole
from budget_site.guarding.used_passwords import TOO_OLD
from budget_site.json_answers import answers_json

TOO_LONG_AGO = "输入密码以后隔得太久了，请重新登录。"


class SignIn(auth.LoginView):
    """The first of two steps, for who has a second factor. Whoever opens the page begins anew."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        whole.forget(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        done = whole.sign_in(self.request, form.get_user(), self.get_redirect_url())
        return redirect(self.get_success_url() if done else "sign_in_code")

    def get_context_data(self, **kwargs) -> dict:
        provider = {"name": settings.OIDC_NAME, "next": self.get_redirect_url()}
        return super().get_context_data(**kwargs) | {"provider": provider if settings.OIDC_ISSUER else None}


@login_not_required
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step: the code of whoever has just given the password. Nobody is signed in until then."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    who = whole.waiting(request)
    if who is None:
        if request.method == "POST":
            messages.info(request, TOO_LONG_AGO)
        return redirect("login")
    form = CodeForm(request, who.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        whole.complete(request, who.user, who.by_provider)
        return redirect(who.next or resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "registration/sign_in_code.html", {"form": form, "who": who.user})


class SignOut(auth.LogoutView):
    pass


@method_decorator(sensitive_page, name="dispatch")
class ChangePassword(auth.PasswordChangeView):
    form_class = NewPasswordForm
    success_url = reverse_lazy("home")

    @transaction.atomic
    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """The password and the trail's word of it, or neither."""
        messages.success(self.request, "密码已更改，下次登录请用新密码。")
        self.request.session.pop(TOO_OLD, None)
        return super().form_valid(form)


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answers_json
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Signing in without leaving a page whose session has ended.

    GET: the form as a piece of HTML for a dialog; or, to a script that accepts JSON only, how things stand:
    another tab may have signed in meanwhile, and then the new token is all that a page needs.
    POST: `{"ok": true, "csrf": new token, "user": pk}` or `{"ok": false, "message": sentence}`; where a code
    is asked for after the password, `{"ok": false, "form": HTML}`, to be sent to the same address.
    """
    if request.method == "POST":
        return _code_again(request) if "code" in request.POST else _password_again(request)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return _how_things_stand(request)
    return render(request, "registration/sign_in_again.html", {"form": SignInAgainForm(request)})


def _password_again(request: HttpRequest) -> JsonResponse:
    form = SignInAgainForm(request, request.POST)
    if not form.is_valid():
        return _refused(form)
    if whole.sign_in(request, form.get_user()):
        return _how_things_stand(request)
    asked = {"form": CodeAgainForm(request, form.get_user())}
    form_html = render_to_string("registration/sign_in_code_again.html", asked, request)
    return JsonResponse({"ok": False, "form": form_html})


def _code_again(request: HttpRequest) -> JsonResponse:
    who = whole.waiting(request)
    if who is None:
        return JsonResponse({"ok": False, "message": f"{TOO_LONG_AGO}请关闭这个窗口，再保存一次。"})
    form = CodeAgainForm(request, who.user, request.POST)
    if not form.is_valid():
        return _refused(form)
    whole.complete(request, who.user)
    return _how_things_stand(request)


def _refused(form: Form) -> JsonResponse:
    sentences = [error for errors in form.errors.values() for error in errors]
    return JsonResponse({"ok": False, "message": "".join(sentences)})


def _how_things_stand(request: HttpRequest) -> JsonResponse:
    signed_in = request.user.is_authenticated
    return JsonResponse({"ok": signed_in, "csrf": get_token(request), "user": request.user.pk})

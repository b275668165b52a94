"""Signing in and out, and one's own password."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from budget_site.accounts.forms import NewPasswordForm, SignInAgainForm, SignInForm
from budget_site.guarding.used_passwords import TOO_OLD
from budget_site.json_answers import answers_json


class SignIn(auth.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    pass


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
    POST: `{"ok": true, "csrf": new token, "user": pk}` or `{"ok": false, "message": sentence}`.
    """
    if request.method == "POST":
        form = SignInAgainForm(request, request.POST)
        if not form.is_valid():
            sentences = [error for errors in form.errors.values() for error in errors]
            return JsonResponse({"ok": False, "message": "".join(sentences)})
        login(request, form.get_user())
        return _how_things_stand(request)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return _how_things_stand(request)
    return render(request, "registration/sign_in_again.html", {"form": SignInAgainForm(request)})


def _how_things_stand(request: HttpRequest) -> JsonResponse:
    signed_in = request.user.is_authenticated
    return JsonResponse({"ok": signed_in, "csrf": get_token(request), "user": request.user.pk})

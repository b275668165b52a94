"""Signing in and out, and one's own password."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from budget_site.accounts.forms import NewPasswordForm, SignInForm


class SignIn(auth.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    pass


class ChangePassword(auth.PasswordChangeView):
    form_class = NewPasswordForm
    success_url = reverse_lazy("home")

    def form_valid(self, form) -> HttpResponse:
        messages.success(self.request, "密码已更改，下次登录请用新密码。")
        return super().form_valid(form)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what is not there and for what is not yours to see."""
    return render(request, "404.html", status=404)

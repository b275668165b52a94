"""One's own address and mails."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from budget_site.accounts.forms.working_together import MailsForm
from budget_site.accounts.models import User


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    me = User.objects.get(pk=request.user.pk)  # the form writes into it, whatever it finds wrong
    form = MailsForm(request.POST if request.method == "POST" else None, instance=me)
    if request.method == "POST" and form.is_valid():
        me.save(update_fields=["email", "mails"])
        messages.success(request, "邮件提醒的设置已保存。")
        return redirect("mails")
    context = {"form": form, "sends": bool(settings.EMAIL_HOST)}
    return render(request, "registration/mails.html", context)

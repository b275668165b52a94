"""Which passwords a person had, and whether the one of now is too old."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.http import HttpRequest
from django.utils import timezone

from budget_site.accounts.models import User
from budget_site.guarding.models import UsedPassword

TOO_OLD = "password_too_old"  # in the session of somebody who has to choose another one first
USED = "这个密码您最近用过，请换一个没有用过的。"


def connect() -> None:
    post_save.connect(_saved, sender=User, dispatch_uid="used passwords")
    user_logged_in.connect(_came, dispatch_uid="used passwords")


def _saved(
    sender: type[User],
    instance: User,
    created: bool,
    raw: bool,
    update_fields: frozenset[str] | None,
    **more: Any,
) -> None:
    if raw or not instance.has_usable_password() or not (created or instance.chose_password(update_fields)):
        return
    UsedPassword.objects.create(user=instance, password=instance.password)
    kept = UsedPassword.objects.filter(user=instance).values_list("pk", flat=True)
    UsedPassword.objects.filter(pk__in=list(kept[max(1, settings.PASSWORD_HISTORY) :])).delete()


def _came(sender: type, request: HttpRequest, user: User, **more: Any) -> None:
    if too_old(user):
        request.session[TOO_OLD] = True


def too_old(user: User) -> bool:
    """PASSWORD_MAX_DAYS or more. What was set before this was kept counts from when the account was made."""
    if not settings.PASSWORD_MAX_DAYS or not user.has_usable_password():
        return False
    newest = UsedPassword.objects.filter(user=user).values_list("at", flat=True).first()
    return timezone.now() - (newest or user.date_joined) >= timedelta(days=settings.PASSWORD_MAX_DAYS)


class NotUsedBefore:
    """None of the last PASSWORD_HISTORY, the one of now among them. A password takes its time to check."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        last = UsedPassword.objects.filter(user=user).values_list("password", flat=True)
        if any(check_password(password, one) for one in last[: settings.PASSWORD_HISTORY]):
            raise ValidationError(USED, code="password_used")

    def get_help_text(self) -> str:
        return f"不要用最近 {settings.PASSWORD_HISTORY} 次用过的密码。" if settings.PASSWORD_HISTORY else ""

"""A mail server for the test, and people who want mail."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from budget_site.accounts.models import User
from tests.mailbox import Mailbox

SITE = "https://jixiao.example.gov.cn"


def use(settings, box: Mailbox) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "jixiao@example.gov.cn"
    settings.SITE_ADDRESS = SITE


def wants(user: User, mails: str = "at_once") -> str:
    """The address under which the person now gets mail."""
    user.email, user.mails = f"{user.pk}@example.gov.cn", mails
    user.save()
    return user.email


def at(hour: int, days: int = 0, minutes: int = 0) -> datetime:
    """A moment of today, or so many days later."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minutes)))

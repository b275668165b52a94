"""Who signed in with a provider (oidc) shows again there who it is: in another tab, so nothing is lost."""

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from budget_site.accounts.second_factor.whole import BY_PROVIDER

PROVIDER_CONFIRMED = "provider_confirmed_at"  # in the session, seconds since the epoch


def by_provider(request: HttpRequest) -> bool:
    return bool(settings.OIDC_ISSUER and request.session.get(BY_PROVIDER))


def confirm_by_provider(session: SessionBase) -> None:
    session[PROVIDER_CONFIRMED] = int(time.time())


def provider_confirmed(session: SessionBase) -> bool:
    return 0 <= time.time() - session.get(PROVIDER_CONFIRMED, 0) <= settings.SENSITIVE_MINUTES * 60

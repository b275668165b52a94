"""The site as it is where a provider is named."""

from django.urls import include, path

from budget_site.urls import handler403, handler404  # noqa: F401
from budget_site.urls import urlpatterns as plain

urlpatterns = [path("accounts/login/", include("budget_site.accounts.oidc.urls")), *plain]

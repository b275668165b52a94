"""Part of the site only where a provider is named."""

from django.urls import path

from budget_site.accounts.oidc import views

urlpatterns = [
    path("oidc/", views.oidc_sign_in, name="oidc_sign_in"),
    path("oidc/back/", views.oidc_back, name="oidc_back"),
    path("oidc/confirm/", views.oidc_confirm, name="oidc_confirm"),
]

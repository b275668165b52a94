"""Where everything is found."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("projects.urls")),
    path("", include("disclosures.urls")),
    path("accounts/", include("budget_site.accounts.urls")),
    path("trail/", include("budget_site.trail.urls")),
    path("admin/", admin.site.urls),
    path("public/", include("disclosures.public.urls")),
]

handler404 = "budget_site.errors.not_found"
handler403 = "budget_site.errors.forbidden"

"""Where everything is found; with the public site below it on a development machine alone."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("projects.urls")),
    path("", include("disclosures.urls")),
    path("accounts/", include("budget_site.accounts.urls")),
    path("trail/", include("budget_site.trail.urls")),
    path("admin/", admin.site.urls),
]
if settings.PUBLIC_MOUNTED:
    urlpatterns.append(path("public/", include("disclosures.public.urls")))

handler404 = "budget_site.errors.not_found"
handler500 = "budget_site.errors.server_error"
handler403 = "budget_site.errors.forbidden"

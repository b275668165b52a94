"""Where everything of the public site is found, by itself."""

from django.urls import include, path

handler500 = "budget_site.errors.server_error"
urlpatterns = [path("", include("disclosures.public.urls"))]

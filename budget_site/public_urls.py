"""Where everything of the public site is found, by itself."""

from django.urls import include, path

urlpatterns = [path("", include("disclosures.public.urls"))]

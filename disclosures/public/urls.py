"""The public site's addresses; all but the search are files."""

from django.urls import path

from disclosures.public import views

urlpatterns = [
    path("search/", views.search, name="public_search"),
    path("", views.serve, name="public_home"),
    path("<path:path>", views.serve, name="public"),
]

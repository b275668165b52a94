from django.urls import path

from budget_site.trail import views

urlpatterns = [
    path("", views.trail, name="trail"),
    path("export.csv", views.trail_file, name="trail_file"),
]

"""The staff's applications as the public site has them: their models, and nothing that they start."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "budget_site.accounts"
    label = "accounts"


class Trail(AppConfig):
    name = "budget_site.trail"
    label = "trail"


class Projects(AppConfig):
    name = "projects"

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from budget_site.operating import health


class AccountsConfig(AppConfig):
    name = "budget_site.accounts"
    label = "accounts"
    verbose_name = "用户与单位"

    def ready(self) -> None:
        from budget_site.accounts import confirming
        from budget_site.accounts.second_factor.demanding import check_setting
        from budget_site.idle import begin

        check_setting()
        user_logged_in.connect(begin, dispatch_uid="idle")
        user_logged_in.connect(confirming.confirmed, dispatch_uid="confirming")
        health.also("migrations", health.migrations)

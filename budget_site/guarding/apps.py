from django.apps import AppConfig


class GuardingConfig(AppConfig):
    name = "budget_site.guarding"
    label = "guarding"
    verbose_name = "账号防护"

    def ready(self) -> None:
        from budget_site.guarding import ending, used_passwords

        ending.connect()
        used_passwords.connect()

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "budget_site.trail"
    label = "trail"
    verbose_name = "审计记录"

    def ready(self) -> None:
        from budget_site.trail import signing_in, watching

        signing_in.connect()
        watching.connect()

from django.apps import AppConfig


class SecondFactorConfig(AppConfig):
    """Apart from accounts, which the public site has too: it knows no phones, and no key to read them."""

    name = "budget_site.accounts.second_factor"
    label = "second_factor"
    verbose_name = "第二重验证"

"""The disclosures as the public site has them: models and public pages, and nothing that works beside."""

from django.apps import AppConfig
from django.db import Error

from budget_site.operating import health


class PublicDisclosures(AppConfig):
    name = "disclosures"

    def ready(self) -> None:
        health.also("tables", can_be_read)


def can_be_read() -> str:
    """As the role that the site signs in with may: a site that cannot look anything up is sent nobody."""
    from disclosures.models import PublicEdition, PublicEntry, PublicWords

    try:
        for model in (PublicEdition, PublicEntry, PublicWords):
            model.objects.exists()
    except Error as trouble:
        advice = f"多半还没有给公开网站的角色授权，请执行：{health.GRANTING}"
        return f"读不到公开的数据表：{str(trouble).strip()}。{advice}"
    return health.OK

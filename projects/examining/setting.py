"""What the finance bureau sets of the rules for a year: kept as revisions, each with who and when."""

from django.db import transaction

from budget_site.accounts.models import District, User
from projects.models import RuleSettings
from projects.rules import Settings
from projects.surroundings import settings_of


class SettingsMoved(Exception):
    """Somebody else changed the settings meanwhile; nothing was written."""


@transaction.atomic
def change_settings(
    district: District, year: int, settings: Settings, user: User, revision: int
) -> RuleSettings | None:
    """A new revision made from `revision` (0 where none was); None where nothing differs from it.

    SettingsMoved where another is the newest by now.
    """
    District.objects.select_for_update().get(pk=district.pk)
    newest = RuleSettings.objects.filter(district=district, year=year).first()
    if (newest.revision if newest else 0) != revision:
        raise SettingsMoved
    if settings.hash == settings_of(district, year).hash:
        return None
    return RuleSettings.objects.create(
        district=district, year=year, revision=revision + 1, data=settings.to_json(), changed_by=user
    )

"""What the finance bureau sets of the rules for a year: kept as revisions, each with who and when."""

from typing import Any

from django.db import transaction

from budget_site.accounts.models import District, User
from budget_site.trail.recording import Action, differing, record
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
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    newest = RuleSettings.objects.filter(district=district, year=year).first()
    if (newest.revision if newest else 0) != revision:
        raise SettingsMoved
    before = settings_of(district, year)
    if settings.hash == before.hash:
        return None
    made = RuleSettings.objects.create(
        district=district, year=year, revision=revision + 1, data=settings.to_json(), changed_by=user
    )
    about = ("projects.rulesettings", made.pk, f"{year}年规则设置第{made.revision}次修订")
    changed = differing(_one_by_one(before), _one_by_one(settings))
    record(Action.SETTING, by=user, district=district, about=about, **changed)
    return made


def _one_by_one(settings: Settings) -> dict[str, Any]:
    """Each level, figure and word list by itself, so that the trail tells only of those that were changed."""
    parts = settings.to_json().items()
    return {f"{part}.{name}": value for part, values in parts for name, value in values.items()}

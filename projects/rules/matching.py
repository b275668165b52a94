"""Word lists of the settings as one compiled expression each."""

import re
from functools import lru_cache

from projects.rules.settings import Settings

_NEVER = re.compile("(?!)")


@lru_cache(maxsize=256)
def one_of(settings: Settings, name: str) -> re.Pattern[str]:
    """Any word of a list; what a district leaves empty is never found."""
    words = settings.words(name)
    return re.compile("|".join(re.escape(word) for word in words)) if words else _NEVER


def contains(settings: Settings, name: str, text: str) -> bool:
    return one_of(settings, name).search(text) is not None

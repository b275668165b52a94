"""What projects are about by their names, without the words that stand in every name."""

import re
from functools import lru_cache

from projects.rules.reading.words import pattern
from projects.rules.settings import Settings
from projects.spelling import bare

_YEAR = re.compile("20[0-9]{2}年?(?:度)?|[(（)）\\[\\]“”\"'、,，.。·\\-—]")
_LEAST = 4  # characters that must be left of a name
_SHARE = 0.6  # of the longer name that the shorter must make up


@lru_cache(maxsize=16384)
def core(name: str, district: str, settings: Settings) -> str:
    """农村公路日常养护 of 2025年农村公路日常养护专项资金."""
    text = _YEAR.sub("", bare(name))
    if district:
        text = text.replace(district, "")
    return pattern("overlap_generic", settings).sub("", text)


def overlaps(one: str, other: str) -> float:
    """How much of the longer name the shorter one is, 0 where each has something that the other has not.

    城市低保 and 农村低保, 第一小学 and 第二小学 are about different things, however alike they look.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST or len(short) < _SHARE * len(long):
        return 0.0
    letters = iter(long)
    return len(short) / len(long) if all(letter in letters for letter in short) else 0.0

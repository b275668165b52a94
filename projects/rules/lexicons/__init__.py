"""The shipped thresholds and word lists, by name; see `projects.rules.settings`."""

from projects.rules.lexicons import measures, money, places, structure, wording
from projects.rules.lexicons.kinds import Lexicon, Threshold

_PARTS = (structure, measures, wording, money, places)
THRESHOLDS: dict[str, Threshold] = {name: one for part in _PARTS for name, one in part.THRESHOLDS.items()}
LEXICONS: dict[str, Lexicon] = {name: one for part in _PARTS for name, one in part.LEXICONS.items()}

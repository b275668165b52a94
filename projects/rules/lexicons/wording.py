"""Thresholds and word lists of the rules on wording."""

from projects.rules.lexicons.kinds import Lexicon, Threshold

THRESHOLDS: dict[str, Threshold] = {}
LEXICONS: dict[str, Lexicon] = {}

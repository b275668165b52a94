"""What a district sets for a year: levels, thresholds and word lists. All else is in the rules themselves."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from projects.rules.finding import FLAGGED, Level
from projects.rules.lexicons import LEXICONS, THRESHOLDS
from projects.values import plain

OFF = "off"  # the level of a rule that is not asked
LEVELS = (*FLAGGED, OFF)


@dataclass(frozen=True)
class Settings:
    """Only what differs from the shipped values; all of it reaches rules through the methods below.

    `levels` by the code of a rule, `thresholds` and `lexicons` by their names in `projects.rules.lexicons`.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    lexicons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def level(self, code: str, usual: Level) -> Level | None:
        """The level of a rule here; None where it is switched off."""
        level = self.levels.get(code, usual)
        return None if level == OFF else Level(level)

    def threshold(self, name: str) -> Decimal:
        return self.thresholds[name] if name in self.thresholds else THRESHOLDS[name].value

    def words(self, name: str) -> tuple[str, ...]:
        """A word list, longest word first."""
        return self._words[name]

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        lists = {name: lexicon.words for name, lexicon in LEXICONS.items()} | dict(self.lexicons)
        return {
            name: tuple(sorted(set(words), key=lambda word: (-len(word), word)))
            for name, words in lists.items()
        }

    def to_json(self) -> dict[str, Any]:
        return {
            "levels": dict(sorted(self.levels.items())),
            "thresholds": {name: plain(value) for name, value in sorted(self.thresholds.items())},
            "lexicons": {name: sorted(words) for name, words in sorted(self.lexicons.items())},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Settings":
        """KeyError, ValueError where it is not what `to_json` gives."""
        return cls(
            levels={code: str(level) for code, level in data.get("levels", {}).items()},
            thresholds={name: Decimal(value) for name, value in data.get("thresholds", {}).items()},
            lexicons={name: tuple(words) for name, words in data.get("lexicons", {}).items()},
        )

    @cached_property
    def hash(self) -> str:
        """SHA-256 (hex) of the settings: two examinations under equal hashes asked the same."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def __hash__(self) -> int:
        return hash(self.hash)

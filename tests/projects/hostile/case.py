"""One hostile file: how it is made, and what whoever uploads it is told."""

import os
from collections.abc import Callable
from dataclasses import dataclass

PORT = os.environ.get("HOSTILE_PORT", "9")  # at which the test listens, and hears nothing
OUTSIDE = f"http://127.0.0.1:{PORT}/"
READ = ""  # told to nobody: the file is harmless as it is, and read as if its hostile part were not there


@dataclass(frozen=True)
class Case:
    """`told`: words of the sentence, of which one must stand in it (`庞大|损坏`); READ where it is taken.

    `make` makes it when it is asked for: some unpack to what no test should hold in memory.
    """

    name: str
    make: Callable[[], bytes]
    told: str

    def fits(self, sentence: str) -> bool:
        """Whether a refusal (READ for none) is the one that helps this person."""
        words = self.told.split("|")
        if sentence == READ:
            return READ in words
        return sentence.endswith("。") and any(word and word in sentence for word in words)

"""`make fuzz`: changed files for as many minutes as one has; what breaks a reader is kept and tried again.

    python -m tests.projects.hostile.fuzzing MINUTES [SEED]

Every file is made from its seed, which is printed with what it did; SEED makes and reads that one alone. The
files themselves lie in var/fuzz, and the next call begins with them.
"""

import io
import os
import resource
import sys
import traceback
from collections.abc import Iterator
from time import monotonic, process_time

from projects.importing.limits import Limits
from projects.importing.opening import read_file
from projects.importing.refused import ImportRefused
from projects.importing.sheet_rows import read_rows
from projects.sources import ROOT
from tests.projects.hostile.mutating import mutated
from tests.projects.hostile.sound import HEADS

FOUND = ROOT / "var" / "fuzz"
SECONDS = 4  # of the processor, for one file: double of what the house allows, on a machine that does more
MEMORY = 2 * 2**30


def trouble(data: bytes) -> str:
    """`crash`, or that it takes too long: which only whoever watches may be told, for no test is timed."""
    begun = process_time()
    told = crash(data)
    taken = process_time() - begun
    return told or (f"{taken:.1f} s" if taken > SECONDS else "")


def crash(data: bytes) -> str:
    """What a file does to the readers beside being read or refused: the traceback; empty where nothing."""
    for read in (lambda file: read_file(file, Limits()), lambda file: read_rows(file, Limits(), HEADS)):
        try:
            read(io.BytesIO(data))
        except ImportRefused as refused:
            if not str(refused).endswith("。"):
                return f"refused without a sentence: {refused}"
        except Exception:
            return traceback.format_exc()
    return ""


def main(minutes: float, seed: int | None = None) -> int:
    """How many files were found that do something else; each is told of and kept."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    FOUND.mkdir(parents=True, exist_ok=True)
    end, count, found = monotonic() + 60 * minutes, 0, 0
    for name, data in _files(seed):
        if told := trouble(data):
            found += 1
            path = FOUND / name
            path.write_bytes(data)
            print(f"{path}\n{told}", flush=True)
        count += 1
        if seed is None and monotonic() > end:
            break
    print(f"{count} files, {found} found", flush=True)
    return found


def _files(seed: int | None) -> Iterator[tuple[str, bytes]]:
    if seed is not None:
        yield f"{seed}.zip", mutated(seed)
        return
    for path in sorted(FOUND.glob("*.zip")):
        yield path.name, path.read_bytes()
    while True:
        seed = int.from_bytes(os.urandom(6))
        yield f"{seed}.zip", mutated(seed)


if __name__ == "__main__":
    sys.exit(1 if main(float(sys.argv[1]), *map(int, sys.argv[2:])) else 0)

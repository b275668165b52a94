"""``python -m benchmarks``: measures on a throw-away database and prints a table; see docs/benchmarks.md."""

import argparse
import os
import sys

from benchmarks.families import FAMILIES, REQUESTS
from benchmarks.place import throw_away

ROUNDS, QUICK_ROUNDS, FEWEST = 15, 5, 5
MANY, QUICK_PROJECTS = 30_000, 3_000
WHOLE = (REQUESTS, *FAMILIES)
SECTIONS = ", ".join(WHOLE)


def read_arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds, small sizes")
    parser.add_argument("--rounds", type=int, help="how many times each case is measured")
    parser.add_argument("--projects", type=int, help="how many the large district has")
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--only", default="", help=f"cases whose name contains this, or one of {SECTIONS}")
    parser.add_argument("--profile", action="store_true", help="tell where the time of each case goes")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    asked = parser.parse_args(given)
    asked.rounds = asked.rounds or (QUICK_ROUNDS if asked.quick else ROUNDS)
    if asked.write and (asked.quick or asked.projects or (asked.only and asked.only not in WHOLE)):
        parser.error(f"only a whole measurement is written down: {SECTIONS}, or all")
    asked.projects = asked.projects or (QUICK_PROJECTS if asked.quick else MANY)
    asked.postgresql |= os.environ.get("TEST_DATABASE") == "postgresql"
    if asked.rounds < FEWEST:
        parser.error(f"fewer than {FEWEST} rounds say nothing")
    return asked


def main(given: list[str]) -> None:
    asked = read_arguments(given)
    with throw_away(asked.postgresql):
        from benchmarks import families, running

        running.run(asked)
        if not asked.postgresql:  # nor does it matter to any family which database there is
            families.run(asked)


if __name__ == "__main__":
    main(sys.argv[1:])

"""What is measured beside requests, each family by a module of its own and under a heading of its own.

Such a module has HEADS of its table, `measure`, which gives its rows as they become known, and `about`, which
tells versions. `measure` is told what was asked for on the command line and which of its cases are selected.
"""

from argparse import Namespace
from functools import partial
from importlib import import_module

FAMILIES = {
    "Rules": "rules",
    "Volumes": "volumes",
    "Serving": "serving",
    "Search": "searching",
    "Province": "growing",
}
REQUESTS = "Requests"


def selects(only: str, heading: str, name: str) -> bool:
    """Whether a case is asked for: by its family's heading, else by a part of its name."""
    return heading == only if only in (REQUESTS, *FAMILIES) else only in f"{heading}: {name}"


def run(asked: Namespace) -> None:
    from benchmarks import telling  # which needs the site to be set up

    for heading, name in FAMILIES.items():
        family = import_module(f"benchmarks.{name}")
        rows = []
        for row in family.measure(asked, partial(selects, asked.only, heading)):
            if not rows:
                print(f"\n{heading}\n{telling.spaced(family.HEADS)}", flush=True)
            print(telling.spaced(row), flush=True)
            rows.append(row)
        if asked.write and rows:
            where = ", ".join(filter(None, (telling.computer(), family.about())))
            telling.write("\n".join([f"{where}.", "", *telling.table(family.HEADS, rows)]), heading=heading)

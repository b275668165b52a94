"""Write docs/dependencies.md: every locked package with its licence, and what is known to be wrong with it.

Usage: python scripts/dependencies.py [AUDIT.json]

Licences come from the installed packages, so run it in the project's environment after `make lock`.
AUDIT.json is what `pip-audit --format json` wrote (`make audit`); without it that part stays as it is.
"""

import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/dependencies.md"
GROUPS = {"base": "running", "test": "tests", "bench": "benchmarks"}  # each file holds those before it, too
ADVISORIES = "## Known vulnerabilities\n"
ASK = """\
Run `make audit` where the internet can be reached: it asks the PyPI advisory database about every locked
version and writes the answer here, with the day. Until then nothing is known of them, which is not the same
as nothing being wrong.
"""
HEAD = """\
# Dependencies: licences and known vulnerabilities

Written by `scripts/dependencies.py`; `make audit` looks the advisories up anew. Why each is used that the
project names itself: [decision 2](decisions/0002-dependencies.md). Fonts come from the system's packages and
have licences of their own. A test holds this page to `requirements/` and to the licences below.

Fine for what we hand on: MIT, BSD, ISC, Apache, PSF, ZPL, Unlicense and the like. LGPL and MPL are fine as
the packages are installed unchanged beside our code and can be replaced. GPL and AGPL are not taken; where a
package offers a choice of licences we take the free one of them, named in the note.
"""
# As SPDX calls them; what packages say in other words.
SPDX = {
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
# Where what a package says of itself needs a person: the licence we take it under, and why.
JUDGED = {
    "axe-playwright-python": ("MIT AND MPL-2.0", "says it in its LICENSE alone; brings axe-core (MPL-2.0)"),
    "isodate": ("BSD-3-Clause", "its licence field holds the text itself"),
    "pyphen": ("LGPL-2.1-or-later", "GPL, LGPL or MPL 1.1, as one likes: LGPL"),
    "pytest-django": ("BSD-3-Clause", ""),
    "python-dateutil": ("Apache-2.0", "BSD or Apache, as one likes"),
    "text-unidecode": ("Artistic-1.0", "Artistic or GPL, as one likes: Artistic; tests alone"),
}
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR) [A-Za-z0-9.+-]+)*")
NOTES = {
    "LGPL": "installed unchanged, linked at run time, replaceable",
    "MPL": "installed unchanged; its files stay under MPL",
}


@dataclass(frozen=True, slots=True)
class Locked:
    """One package as it is locked: in the first group that needs it, and for whom."""

    name: str
    version: str
    group: str
    needed_by: tuple[str, ...]


def locked() -> list[Locked]:
    found: dict[str, Locked] = {}
    for file, group in GROUPS.items():
        text = (ROOT / f"requirements/{file}.txt").read_text(encoding="utf-8")
        for entry in re.split(r"\n(?=[a-z0-9])", text):
            if named := re.match(r"([a-z0-9._-]+)==(\S+)", entry):
                via = re.findall(r"^    #(?: via)? +(?!via\b)(\S+)", entry, re.MULTILINE)
                own = ("this project" if one == "budget-performance-tables" else one for one in via)
                found.setdefault(named[1], Locked(named[1], named[2], group, tuple(dict.fromkeys(own))))
    return sorted(found.values(), key=lambda one: one.name)


def licence(name: str) -> tuple[str, str]:
    """As SPDX writes it, and a note; ValueError where nobody has said how to read what the package says."""
    told = metadata(name)
    if name in JUDGED:
        return JUDGED[name]
    classified = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if "License ::" in one
    ]
    said = [told.get("License-Expression") or "", (told.get("License") or "").strip()]
    said += classified if len(classified) == 1 else []
    known = [one for one in (SPDX.get(one, one) for one in said) if _EXPRESSION.fullmatch(one)]
    if not known:
        raise ValueError(f"{name}: what is {[one[:60] for one in said]}? Say it in JUDGED.")
    return known[0], next((note for mark, note in NOTES.items() if mark in known[0]), "")


def table() -> str:
    lines = [
        "## Packages",
        "",
        "| Package | Version | For | Licence | Needed by | Note |",
        "|---|---|---|---|---|---|",
    ]
    for one in locked():
        known, note = licence(one.name)
        needed = ", ".join(one.needed_by)
        lines.append(f"| {one.name} | {one.version} | {one.group} | {known} | {needed} | {note} |")
    return "\n".join(lines) + "\n"


def advisories(audit: dict, today: date) -> str:
    """What was found on a day; what could not be asked about is said, and no finding is left out."""
    asked = audit["dependencies"]
    skipped = [one["name"] for one in asked if "skip_reason" in one]
    if len(skipped) == len(asked):
        return f"Not looked up on {today.isoformat()}: no database of advisories could be asked.\n{ASK}"
    lines = [
        f"Looked up on {today.isoformat()} for {len(asked) - len(skipped)} of {len(asked)} packages.",
        "",
    ]
    found = [(one, flaw) for one in asked for flaw in one.get("vulns", ())]
    if not found:
        lines += ["None is known.", ""]
    if skipped:
        lines += [f"Not looked up (the database did not know them): {', '.join(sorted(skipped))}.", ""]
    if found:
        lines += ["| Package | Version | Advisory | Fixed in | Judgement |", "|---|---|---|---|---|"]
    judged = judgements()
    for one, flaw in found:
        ids = ", ".join([flaw["id"], *flaw.get("aliases", ())])
        fixed = ", ".join(flaw.get("fix_versions", ())) or "–"
        verdict = judged.get(flaw["id"], "not judged yet")
        lines.append(f"| {one['name']} | {one['version']} | {ids} | {fixed} | {verdict} |")
    return "\n".join(lines).rstrip() + "\n"


def judgements() -> dict[str, str]:
    """What people wrote on the page about an advisory stays there when it is written anew."""
    rows = re.findall(r"^\| \S+ \| \S+ \| ([^,| ]+)[^|]* \| [^|]* \| ([^|]+) \|$", kept(), re.MULTILINE)
    return {name: verdict.strip() for name, verdict in rows}


def kept() -> str:
    """The part on advisories as it stands."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    return (
        text.partition(ADVISORIES)[2].strip("\n") + "\n"
        if ADVISORIES in text
        else f"Not looked up yet. {ASK}"
    )


def main() -> None:
    if len(sys.argv) > 1:
        part = advisories(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), date.today())
    else:
        part = kept()
    PAGE.write_text(f"{HEAD}\n{table()}\n{ADVISORIES}\n{part}", encoding="utf-8")


if __name__ == "__main__":
    main()

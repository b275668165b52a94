"""The reviewed list of what is found in the seed disclosure.

python -m tests.projects.rules.seed [--write] [--table N]
"""

import argparse
from collections import Counter
from collections.abc import Iterator

from projects.rules.finding import Finding
from tests.projects.rules.seed.judging import LIST, UNREAD, Judged, Place, findings, judged, renewed, written


def counts(lines: list[Judged]) -> Iterator[str]:
    """A line per rule: how many findings of it were judged how."""
    of = Counter((one.place.code, one.judgement) for one in lines)
    for code in sorted({code for code, _ in of}):
        yield f"{code}\t" + "  ".join(f"{how} {of[own, how]}" for own, how in sorted(of) if own == code)


def told(lines: list[Judged], found: dict[Place, Finding]) -> Iterator[str]:
    """Findings beside their judgements, to be read with the table at hand."""
    for one in lines:
        finding = found[one.place]
        yield f"{one.place}\n  {finding.level.label}：{finding.message}\n  {one.judgement} {one.reason}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"new findings into the list, judged {UNREAD}")
    parser.add_argument("--table", metavar="N", help="every finding of one table with its judgement")
    args = parser.parse_args()
    found = findings()
    lines = list(renewed(judged() if LIST.exists() else [], found))
    if args.write:
        LIST.write_text(written(lines), encoding="utf-8")
    if args.table:
        print("\n".join(told([one for one in lines if one.place.table == args.table], found)))
    else:
        print("\n".join(counts(lines)))


if __name__ == "__main__":
    main()

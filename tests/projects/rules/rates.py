"""How much of what is wrong the rules find, and how often they cry wolf.

python -m tests.projects.rules.rates [--held-out] [--misses] [--write]
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from projects.rules import examine
from projects.rules.finding import FLAGGED, Anchor, Finding, Level
from projects.rules.registered import SINGLE
from tests.projects.rules.clean import CLEAN, HELD_OUT, Clean
from tests.projects.rules.mutations import KINDS, Kind, Mutant

PAGE = Path(__file__).resolve().parents[3] / "docs" / "detection.md"
_BEGIN, _END = "<!-- rates: begin -->", "<!-- rates: end -->"
FOUND, ELSEWHERE, MISSED = "found", "elsewhere", "missed"


@dataclass(frozen=True)
class Trial:
    """One mutant examined; `new` are the flags that the clean table does not have."""

    kind: Kind
    name: str
    mutant: Mutant
    new: tuple[Finding, ...]

    @property
    def outcome(self) -> str:
        """Found is: at a mutated cell, by a rule that may. Elsewhere is: flagged, but not so."""
        if any(base(one.code) in self.kind.codes and self._stands_there(one) for one in self.new):
            return FOUND
        return ELSEWHERE if self.new else MISSED

    def _stands_there(self, finding: Finding) -> bool:
        places = (finding.at, finding.remark.also)
        return any(place and not cell_of(place).isdisjoint(self.mutant.cells) for place in places)


def base(code: str) -> str:
    """C1a is a second level of C1."""
    return code.rstrip("abcdefghijklmnopqrstuvwxyz")


def cell_of(anchor: Anchor) -> set[Anchor]:
    """The cell as it is, and as that of any row."""
    return {Anchor(anchor.part, anchor.cell, number=number) for number in (anchor.number, None)}


def flags(clean: Clean) -> list[Finding]:
    return [one for one in examine(clean.table, clean.context) if one.level in FLAGGED]


def trials(kind: Kind, tables: Mapping[str, Clean]) -> Iterator[Trial]:
    """Every mutant of a kind, examined as its table was."""
    for name, clean in tables.items():
        known = {(one.code, one.at, one.message) for one in flags(clean)}
        for mutant in kind.make(clean):
            found = flags(Clean(mutant.table, clean.context))
            new = [one for one in found if (one.code, one.at, one.message) not in known]
            yield Trial(kind, name, mutant, tuple(new))


def detection(tables: Mapping[str, Clean]) -> Iterator[str]:
    """A markdown row per kind, and their sum."""
    yield "| 差错 | 规则 | 试过 | 找到 | 别处 | 漏掉 | 找到率 |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    total: Counter[str] = Counter()
    for kind in KINDS:
        counts = Counter(trial.outcome for trial in trials(kind, tables))
        total += counts
        yield _line(
            kind.name, "、".join(sorted(kind.codes, key=lambda code: (code[0], int(code[1:])))), counts
        )
    yield _line(f"合计 {len(KINDS)} 种", "", total)


def _line(name: str, codes: str, counts: Counter[str]) -> str:
    tried = counts.total()
    rate = f"{100 * counts[FOUND] / tried:.1f}%" if tried else ""
    figures = f"{counts[FOUND]} | {counts[ELSEWHERE]} | {counts[MISSED]}"
    return f"| {name} | {codes} | {tried} | {figures} | {rate} |"


def false_alarms(tables: Mapping[str, Clean]) -> Iterator[str]:
    """A markdown row per rule that flags a clean table, and the share of tables of each level."""
    found = {name: flags(clean) for name, clean in tables.items()}
    yield "| 规则 | 错误 | 警告 | 提示 | 误报的表 |"
    yield "|---|---:|---:|---:|---:|"
    for rule in SINGLE:
        own = {name: [one for one in all_ if one.code == rule.code] for name, all_ in found.items()}
        if any(own.values()):
            yield _alarms(f"{rule.code} {rule.title}", own)
    yield _alarms(f"全部 {len(SINGLE)} 条规则", found)


def _alarms(name: str, found: Mapping[str, list[Finding]]) -> str:
    levels = Counter(one.level for own in found.values() for one in own)
    tables = sum(1 for own in found.values() if own)
    share = f"{tables}/{len(found)}"
    return f"| {name} | {levels[Level.ERROR]} | {levels[Level.WARNING]} | {levels[Level.HINT]} | {share} |"


def _place(anchor: Anchor) -> str:
    return f"{anchor.part}/{anchor.number}/{anchor.cell}"


def misses(tables: Mapping[str, Clean]) -> Iterator[str]:
    """What was not found as it should be, and what was flagged on clean tables, one a line."""
    for name, clean in tables.items():
        for one in flags(clean):
            yield f"误报 {name} {_place(one.at)} {one.code} {one.level.value}: {one.message}"
    for kind in KINDS:
        for trial in trials(kind, tables):
            if trial.outcome != FOUND:
                new = "; ".join(f"{one.code}@{_place(one.at)}" for one in trial.new)
                wanted = "/".join(sorted(kind.codes))
                cells = " ".join(sorted(_place(cell) for cell in trial.mutant.cells))
                told = f"{kind.name}[{wanted}] {trial.name}: {trial.mutant.note}"
                yield f"{trial.outcome} {told}  at {cells}  ({new})"


def report(tables: Mapping[str, Clean]) -> str:
    parts: list[Iterable[str]] = [detection(tables), [""], false_alarms(tables)]
    return "\n".join(line for part in parts for line in part)


def write() -> None:
    """Puts both reports between the marks on the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    told = f"\n\n## 公开的表（{len(CLEAN)} 张）\n\n{report(CLEAN)}\n\n"
    told += f"## 留存的表（{len(HELD_OUT)} 张）\n\n{report(HELD_OUT)}\n\n"
    PAGE.write_text(f"{before}{_BEGIN}{told}{_END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held-out", action="store_true", help="the tables that are held out")
    parser.add_argument("--misses", action="store_true", help="every miss and every false alarm, one a line")
    parser.add_argument("--write", action="store_true", help="put both reports into docs/detection.md")
    args = parser.parse_args()
    tables = HELD_OUT if args.held_out else CLEAN
    if args.write:
        write()
    elif args.misses:
        print("\n".join(misses(tables)))
    else:
        print(report(tables))


if __name__ == "__main__":
    main()

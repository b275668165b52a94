"""What the rules find in a year's tables."""

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from budget_site.accounts.models import District, User
from projects.examining import alike, years
from projects.examining.district import Line, Narrowed, lines_of
from projects.examining.workbook import workbook
from projects.management.base import OfficeCommand, add_place, find_district, refuse, write_file
from projects.reading import document_title, versions_of
from projects.rules import Level

STANDING = 1  # the exit code where errors stand


class Command(OfficeCommand):
    help = "按审核规则检查某区划某年度的绩效目标表。有“错误”级的问题时退出码为 1。"

    def add_arguments(self, parser) -> None:
        add_place(parser)
        parser.add_argument("--format", default="text", choices=sorted(("json", "text", "xlsx")))
        parser.add_argument("--project", type=UUID, metavar="UUID", help="只检查一个项目")
        parser.add_argument("--out", type=Path, metavar="文件", help="不填则写到标准输出")

    def handle(self, *, district, year, format, project, out, **options) -> None:
        place, system = find_district(district), User.objects.system()
        versions = versions_of(system, place, year)
        if project and not (versions := versions.filter(project=project)).exists():
            raise refuse(f"{place}{year}年没有编号为 {project} 的项目，请核对。")
        _look(place, year)
        lines = lines_of(system, place, year, Narrowed(every=True))
        lines = [line for line in lines if project in (None, line.version.project_id)]
        data = _WRITERS[format](lines, f"{document_title(place, year)}检查结果")
        write_file(out, data) if out else self.put(data)
        self.tell(_summary(versions.count(), lines) or f"{place}{year}年没有绩效目标表，请核对年度。")
        if any(line.level == Level.ERROR for line in lines):
            sys.exit(STANDING)


def _look(place: District, year: int) -> None:
    """Each table where rules or settings have changed since, and all of them beside each other."""
    years.renew(place, year, years.stale_versions(place, year).values_list("pk", flat=True))
    context, facts = years.comparing(place, year)
    tables = list(years.to_compare(place, year))
    found = alike.compare(lambda *far: None, tables, context)
    years.keep_comparison(place, year, facts | {"tables": len(tables)}, found)


def _summary(tables: int, lines: list[Line]) -> str:
    if not tables:
        return ""
    counted = (f"{level.label} {sum(line.level == level for line in lines)} 条" for level in Level)
    return f"检查了{tables}张表：{'，'.join(counted)}。"


def as_json(line: Line) -> dict[str, Any]:
    """One finding. `row` and `other_row` are ids of rows, null for the table's own cells."""
    found, other = line.found, line.found.get("other_cell", {})
    return {
        "project": line.project_name,
        "project_id": str(line.version.project_id),
        "code": line.code,
        "level": str(line.level),
        "row": found.get("row"),
        "cell": found.get("cell"),
        "place": found.get("place", ""),
        "other_row": other.get("row"),
        "other_cell": other.get("cell"),
        "other_project": line.other or None,
        "likeness": found.get("likeness"),
        "message": line.message,
        "evidence": line.evidence,
        "expected": found.get("expected", ""),
        "actual": found.get("actual", ""),
        "reason": line.reason or None,
    }


def _json(lines: list[Line], title: str) -> bytes:
    return json.dumps([as_json(line) for line in lines], ensure_ascii=False, indent=1).encode() + b"\n"


def _text(lines: list[Line], title: str) -> bytes:
    """For a terminal: by project, what is to be mended first; confirmations are counted by the summary."""
    told = [title]
    for project, found in groupby(lines, lambda line: line.version):
        standing = [line for line in found if line.level != Level.PASSED]
        if standing:
            told += ["", f"{project.project.position}. {standing[0].project_name}"]
        told += [
            f"  {line.level.label} {line.code} {line.found.get('place', '')}：{line.message}{_beside(line)}"
            for line in standing
        ]
    return ("\n".join(told) + "\n").encode()


def _beside(line: Line) -> str:
    return f"（与“{line.other}”）" if line.other else ""


_WRITERS = {"json": _json, "text": _text, "xlsx": workbook}

"""The official tables of a year, drawn."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from budget_site.accounts.models import User
from projects.drawing import draw
from projects.formats import FORMATS
from projects.management.bar import bar
from projects.management.base import OfficeCommand, add_place, find_district, record_file, refuse, write_file
from projects.marking import mark_for
from projects.models import Status, TableVersion
from projects.reading import document_title, versions_to_draw
from projects.storing import table_of


class Command(OfficeCommand):
    help = "按官方版式生成某区划某年度的绩效目标表：DOCX、PDF、HTML 或 XLSX。"

    def add_arguments(self, parser) -> None:
        add_place(parser)
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--out", required=True, type=Path, metavar="文件")
        parser.add_argument("--project", type=UUID, metavar="UUID", help="只生成这个项目的表")
        parser.add_argument("--mark", action="store_true", help="每页加上“草稿 未公开”，同网站上的下载一样")

    def handle(self, *, district, year, format, out, project, mark, **options) -> None:
        if out.suffix != f".{format}" and (out.is_file() or not out.exists()):  # a pipe is called as it likes
            raise refuse(f"文件名“{out}”请以 .{format} 结尾，或者改 --format。")
        place = find_district(district)
        versions = versions_to_draw(User.objects.system(), place, year, project)
        if not versions:
            raise refuse(f"{place}{year}年没有可生成的绩效目标表，请核对年度{'和项目' if project else ''}。")
        marked = mark_for(versions, User.objects.system(), timezone.now()) if mark else ""
        tables = [table_of(version) for version in versions]
        with bar(self.stderr._out) as report:
            data = draw(report, format, tables, document_title(place, year), marked)
        write_file(out, data)
        record_file(place, year, out, data, len(tables))
        self.answer({"out": str(out), "tables": len(tables)})
        self.tell(f"已生成{len(tables)}张表：{out}{'' if mark else _unmarked(versions)}")


def _unmarked(versions: Sequence[TableVersion]) -> str:
    drafts = sum(version.status != Status.REPLIED for version in versions)
    return f"（其中{drafts}张未批复，文件没有草稿标记；要标记请加 --mark）" if drafts else ""

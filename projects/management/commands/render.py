"""The official tables of a year, drawn."""

from pathlib import Path
from uuid import UUID

from budget_site.accounts.models import User
from projects.drawing import draw
from projects.formats import FORMATS
from projects.management.bar import bar
from projects.management.base import OfficeCommand, add_place, find_district, record_file, refuse, write_file
from projects.reading import document_title, tables_of


class Command(OfficeCommand):
    help = "按官方版式生成某区划某年度的绩效目标表：DOCX、PDF、HTML 或 XLSX。"

    def add_arguments(self, parser) -> None:
        add_place(parser)
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--out", required=True, type=Path, metavar="文件")
        parser.add_argument("--project", type=UUID, metavar="UUID", help="只生成这个项目的表")

    def handle(self, *, district, year, format, out, project, **options) -> None:
        place = find_district(district)
        tables = tables_of(User.objects.system(), place, year, project)
        if not tables:
            raise refuse(f"{place}{year}年没有可生成的绩效目标表，请核对年度{'和项目' if project else ''}。")
        with bar(self.stderr._out) as report:
            data = draw(report, format, tables, document_title(place, year), mark="")
        write_file(out, data)
        record_file(place, year, out, data, len(tables))
        self.answer({"out": str(out), "tables": len(tables)})
        self.tell(f"已生成{len(tables)}张表：{out}")

"""Tables of a year as data."""

from pathlib import Path

from budget_site.accounts.models import User
from projects import exporting
from projects.management.base import OfficeCommand, add_place, find_district, record_file, write_file
from projects.reading import tables_of


class Command(OfficeCommand):
    help = "把某区划某年度的绩效目标表导出为数据：JSON、CSV 或 XLSX。"

    def add_arguments(self, parser) -> None:
        add_place(parser)
        parser.add_argument("--format", required=True, choices=sorted(exporting.WRITERS))
        parser.add_argument("--out", type=Path, metavar="文件", help="不填则写到标准输出")

    def handle(self, *, district, year, format, out, **options) -> None:
        place = find_district(district)
        tables = tables_of(User.objects.system(), place, year)
        data = exporting.WRITERS[format](tables)
        if out:
            write_file(out, data)
            self.tell(f"已导出{len(tables)}张表：{out}")
        else:
            self.put(data)
        record_file(place, year, out, data, len(tables))
        if not tables:
            self.tell(f"{place}{year}年没有绩效目标表，请核对年度。")

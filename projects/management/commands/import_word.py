"""Take the official tables of a Word or Excel file in."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from budget_site.accounts.models import Department, District
from projects.importing import service, taking
from projects.importing.report import report
from projects.importing.telling import Told
from projects.management.base import (
    OfficeCommand,
    add_place,
    find_department,
    find_district,
    find_user,
    refuse,
)
from projects.models import TableFramework


class Command(OfficeCommand):
    help = "把 Word 或 Excel 文件中的项目绩效目标表导入某区划某年度；同一文件再次导入不会改动任何内容。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help=".docx 或 .xlsx 文件")
        add_place(parser)
        parser.add_argument("--department", metavar="部门", help="名称或代码；不填则导入后再分配")
        parser.add_argument("--create", action="store_true", help="区划、部门、表格样式不存在时一并建立")
        parser.add_argument("--as", dest="username", metavar="用户名", help="以谁的名义导入；不填记为系统")
        parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
        parser.add_argument("--report", choices=["json"], help="输出每个单元格的识别情况")

    def handle(self, *, file, district, year, department, create, username, dry_run, **options) -> None:
        if not 2000 <= year <= 2100:
            raise refuse(f"预算年度应为2000至2100之间的年份，现为{year}。")
        found = service.preview(file)
        with transaction.atomic():
            user = find_user(username)
            place, unit, made = self._places(found, district, year, department, create)
            told = Told(found, place, year, made, dry_run, namesakes=service.namesakes(found, place, year))
            told.done, told.new = taking.commit(found, place, year, unit, user)
            told.known = service.known(found, place, year, but=told.done if told.new else None)
            # A dry run meets every refusal of the real one; nothing stays of it, nor of what came in before.
            transaction.set_rollback(dry_run or not told.new)
        self.answer(told.outcome() | (report(found.reading) if options["report"] else {}))
        for sentence in told.sentences():
            self.tell(sentence)

    def _places(self, found, district, year, department, create) -> tuple[District, Department, list[str]]:
        """Where the tables go, and what had to be made for them."""
        if not create:
            place = find_district(district)
            return place, find_department(place, department, year) if department else None, []
        made = []
        try:
            place, new = District.objects.called_or_new(district)
            made += [f"区划“{place}”（代码{place.code}）"] if new else []
            unit, new = (
                place.departments.called_or_new(department, year, district=place)
                if department
                else (None, False)
            )
            made += [f"部门“{unit}”（代码{unit.code}）"] if new else []
        except ValidationError as error:
            raise refuse(f"区划或部门的名称不能用：{'；'.join(error.messages)}") from error
        if TableFramework.objects.current(place, year) is None:
            service.framework_for(found, place, year)
            made.append(f"{year}年表格样式")
        return place, unit, made

"""Take the official tables of a Word file in."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import District
from projects.importing import service
from projects.management.base import OfficeCommand, add_place, find_department, find_district, find_user
from projects.models import TableFramework, WordImport
from projects.official.marks import Certainty


class Command(OfficeCommand):
    help = "把 Word 文件中的项目绩效目标表导入某区划某年度；同一文件再次导入不会改动任何内容。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help=".docx 文件")
        add_place(parser)
        parser.add_argument("--department", metavar="部门", help="名称或代码；不填则导入后再分配")
        parser.add_argument("--create", action="store_true", help="区划、部门、表格样式不存在时一并建立")
        parser.add_argument("--as", dest="username", metavar="用户名", help="以谁的名义导入；不填记为系统")
        parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
        parser.add_argument("--report", choices=["json"], help="输出每个单元格的识别情况")

    def handle(
        self, *, file, district, year, department, create, username, dry_run, report, **options
    ) -> None:
        if not 2000 <= year <= 2100:
            raise service.ImportRefused(f"预算年度应为2000至2100之间的年份，现为{year}。")
        found = service.preview(file)
        with transaction.atomic():
            place, unit, user = self._places(found, district, year, department, create, username)
            done, new = (None, False) if dry_run else service.commit(found, place, year, unit, user)
            if dry_run:
                done = service.earlier(found, place, year)
                transaction.set_rollback(True)
        outcome = self._outcome(found, done, new, dry_run)
        self.answer(outcome | (service.report(found.reading) if report else {}))
        self._tell(found, place, year, done, new, dry_run)

    def _places(self, found, district, year, department, create, username):
        if not create:
            place = find_district(district)
            return place, find_department(place, department) if department else None, find_user(username)
        place = District.objects.called_or_new(district)
        unit = place.departments.called_or_new(department, district=place) if department else None
        if TableFramework.objects.current(place, year) is None:
            service.framework_for(found, place, year)
        return place, unit, find_user(username)

    def _outcome(self, found, done: WordImport | None, new: bool, dry_run: bool) -> dict:
        marks = [cell.certainty for part in found.reading.tables for cell in part.cells]
        return {
            "import": done.pk if done else None,
            "created": new,
            "dry_run": dry_run,
            "table_count": len(found.tables),
            "certain": marks.count(Certainty.CERTAIN),
            "guessed": marks.count(Certainty.GUESSED),
            "not_understood": marks.count(Certainty.NOT_UNDERSTOOD),
        }

    def _tell(self, found, place, year, done, new, dry_run) -> None:
        count = len(found.tables)
        if done and not new:
            when = f"{timezone.localtime(done.imported_at):%Y年%-m月%-d日 %H:%M}"
            self.tell(
                f"此文件已于{when}由{done.imported_by}导入{place}{year}年，导入编号{done.pk}；"
                "本次未作任何改动。"
            )
        elif dry_run:
            self.tell(f"预览：共{count}张表，可以导入{place}{year}年；未写入任何内容。")
        else:
            self.tell(
                f"已导入{place}{year}年{count}张表，导入编号{done.pk}。"
                f"撤销请用：manage.py undo_import {done.pk}"
            )

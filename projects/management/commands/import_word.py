"""Take the official tables of a Word file in."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import District
from projects.importing import service
from projects.importing.report import counts, report
from projects.management.base import (
    OfficeCommand,
    add_place,
    find_department,
    find_district,
    find_user,
    refuse,
)
from projects.models import TableFramework, WordImport


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

    def handle(self, *, file, district, year, department, create, username, dry_run, **options) -> None:
        if not 2000 <= year <= 2100:
            raise refuse(f"预算年度应为2000至2100之间的年份，现为{year}。")
        found = service.preview(file)
        with transaction.atomic():
            user = find_user(username)
            place, unit = self._places(found, district, year, department, create)
            done, new = service.commit(found, place, year, unit, user)
            known = service.known(found, place, year, but=done) if new else 0
            # A dry run meets every refusal of the real one; nothing stays of it, nor of what came in before.
            transaction.set_rollback(dry_run or not new)
        outcome = self._outcome(found, done, new, dry_run, known)
        self.answer(outcome | (report(found.reading) if options["report"] else {}))
        for sentence in self._sentences(found, place, year, done, new, dry_run, known):
            self.tell(sentence)

    def _places(self, found, district, year, department, create):
        if not create:
            place = find_district(district)
            return place, find_department(place, department) if department else None
        try:
            place = District.objects.called_or_new(district)
            unit = place.departments.called_or_new(department, district=place) if department else None
        except ValidationError as error:
            raise refuse(f"区划或部门的名称不能用：{'；'.join(error.messages)}") from error
        if TableFramework.objects.current(place, year) is None:
            service.framework_for(found, place, year)
        return place, unit

    def _outcome(self, found, done: WordImport, new: bool, dry_run: bool, known: int) -> dict:
        return {
            "import": None if dry_run and new else done.pk,
            "created": new and not dry_run,
            "dry_run": dry_run,
            "table_count": len(found.tables),
            "known_tables": known,
            "other_tables": found.reading.other_grids,
            **counts(found.reading),
        }

    def _sentences(self, found, place, year, done: WordImport, new, dry_run, known):
        where, count = f"{place}{year}年", len(found.tables)
        if not new:
            when = f"{timezone.localtime(done.imported_at):%Y年%-m月%-d日 %H:%M}"
            yield f"此文件的表已于{when}由{done.imported_by}导入{where}，导入编号{done.pk}；本次未作改动。"
            return
        if dry_run:
            yield f"预览：共{count}张表，可以导入{where}；未写入任何内容。"
        else:
            yield f"已导入{where}{count}张表，导入编号{done.pk}。撤销请用：manage.py undo_import {done.pk}"
        if known:
            yield f"请注意：其中{known}张与此前导入的相同，{'会' if dry_run else '已'}作为新项目排在后面。"
        if found.reading.other_grids:
            yield f"文件里另有{found.reading.other_grids}个表格不是绩效目标表，没有导入。"

"""The worker for what takes long: large imports, bulk exports. Several may run, on several machines."""

from django.db import DatabaseError

from budget_site.operating import unreachable
from budget_site.operating.health import left_to_migrate
from projects.jobs.worker import work, work_once
from projects.management.base import OfficeCommand, refuse


class Command(OfficeCommand):
    help = "处理后台任务（大文件导入、批量导出），直到按 Ctrl+C 或收到停止信号；可以同时运行几个。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="做完正在排队的任务就退出")

    def handle(self, *, once: bool, **options) -> None:
        self._check_database()
        if once:
            work_once()
        else:
            work()

    def _check_database(self) -> None:
        """An old or absent database is told in one sentence, not by each thing that it lacks."""
        try:
            left = left_to_migrate()
        except DatabaseError as error:
            raise refuse(f"后台任务程序没有启动。{unreachable.why() or error}") from error
        if left:
            raise refuse("数据库还没有更新到这个版本，请先运行 manage.py migrate，再启动后台任务程序。")

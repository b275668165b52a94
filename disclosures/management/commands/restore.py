"""One command puts a backup in the place of an empty site's data, or of what is put aside."""

from pathlib import Path

from django.core.management.base import CommandError

from budget_site.operating.health import GRANTING
from disclosures.backup import database, restoring
from projects.management.bar import bar
from projects.management.base import OfficeCommand, refuse


class Command(OfficeCommand):
    help = (
        "从备份恢复数据库和文件，重新生成公开目录，再核验全部公开版本和审计记录。先停止网站和后台程序。"
        "动手之前先核对备份的每一部分；--check 只核对，不恢复。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="备份文件")
        parser.add_argument("--check", action="store_true", help="只核对备份是否完好")
        parser.add_argument("--replace", action="store_true", help="这里已有数据也恢复；现有的数据改名留存")

    def handle(self, *, file, check, replace, **options) -> None:
        try:
            with bar(self.stderr._out) as report:
                if check:
                    about = restoring.check(file, report)
                else:
                    done = restoring.restore(file, replace=replace, report=report)
        except restoring.NotRestored as refused:
            raise refuse(str(refused)) from refused
        if check:
            self._tell_checked(about)
        else:
            self._tell_restored(done)

    def _tell_checked(self, about: dict) -> None:
        rows = sum(about["counts"].values())
        self.tell(
            f"备份完好：{about['made_at']}做成，程序{about['program']}，数据库{about['database']}共{rows}行，"
            f"{len(about['parts']) - 1}个文件。"
        )

    def _tell_restored(self, done: restoring.Restored) -> None:
        self.answer({"made_at": done.about["made_at"], "aside": done.aside, "problems": done.problems})
        for sentence in (f"已恢复到{done.about['made_at']}的备份。", *done.told):
            self.tell(sentence)
        if done.aside:
            self.tell(f"原来的数据留在{'、'.join(done.aside)}，确认无误后请自行删除。")
        if done.problems:
            told = "；".join(done.problems[:5])
            raise CommandError(f"数据已恢复，但核验发现{len(done.problems)}处问题：{told}", returncode=1)
        self.tell(f"各表行数、公开版本、审计记录都与备份时一致。{_next()}")


def _next() -> str:
    """A backup holds no rights: without them every page of the site fails."""
    if database.kind() == "sqlite":
        return "请重新启动网站和后台程序。"
    return f"接着给网站的角色授权，再启动网站和后台程序：{GRANTING}"

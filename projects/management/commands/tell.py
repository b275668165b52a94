"""Run by systemd where a unit of the night failed (budget-tell@), and by that unit itself when it is done."""

from django.db import DatabaseError

from budget_site.operating import unreachable
from projects.management.base import OfficeCommand, refuse
from projects.review import nights


class Command(OfficeCommand):
    help = (
        "告诉系统管理员：夜里的备份或核验没有正常完成（站内通知；设了邮件服务器的也发邮件）。一直不好，每天只说一次；"
        "加 --well 是说它又成功了，此前没有说过出问题的，什么也不说。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "unit", choices=nights.NIGHTS, metavar="单元", help=f"{'、'.join(nights.NIGHTS)} 中的一个"
        )
        parser.add_argument("--well", action="store_true", help="它又成功了")

    def handle(self, *, unit: str, well: bool, **options) -> None:
        what = "恢复正常" if well else "没有正常完成"
        try:
            told = nights.well(unit) if well else nights.failed(unit)
        except nights.NobodyToTell as nobody:
            raise refuse(f"{unit} {what}，{nobody}") from nobody
        except DatabaseError as trouble:
            why = unreachable.why() or f"通知没有写进数据库：{trouble}"
            raise refuse(f"{unit} {what}，没能告诉系统管理员。{why}") from trouble
        if told:
            self.tell(f"{unit} {what}，已告诉{'、'.join(map(str, told))}。")
        else:
            self.tell(
                f"此前没有说过 {unit} 出了问题，不用再说。"
                if well
                else f"{unit} {what}，今天已经说过，不再重复。"
            )

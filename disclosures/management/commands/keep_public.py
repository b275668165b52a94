"""On each public host, where files lie in a store: its own copy of the public tree follows the database."""

import logging
import signal
from threading import Event
from types import FrameType

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from budget_site.stores import published_files
from disclosures.publishing import sharing, tree

logger = logging.getLogger(__name__)

ON_A_DISK = (
    "这里不需要 keep_public：STORAGE=disk 时，公开目录由后台程序直接写入 PUBLIC_ROOT，"
    "各台主机须共用这个目录。要让各台主机各有一份，请设置 STORAGE=s3，见 docs/several-hosts.md。"
)


class Command(BaseCommand):
    help = (
        "在公开网站的每台主机上运行：按数据库从对象存储取来公开的版本，生成公开目录；撤回的版本随即移走。"
        "一直运行到按 Ctrl+C 或收到停止信号；只用公开网站的数据库角色和只读密钥。"
    )

    requires_system_checks = []  # which look at what the public site does not have

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="只做一遍；没有做完的，退出码为 1")
        parser.add_argument(
            "--every", type=int, default=10, metavar="秒", help="隔多少秒看一次数据库，默认 10"
        )

    def handle(self, *, once: bool, every: int, **options) -> None:
        if published_files() is None:
            raise CommandError(ON_A_DISK, returncode=2)
        if every < 1:
            raise CommandError("--every 至少为 1 秒。", returncode=2)
        if once:
            tree.settle(renew=True, lay=sharing.fetch)
            return
        self._keep(every)

    def _keep(self, every: int) -> None:
        """Trouble ends nothing: what may not be read goes first, and the next look tries the rest again."""
        ended = Event()

        def end(number: int, frame: FrameType | None) -> None:
            ended.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        fresh = True
        while not ended.is_set():
            try:
                tree.settle(renew=fresh, lay=sharing.fetch)
                fresh = False
            except Exception:
                logger.exception("The public tree could not follow the database")
            connections.close_all()
            ended.wait(every)

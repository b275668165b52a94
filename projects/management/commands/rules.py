"""The rules as a document, from the rules themselves."""

from pathlib import Path

from projects.management.base import OfficeCommand, write_file
from projects.rules.handbook import markdown


class Command(OfficeCommand):
    help = "按规则本身生成规则说明（docs/rules.md）。"
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--out", type=Path, metavar="文件", help="不填则写到标准输出")

    def handle(self, *, out, **options) -> None:
        data = markdown().encode()
        write_file(out, data) if out else self.put(data)

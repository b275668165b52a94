"""Whether what was published is still, byte by byte, what was published."""

import re
from pathlib import Path

from django.core.management.base import CommandError

from disclosures import verifier
from disclosures.management.editions import HOW, find_edition
from disclosures.publishing import verifying
from projects.management.base import OfficeCommand

COPY = rf"(?:{verifying.PRIVATE}|{verifying.PUBLIC})/((?:\w+/)+?\d{{4}}/\d+)/"


class Command(OfficeCommand):
    help = (
        "核验公开版本：公开链、内部文件和公开文件是否与公开时逐字节一致；也可以核验一个下载的文件夹。"
        "-v 2 列出每个文件。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "what", nargs="?", metavar="版本或文件夹", help=f"不填则核验全部版本；{HOW}；或者写文件夹"
        )

    def handle(self, *, what, verbosity, **options) -> None:
        report = self._report(what)
        if not report.lines:
            self.tell("还没有公开过的版本，没有需要核验的。")
            return
        every = [f"{line}\n" for line in report.lines] if verbosity > 1 else []
        self.put(f"{''.join(every)}{report}\n".encode())
        if not report.is_sound:
            names = "、".join(line.path for line in report.broken[:10])
            raise CommandError(
                f"核验未通过，共{len(report.broken)}处，请核对：{names}。{self._where(report)}", returncode=1
            )

    def _where(self, report: verifier.Report) -> str:
        """Files lie by an edition's token, which nobody knows by heart."""
        hits = (re.match(COPY, line.path) for line in report.broken)
        named = dict.fromkeys(hit[1] for hit in hits if hit)
        folders = "；".join(f"{name} 在文件夹 {find_edition(name).token}" for name in named)
        return f"{folders}。怎样补救见 docs/operations.md。" if folders else ""

    def _report(self, what: str | None) -> verifier.Report:
        if what is None:
            return verifying.verify_all()
        if Path(what).is_dir():
            return verifier.verify(what)
        return verifying.verify([find_edition(what)])

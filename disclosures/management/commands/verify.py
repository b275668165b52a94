"""Whether what was published is still, byte by byte, what was published."""

from pathlib import Path

from django.core.management.base import CommandError

from disclosures import verifier
from disclosures.management.editions import HOW, find_edition
from disclosures.publishing import verifying
from projects.management.base import OfficeCommand


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
            raise CommandError(f"核验未通过，共{len(report.broken)}处，请核对：{names}。", returncode=1)

    def _report(self, what: str | None) -> verifier.Report:
        if what is None:
            return verifying.verify_all()
        if Path(what).is_dir():
            return verifier.verify(what)
        return verifying.verify([find_edition(what)])

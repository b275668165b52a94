"""Is the trail still told as it was? For an auditor, and for whoever runs the site, each night."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from budget_site.trail.sealing import Head
from budget_site.trail.verifying import Verification


class Command(BaseCommand):
    help = (
        "核对审计记录：逐条重算每条链，查出被改动、删除、调换和截去末尾的记录。有问题时退出码为 1。"
        "只有与另存的链头（日志、已公开的版本）比对，才能查出末尾被截去或整条链被重写，"
        "请尽量用 --heads 或 --head。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--head", action="append", default=[], metavar="链:序号:哈希", help="先前记下的链头，可以写多次"
        )
        parser.add_argument(
            "--heads",
            action="append",
            type=Path,
            default=[],
            metavar="文件",
            help="记有链头的文件，例如网站的日志；可以写多次",
        )

    def handle(self, *, head: list[str], heads: list[Path], **options) -> None:
        verification = Verification([*self._given(head), *self._kept(heads)])
        wrong = 0
        for sentence in verification.problems():
            wrong += 1
            self.stdout.write(sentence)
        for end in verification.ends:
            self.stdout.write(f"链头 {end}")
        counts = f"已封存{verification.sealed}条，等待封存{verification.waiting}条"
        if wrong:
            raise CommandError(f"审计记录有{wrong}处问题，见上（{counts}）。请保留现场并报告审计员。")
        self.stdout.write(f"审计记录完整：{len(verification.ends)}条链，{counts}。")

    def _given(self, texts: list[str]) -> list[Head]:
        found = []
        for text in texts:
            heads = Head.all_in(text)
            if len(heads) != 1 or str(heads[0]) != text.strip():
                raise CommandError(
                    f"“{text}”不是链头。请照日志里的写法填写，例如 --head installation:123:…（64位哈希）。",
                    returncode=2,
                )
            found += heads
        return found

    def _kept(self, paths: list[Path]) -> list[Head]:
        found: list[Head] = []
        for path in paths:
            try:
                with path.open(encoding="utf-8", errors="replace") as lines:
                    here = [head for line in lines for head in Head.all_in(line)]
            except OSError as error:
                raise CommandError(f"读不到文件“{path}”，请核对路径和权限。", returncode=2) from error
            if not here:
                raise CommandError(f"文件“{path}”里没有链头，请核对是不是网站的日志。", returncode=2)
            found += here
        return found

"""One command, by hand or by a timer each night: database and files in one file, the keys apart."""

from pathlib import Path

from django.core.management.base import CommandError

from budget_site.trail.models import Action
from budget_site.trail.recording import record
from disclosures.backup import archive, database, keys, making, rotating
from projects.management.bar import bar
from projects.management.base import OfficeCommand, refuse

STAYS = "7,5,7"


class Command(OfficeCommand):
    help = (
        "备份：数据库和全部内部文件写入一个文件，写完核对一遍，才改成正式的名字。网站可以照常使用。"
        "密钥和 .env 不在其中，用 --keys 另写一份，请另放一处。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--out", type=Path, metavar="文件夹或文件", help="写到哪里；文件夹里按时间取名")
        parser.add_argument(
            "--keys", type=Path, metavar="文件", help="另把密钥等设置写入这个文件，只有本人可读"
        )
        parser.add_argument(
            "--rotate",
            nargs="?",
            const=STAYS,
            metavar="天,周,月",
            help=f"做成以后，删去文件夹里过时的备份：留最近几天、几周、几月的各一份，不写数字为 {STAYS}",
        )

    def handle(self, *, out, keys, rotate, **options) -> None:
        keep = self._keep(rotate, out)
        if out is None and keys is None:
            raise refuse("请用 --out 写明备份放在哪里，例如 --out /srv/backup。")
        if keys:
            self._write_keys(keys, out)
        if out:
            self._back_up(out, keep)

    def _keep(self, text: str | None, out: Path | None) -> rotating.Keep | None:
        if text is None:
            return None
        if out is None or not out.is_dir():
            raise refuse("用 --rotate 时，--out 应是已经建好的、存放备份的文件夹，执行的用户须能写入。")
        try:
            return rotating.Keep.of(text)
        except ValueError as wrong:
            raise refuse(f"--rotate 应写成“天,周,月”三个数，例如 {STAYS}，现为“{text}”。") from wrong

    def _write_keys(self, path: Path, out: Path | None) -> None:
        folder = out if out is None or out.is_dir() else out.parent
        if folder and path.resolve().parent == folder.resolve():
            raise refuse("密钥不要与备份放在一起：拿到一处的人就什么都有了。请给 --keys 另选一个文件夹。")
        try:
            count = keys.write(path)
        except OSError as error:
            raise refuse(f"写不进“{path}”（{error.strerror}）：文件不应已经存在，文件夹应能写入。") from error
        self.tell(f"密钥等{count}项设置已写入{path}，只有本人可读，请另外妥善保管。")

    def _back_up(self, out: Path, keep: rotating.Keep | None) -> None:
        if not database.tables(database.now, database.kind()):
            raise refuse(
                "数据库里没有数据表，没有可以备份的。数据库丢了的，请用 restore 从备份恢复，不要先升级。"
            )
        try:
            with bar(self.stderr._out) as report:
                made = making.make(out, report)
        except making.NotMade as refused:
            raise refuse(str(refused)) from refused
        size = made.path.stat().st_size
        record(
            Action.EXPORT,
            by=None,
            note="备份",
            after={"文件": made.path.name, "清单的SHA-256": archive.seal_of(made.path)},
        )
        gone = making.rotate(made.path.parent, keep) if keep else []
        rows = sum(made.about["counts"].values())
        self.answer({"file": str(made.path), "bytes": size, "rows": rows, "parts": len(made.about["parts"])})
        self.tell(
            f"已备份到{made.path}（{size // 2**20 + 1} MB，数据库{rows}行，"
            f"{len(made.about['parts']) - 1}个文件），并已核对。"
            + (f"删去过时的备份{len(gone)}份。" if gone else "")
        )
        if made.lacking:
            told = "；".join(made.lacking[:5])
            raise CommandError(
                f"备份已做成，但有{len(made.lacking)}个文件有问题，请核对：{told}。", returncode=1
            )

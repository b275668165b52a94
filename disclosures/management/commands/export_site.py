"""An edition as a folder or ZIP of plain pages and files."""

import tempfile
from pathlib import Path

from budget_site.accounts.models import User
from budget_site.trail.recording import record_export
from disclosures.management.editions import HOW, find_edition
from disclosures.models import Edition, PublicEdition
from disclosures.publishing import disk, exporting
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.state import READABLE
from projects.management.base import OfficeCommand, find_department, refuse, write_file


class Command(OfficeCommand):
    help = "把一个公开版本导出为静态网页和文件，可以放进任何门户网站，也可以从磁盘上直接打开。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--edition", required=True, metavar="版本", help=HOW)
        parser.add_argument("--out", required=True, type=Path, metavar="文件夹或ZIP")
        parser.add_argument("--department", metavar="部门", help="只导出这个部门的部分（名称或代码）")

    def handle(self, *, edition, out, department, **options) -> None:
        edition = find_edition(edition)
        if edition.state not in READABLE:
            raise refuse(f"{edition}现在是“{edition.get_state_display()}”，没有可以导出的内容。")
        code = find_department(edition.district, department, edition.year).code if department else ""
        out = out.resolve()
        if out.suffix != ".zip" and out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise refuse(f"“{out}”已经有内容，请换一个文件夹。")
        count = self._export(edition, out, code)
        self.answer({"out": str(out), "files": count})
        self.tell(f"已导出{edition}，共{count}个文件：{out}")

    def _export(self, edition: Edition, out: Path, code: str) -> int:
        public = PublicEdition.objects.get(chain=edition.chain, position=edition.position)
        try:
            with tempfile.TemporaryDirectory(dir=out.parent, prefix=".budget-") as scratch:
                folder = Path(scratch) / "site"
                folder.mkdir()
                count = exporting.export(public, folder, code)
                sums = disk.measured(folder / "SHA256SUMS")[1]
                if out.suffix == ".zip":
                    packed = Path(scratch) / "site.zip"
                    exporting.pack(folder, packed)
                    write_file(out, packed.read_bytes())
                else:
                    disk.open_to_all(folder)
                    folder.replace(out)
        except NotPublished as refused:
            raise refuse(str(refused)) from refused
        except OSError as error:
            raise refuse(f"写不进“{out}”，请核对文件夹是否存在、有没有写入权限。") from error
        record_export(
            by=User.objects.system(),
            district=edition.district,
            about=edition,
            file=out.name,
            content=sums,
            文件数=count,
        )
        return count

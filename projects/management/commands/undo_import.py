"""Take an import back; without a number, say which there are."""

from django.utils import timezone

from budget_site.accounts.models import User
from projects.importing import undoing
from projects.management.base import OfficeCommand, refuse
from projects.models import TableImport


class Command(OfficeCommand):
    help = "撤销一次导入；导入后有改动的表会列出，并且一张也不撤销。不填编号则列出可以撤销的导入。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("id", type=int, nargs="?", metavar="导入编号")

    def handle(self, *, id, **options) -> None:
        system = User.objects.system()
        imports = TableImport.objects.visible_to(system)
        if id is None:
            self._list(imports.standing().select_related("district", "imported_by"))
            return
        table_import = imports.filter(pk=id).first()
        if table_import is None:
            raise refuse(f"没有编号为{id}的导入，请核对。不填编号可以列出全部导入。")
        count = undoing.undo(table_import, system)
        self.answer({"import": id, "removed": count})
        self.tell(f"已撤销导入{id}，移除{count}张表。同一文件可以重新导入。")

    def _list(self, imports) -> None:
        self.answer(
            [
                {
                    "import": one.pk,
                    "district": one.district.name,
                    "year": one.year,
                    "file": one.filename,
                    "imported_at": timezone.localtime(one.imported_at).isoformat(timespec="seconds"),
                    "imported_by": str(one.imported_by),
                }
                for one in imports
            ]
        )
        self.tell("以上是可以撤销的导入。" if imports else "没有可以撤销的导入。")

"""Take an import back."""

from budget_site.accounts.models import User
from projects.importing import service
from projects.management.base import OfficeCommand, refuse
from projects.models import WordImport


class Command(OfficeCommand):
    help = "撤销一次导入；导入后有改动的表会列出，并且一张也不撤销。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("id", type=int, metavar="导入编号")

    def handle(self, *, id, **options) -> None:
        system = User.objects.system()
        word_import = WordImport.objects.visible_to(system).filter(pk=id).first()
        if word_import is None:
            raise refuse(f"没有编号为{id}的导入，请核对。")
        count = service.undo(word_import, system)
        self.answer({"import": id, "removed": count})
        self.tell(f"已撤销导入{id}，移除{count}张表。同一文件可以重新导入。")

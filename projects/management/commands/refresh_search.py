"""Run by deploy/upgrade.sh when the new release has begun: the one before kept words in its own way."""

from django.apps import apps

from projects.management.base import OfficeCommand
from projects.searching.indexing import Words
from projects.searching.keeping import keep_unquoted


class Command(OfficeCommand):
    help = "升级以后，把上一版程序留下的检索文字改成这一版的写法；可以重复运行，没有要改的什么也不做。"

    def handle(self, **options) -> None:
        kept = [model for model in apps.get_models() if issubclass(model, Words)]
        self.tell(f"检索文字已核对，改了 {sum(map(keep_unquoted, kept))} 行。")

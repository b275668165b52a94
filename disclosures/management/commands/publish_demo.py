"""The demo district's published years, so that a newcomer reads a real disclosure at once."""

from disclosures import demo
from projects.jobs.progress import WorkerStops
from projects.management.base import OfficeCommand


class Command(OfficeCommand):
    help = "公开演示区划两个年度的预算公开说明和一次更正；再次运行不改动任何数据。"

    def handle(self, **options) -> None:
        try:
            editions = demo.publish_all()
        except WorkerStops:  # the site was stopped meanwhile: the next start goes on
            return
        self.answer({"editions": [str(edition) for edition in editions]})
        for edition in editions:
            self.tell(f"{edition}：{edition.get_state_display()}。")

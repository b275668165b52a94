"""Types into a table whose SQLite file lies on a disk that fills up, as a process: ``filler FOLDER``."""

import json
import os
import sys
from pathlib import Path
from uuid import uuid4

FOLDER = Path(sys.argv[1])
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'site.sqlite3'}"
os.environ["DJANGO_SETTINGS_MODULE"] = "budget_site.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from projects.models import Save, TableVersion  # noqa: E402
from projects.storing import working  # noqa: E402
from tests.people import make_district, make_project, make_user  # noqa: E402
from tests.small_disk import Disk  # noqa: E402

MOST = 5000  # saves that a disk must be full after


class Page:
    """A form that is typed in, with one cell after the other."""

    def __init__(self) -> None:
        district = make_district("满盘区", "full")
        department = district.departments.create(code="a", name="财政局")
        project = make_project(district, department)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(make_user("officer", "drafter", department=department))
        self.address = reverse("draft_save", args=[project.pk])
        self.row, self.base = working(project.versions.get()).indicators[0], 0
        self.stands = self.row.value

    def save(self, new: str):
        one = {"op": "set", "row": str(self.row.id), "cell": "value", "seen": self.stands, "new": new}
        said = {"key": str(uuid4()), "base": self.base, "operations": [one]}
        headers = {"Accept": "application/json"}
        answer = self.client.post(self.address, json.dumps(said), "application/json", headers=headers)
        if answer.status_code == 200:
            self.stands, self.base = new, answer.json()["revision"]
        return answer


def main() -> dict:
    call_command("migrate", verbosity=0)
    page, disk, accepted = Page(), Disk(FOLDER), 0
    disk.fill(but=200_000)
    for number in range(MOST):
        answer = page.save(f"≥{number}{'。' * 2000}")
        if answer.status_code != 200:
            break
        accepted += 1
    refused = [answer.status_code, answer.json()["error"], answer.json()["message"]]
    connection.close()
    kept = Save.objects.count()
    stands = working(TableVersion.objects.with_rows().get()).indicators[0].value
    assert stands == page.stands
    connection.close()
    disk.make_room()
    return {"accepted": accepted, "refused": refused, "kept": kept, "after": page.save("≥1%").status_code}


if __name__ == "__main__":
    print(json.dumps(main()))

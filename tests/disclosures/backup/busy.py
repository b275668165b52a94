"""People at work while a backup is made."""

import threading
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection

from budget_site.stores import private_files
from budget_site.trail.models import Action
from budget_site.trail.recording import record, sha256
from budget_site.trail.sealing import seal
from projects.models import Assessment, AssessmentFile


def add_paper(project, user) -> str:
    content = b"%PDF-1.7 " + uuid4().hex.encode()
    assessment, _ = Assessment.objects.get_or_create(project=project, defaults={"changed_by": user})
    about = {"filename": "评估报告.pdf", "kind": "pdf", "size": len(content), "file_hash": sha256(content)}
    name = private_files().save(f"assessments/{uuid4().hex}", ContentFile(content))
    AssessmentFile.objects.create(assessment=assessment, file=name, uploaded_by=user, **about)
    return name


class Busy:
    """People at work: uploads, settings, seals, a removal, until it ends."""

    def __init__(self, press) -> None:
        self.press, self.ended, self.done = press, threading.Event(), 0
        self.trouble: list[Exception] = []

    def __enter__(self):
        self.threads = [threading.Thread(target=self._work, args=(one,)) for one in (self._write, self._seal)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def _work(self, deed) -> None:
        try:
            while not self.ended.is_set():
                deed()
        except Exception as error:
            self.trouble.append(error)
        finally:
            connection.close()

    def _write(self) -> None:
        name = add_paper(self.press.cast.project, self.press.cast.drafter)
        record(Action.SETTING, by=None, district=self.press.district)
        self.done += 1
        if self.done % 7 == 0:
            AssessmentFile.objects.filter(file=name).delete()
            private_files().delete(name)

    def _seal(self) -> None:
        seal()
        self.ended.wait(0.02)

"""The site as it is served, by gunicorn with the shipped configuration, and people who type against it."""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse

from budget_site.env import BASE_DIR
from projects.models import Project, Save, TableVersion
from projects.storing import working
from tests.processes import PATIENCE

HOST = "127.0.0.1"
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def start_web(port: int, database: str, log: Path, **environment: str) -> subprocess.Popen:
    """Two processes under one master; what they say is added to `log`."""
    given = {
        "DATABASE_URL": database,
        "WEB_BIND": f"{HOST}:{port}",
        "WEB_WORKERS": "2",
        "LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "budget_site.wsgi"]
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=os.environ | given | environment,
            stdout=out,
            stderr=out,
            start_new_session=True,  # to be killed whole
        )


class Typist(threading.Thread):
    """Types in one cell until told to stop; what is not answered is sent again, as the page does.

    `accepted` are the keys that were answered with 200, with the text; `heard` every other answer, by status
    (0: none) with its sentence.
    """

    def __init__(self, port: int, user, project: Project) -> None:
        super().__init__(daemon=True)
        self.site, self.project, self.user = f"http://{HOST}:{port}", project, user
        self.row = working(project.versions.get()).indicators[0]
        self.accepted: list[tuple[str, str]] = []
        self.heard: list[tuple[int, str]] = []
        self.trouble: Exception | None = None
        self._ending = threading.Event()
        client = Client()
        client.force_login(user)
        self._session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def run(self) -> None:
        try:
            with requests.Session() as session:
                self._type(session)
        except Exception as trouble:
            self.trouble = trouble

    def end(self) -> None:
        self._ending.set()
        self.join()
        assert self.trouble is None, self.trouble

    def _type(self, session: requests.Session) -> None:
        session.trust_env = False
        session.cookies.set(settings.SESSION_COOKIE_NAME, self._session)
        form = session.get(f"{self.site}{reverse('draft', args=[self.project.pk])}", timeout=PATIENCE)
        session.headers.update({"Accept": "application/json", "X-CSRFToken": _CSRF.search(form.text)[1]})
        stands, base = self.row.value, 0
        while not self._ending.is_set():
            key, new = str(uuid4()), f"≥{len(self.accepted) + 1}%"
            one = {"op": "set", "row": str(self.row.id), "cell": "value", "seen": stands, "new": new}
            answer = self._until_answered(session, {"key": key, "base": base, "operations": [one]})
            if answer is None:
                return
            assert not answer["conflicts"]
            stands, base = new, answer["revision"]
            self.accepted.append((key, new))

    def _until_answered(self, session: requests.Session, said: dict) -> dict | None:
        """None where one was told to stop before it was."""
        while True:
            status, answer = self._send(session, said)
            if status == 200:
                return answer
            assert status == 0 or status >= 500, (status, answer)
            self.heard.append((status, answer.get("message", "")))
            if self._ending.wait(0.1):
                return None

    def _send(self, session: requests.Session, said: dict) -> tuple[int, dict]:
        address = f"{self.site}{reverse('draft_save', args=[self.project.pk])}"
        try:
            answer = session.post(address, json=said, timeout=PATIENCE)
            return answer.status_code, answer.json()
        except requests.RequestException:
            return 0, {}


def wait_until_each_has_more(typists: list[Typist], more: int = 3) -> None:
    """Saves are accepted from everybody again."""
    before = [len(one.accepted) for one in typists]
    until = time.monotonic() + PATIENCE
    while any(len(one.accepted) < count + more for one, count in zip(typists, before, strict=True)):
        assert all(one.is_alive() for one in typists), [one.trouble for one in typists]
        assert time.monotonic() < until, [one.heard[-1:] for one in typists]
        time.sleep(0.02)


def assert_nothing_accepted_is_lost(typists: list[Typist], asked=None) -> None:
    """What was answered is in the journal; the table says the last of it, or what got no answer.

    `asked` looks for it in another database than the suite's: a typist's keys, and what the cell says.
    """
    for one in typists:
        kept, stands = (asked or _here)(one)
        assert {key for key, _ in one.accepted} <= kept
        assert stands in (one.accepted[-1][1], f"≥{len(one.accepted) + 1}%")


def _here(typist: Typist) -> tuple[set[str], str]:
    version = TableVersion.objects.with_rows().get(project=typist.project.pk)
    keys = Save.objects.filter(version=version).values_list("key", flat=True)
    return set(map(str, keys)), working(version).indicators[0].value

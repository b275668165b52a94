"""Two web processes, workers and public hosts, each a machine of its own but for database and store."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from django.conf import settings
from django.db import connection
from django.test import Client

from budget_site.accounts.models import User
from budget_site.env import BASE_DIR
from disclosures.public.protecting import protect
from tests.processes import wait_for
from tests.projects.jobs.working import database_url
from tests.stores import environment

LEASE = 8  # seconds: workers sweep every half of it
LOOKS = 1  # seconds between two looks of a public host
HOST = "127.0.0.1"
PATIENCE = 60  # seconds for an answer; only a failing test waits so long


class Machines:
    """Started with `with`; what still runs at the end is ended."""

    def __init__(self, folder: Path, bucket: str) -> None:
        self.folder, self.bucket, self._stack = folder, bucket, ExitStack()
        self.role = f"public_{uuid4().hex[:8]}"
        self.processes: list[subprocess.Popen] = []

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {self.role} LOGIN PASSWORD 'public'")
        self._stack.callback(self._drop_role)
        protect(self.role)
        self.web = [self._serve(name, "budget_site.wsgi") for name in ("web-1", "web-2")]
        for name in ("worker-1", "worker-2"):
            self._start(name, [sys.executable, "-m", "tests.several.worker"])
        self.public = []
        for name in ("public-1", "public-2"):
            self.public.append(self._serve(name, "budget_site.public_wsgi"))
            looking = [sys.executable, "manage.py", "keep_public", "--every", str(LOOKS)]
            self._start(name, looking, **self._of_public())
        return self

    def __exit__(self, *failed) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if any(failed):
            for log in sorted(self.folder.glob("*.log")):
                print(log.name, log.read_text(errors="replace")[-3000:])
        self._stack.close()

    def _of_public(self) -> dict[str, str]:
        """What a public host is told: its own role, a key of its own, no secret of the staff's site."""
        url = urlsplit(database_url())
        own = url._replace(netloc=f"{self.role}:public@{url.netloc.rpartition('@')[2]}").geturl()
        return {"PUBLIC_DATABASE_URL": own, "DATABASE_URL": "", "SECRET_KEY": "", "S3_KEY": "of-public-hosts"}

    def _serve(self, name: str, application: str) -> str:
        """The address of a gunicorn with one process."""
        listening = self._stack.enter_context(socket.create_server((HOST, 0)))
        number = listening.fileno()
        command = [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", f"fd://{number}"]
        more = self._of_public() if "public" in application else {}
        self._start(name, [*command, f"{application}:application"], number, **more)
        return f"http://{HOST}:{listening.getsockname()[1]}"

    def _start(self, name: str, command: list[str], *handles: int, **more: str) -> None:
        var = self.folder / name
        var.mkdir(exist_ok=True)
        static = var / "static"
        if not static.exists():
            static.symlink_to(settings.STATIC_ROOT, target_is_directory=True)
        told = {
            "DATABASE_URL": database_url(),
            "VAR_DIR": str(var),
            "PUBLIC_ROOT": str(var / "public"),
            "ALLOWED_HOSTS": HOST,
            "JOB_LEASE_SECONDS": str(LEASE),
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "budget_site.settings",
        }
        if "keep_public" in command:
            told["DJANGO_SETTINGS_MODULE"] = "budget_site.public_settings"
        log = self._stack.enter_context((self.folder / f"{name}-{len(self.processes)}.log").open("wb"))
        self.processes.append(
            subprocess.Popen(
                command,
                cwd=BASE_DIR,
                env=os.environ | told | environment(self.bucket) | more,
                stdout=log,
                stderr=log,
                pass_fds=handles,
            )
        )

    def _drop_role(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {self.role}")
            cursor.execute(f"DROP ROLE {self.role}")


class Browser:
    """One person's, at whichever of the web processes is asked."""

    def __init__(self, user: User | None = None) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        if user:
            client = Client()
            client.force_login(user)
            for name, value in client.cookies.items():
                self.session.cookies.set(name, value.value, domain=HOST)

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.session.close()

    def get(self, address: str) -> requests.Response:
        return self.session.get(address, timeout=PATIENCE, allow_redirects=False)

    def post(self, address: str, said: dict | None = None, **more) -> requests.Response:
        headers = {"X-CSRFToken": self.session.cookies.get("csrftoken", "")}
        return self.session.post(
            address, said, headers=headers, timeout=PATIENCE, allow_redirects=False, **more
        )


def everywhere(addresses: list[str], path: str, status: int) -> list[requests.Response]:
    """What each host answers, once all of them answer so."""
    with Browser() as anybody:

        def asked() -> list[requests.Response] | None:
            answers = [anybody.get(address + path) for address in addresses]
            return answers if {one.status_code for one in answers} == {status} else None

        return wait_for(asked)

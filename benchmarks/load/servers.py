"""What serves the office: gunicorn as shipped for both sites, two workers; and what their logs tell."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from budget_site.env import BASE_DIR

HOST = "127.0.0.1"
WORKERS = 2  # `manage.py work`
_START = 60  # seconds in which a server must listen
_TROUBLE = re.compile(r"Traceback|\bERROR\b|\bCRITICAL\b")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, str]]:
    """Addresses of the staff's site and the public one."""
    staff, public = _free_ports(2)
    with ExitStack() as running:
        for name, port in (("wsgi", staff), ("public_wsgi", public)):
            command = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", f"budget_site.{name}"]
            process = running.enter_context(_running(command, folder / f"{name}.log", f"{HOST}:{port}"))
            _wait_for(port, process)
        for number in range(WORKERS):
            running.enter_context(_running(["manage.py", "work"], folder / f"worker{number}.log"))
        yield f"http://{HOST}:{staff}", f"http://{HOST}:{public}"


@contextmanager
def _running(command: list[str], log: Path, bind: str = "") -> Iterator[subprocess.Popen]:
    environment = os.environ | {
        "WEB_BIND": bind,
        "LOG_LEVEL": "INFO",
        "ALLOWED_HOSTS": HOST,
        "PUBLIC_HOSTS": HOST,
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=BASE_DIR, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def troubles(folder: Path) -> list[str]:
    """Lines of the servers' logs that tell of an error."""
    lines = (line for log in sorted(folder.glob("*.log")) for line in log.open(encoding="utf-8"))
    return [line.strip() for line in lines if _TROUBLE.search(line)]


def _wait_for(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + _START
    while True:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("a server does not listen")
        time.sleep(0.05)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server((HOST, 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]

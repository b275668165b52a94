"""The public site by the shipped nginx configuration, beside a bare nginx and the application alone.

One real nginx with one worker has both servers, so they share all but what the configuration says; the
application runs in one worker of gunicorn. wrk loads them in turn.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from budget_site.env import BASE_DIR

HEADS = ("Address: side", "requests/s", "least–most", "rounds", "kB", "times as many as")
ROUNDS, CONNECTIONS = 5, 16
SECONDS, QUICK_SECONDS = 3, 1  # of one load
HOST = "127.0.0.1"
_SEARCH = "/search/?q=%E6%95%99%E8%82%B2"
_START = 20  # seconds in which a server must listen
_RATE, _FAILED = re.compile(r"Requests/sec:\s*([\d.]+)"), re.compile(r"Non-2xx|Socket errors")
_NGINX = BASE_DIR / "deploy/nginx"


@dataclass(frozen=True)
class Ports:
    shipped: int
    bare: int
    application: int
    granian: int


@dataclass(frozen=True)
class Side:
    name: str
    address: str
    beside: tuple[str, ...] = ()


def about() -> str:
    """Versions of the servers."""
    told = subprocess.run([_nginx(), "-v"], capture_output=True, text=True, check=True).stderr
    from gunicorn import __version__ as gunicorn

    return f"{told.rpartition(' ')[2].strip()}, gunicorn {gunicorn}, {CONNECTIONS} connections"


def measure(asked: Namespace, selects: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """Rows of HEADS, for a page and for a file of an edition."""
    if not any(map(selects, ("Page", "File"))):
        return
    with served() as (ports, paths):
        for name, path in paths.items():
            if selects(name) and not (asked.quick and name != "Page"):
                yield from _rows(name, sides(ports, path), QUICK_SECONDS if asked.quick else SECONDS)


def sides(ports: Ports, path: str) -> list[Side]:
    at = {name: f"http://{HOST}:{port}" for name, port in vars(ports).items()}
    return [
        Side("shipped nginx", f"{at['shipped']}{path}", ("bare nginx", "application", "its search")),
        Side("bare nginx", f"{at['bare']}{path}"),
        Side("application", f"{at['application']}{path}"),
        Side("its search", f"{at['application']}{_SEARCH}", ("search by granian",)),
        Side("application by granian", f"{at['granian']}{path}", ("application",)),
        Side("search by granian", f"{at['granian']}{_SEARCH}"),
    ]


def _rows(name: str, sides: list[Side], seconds: int) -> Iterator[tuple[str, ...]]:
    rates: dict[str, list[float]] = {side.name: [] for side in sides}
    for _ in range(ROUNDS):
        for side in sides:
            rates[side.name].append(load(side.address, seconds))
    usual = {side: median(found) for side, found in rates.items()}
    for side in sides:
        mine, found = usual[side.name], rates[side.name]
        times = "; ".join(f"{mine / usual[other]:.3g} {other}" for other in side.beside)
        span = f"{min(found):.0f}–{max(found):.0f}"
        yield f"{name}: {side.name}", f"{mine:.0f}", span, str(len(found)), _size(side.address), times


def load(address: str, seconds: int) -> float:
    """Requests answered in a second. RuntimeError where one was refused."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if _FAILED.search(told):
        raise RuntimeError(f"{address}:\n{told}")
    return float(_RATE.search(told)[1])


@contextmanager
def served() -> Iterator[tuple[Ports, dict[str, str]]]:
    """A published site behind all three servers, and the addresses that are measured."""
    from django.conf import settings

    os.environ["PUBLIC_SEARCHES_PER_MINUTE"] = "0"  # one address asks as fast as it can
    paths, root = _publish(), Path(settings.PUBLIC_ROOT)
    ports = Ports(*_free_ports(4))
    with tempfile.TemporaryDirectory(prefix="budget-nginx-") as folder, ExitStack() as running:
        place = Path(folder)
        (place / "nginx.conf").write_text(configuration(ports, root, place))
        nginx = [_nginx(), "-p", folder, "-c", "nginx.conf", "-e", "error.log"]
        application = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{ports.application}"]
        workers = ["--workers", "1", "--threads", "4", "--log-level", "error", "budget_site.public_wsgi"]
        running.enter_context(_running(nginx, ports.bare))
        running.enter_context(_running([*application, *workers], ports.application))
        running.enter_context(_running(_granian(ports.granian), ports.granian))
        yield ports, paths


def _granian(port: int) -> list[str]:
    """The other server that could be shipped, with as many processes and threads."""
    where = ["--host", HOST, "--port", str(port), "--interface", "wsgi"]
    workers = ["--workers", "1", "--blocking-threads", "4", "--no-log"]
    return [sys.executable, "-m", "granian", *where, *workers, "budget_site.public_wsgi:application"]


def configuration(ports: Ports, root: Path, place: Path) -> str:
    """The shipped server and a bare one, in an nginx that is otherwise as it comes."""
    shipped = (_NGINX / "public-pages.conf").read_text(encoding="utf-8")
    for said, here in (
        ("/var/lib/budget/public", str(root)),
        ("http://budget_public", f"http://{HOST}:{ports.application}"),
        (" limit_req zone=budget_search burst=20 nodelay;", ""),  # one machine asks as fast as it can
    ):
        if said not in shipped:
            raise ValueError(f"public-pages.conf does not say “{said}”")
        shipped = shipped.replace(said, here)
    bodies = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {place / name};\n" for name in bodies)
    return f"""
{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 1;
pid {place}/nginx.pid;
events {{}}
http {{
access_log {place}/access.log;
{temporary}
server {{
listen {HOST}:{ports.shipped};
{shipped}
}}
server {{
    listen {HOST}:{ports.bare};
    root {root}/site;
    location /e/ {{ root {root}; }}
}}
}}
"""


def _publish() -> dict[str, str]:
    from tests.disclosures.public import laying

    editions = laying.two_years_and_a_correction()
    folder = laying.switch("1")
    (folder.parent.parent / "site").symlink_to(folder)
    return {"Page": "/lutai/2025/", "File": f"/e/{editions[2].token}/data.json"}


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    """A server until the end of the block; it is waited for until it listens."""
    environment = os.environ | {"PUBLIC_HOSTS": HOST}
    with subprocess.Popen(command, cwd=BASE_DIR, env=environment) as process:
        try:
            until = time.monotonic() + _START
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{command} does not serve")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server((HOST, 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


def _size(address: str) -> str:
    with urlopen(address) as answer:
        return f"{len(answer.read()) / 1000:.0f}"


def _nginx() -> str:
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")  # which holds it on Debian

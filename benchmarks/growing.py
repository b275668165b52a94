"""One county's pages among 1,000, 10,000 and 100,000 projects: the county stays as it is, the province grows.

Three databases of one PostgreSQL, made by province.py; a process for each asks for the same page in turn, so
that a busy moment meets all three. Quick: 1,000 and 3,000.
"""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from statistics import median, quantiles
from urllib.parse import urlsplit

from benchmarks.place import throw_away
from benchmarks.province_pages import CASES
from benchmarks.publishing import PUBLICATION

HEADS = ("Page", "queries", "p50 ms", "p95 ms", "p50, largest to smallest", "p95, largest to smallest")
SIZES, QUICK = (1_000, 10_000, 100_000), (1_000, 3_000)
ROUNDS, WARM_UP = 40, 3


def measure(asked: Namespace, selects: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """Rows of HEADS. In a process of its own, since this one has its database already."""
    names = [name for name in (*CASES, PUBLICATION) if selects(name)]
    if names:
        command = [sys.executable, "-m", "benchmarks.growing", *map(str, QUICK if asked.quick else SIZES)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            process.stdin.write("\n".join(names))
            process.stdin.close()
            yield from (tuple(line.rstrip("\n").split("\t")) for line in process.stdout)
        if process.returncode:
            raise RuntimeError("no province was measured")


def about() -> str:
    return "PostgreSQL as the tests start it; sizes " + ", ".join(f"{size:,}" for size in SIZES)


def main(*sizes: str) -> None:
    """Make a database of each size and tell the rows of the cases that are named by lines of the input."""
    names = sys.stdin.read().splitlines()
    pages = [name for name in names if name != PUBLICATION]
    if pages:
        with throw_away(True):
            sides = [("benchmarks.province_pages", url) for url in _made([int(size) for size in sizes])]
            _tell(rows(sides, pages))
    if PUBLICATION in names:
        _tell(rows([("benchmarks.publishing", size) for size in sizes], [PUBLICATION]))


def _tell(found: Iterator[tuple[str, ...]]) -> None:
    for row in found:
        print(*row, sep="\t", flush=True)


def _made(sizes: Sequence[int]) -> Iterator[str]:
    """URLs. The first county is made once; the larger ones are copies of it, that are stamped on."""
    from django.db import connection

    from benchmarks.county import sizes as of_departments
    from benchmarks.province import begin

    begin(of_departments(), _say)
    server = urlsplit(os.environ["DATABASE_URL"])
    model = connection.settings_dict["NAME"]
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    for size in sizes:
        name = f"province{size}"
        url = server._replace(path=f"/{name}").geturl()
        _copied(server._replace(path="/template1").geturl(), model, name)
        command = [sys.executable, "-m", "benchmarks.province", "--stamp", "--projects", str(size)]
        subprocess.run([*command, "--database-url", url], check=True)
        yield url


def _copied(url: str, model: str, name: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')


def rows(
    of: Sequence[tuple[str, str]], names: Sequence[str], rounds: int = ROUNDS
) -> Iterator[tuple[str, ...]]:
    """`of` are the modules that do what is named, each with what it is told."""
    with ExitStack() as running:
        sides = [running.enter_context(_side(*one)) for one in of]
        for name in names:
            for _ in range(WARM_UP):
                _ask_all(sides, name)
            queries = _ask_all(sides, f"{name}\tqueries")
            turns = [_ask_all(sides, name) for _ in range(rounds)]
            times = [[float(one) for one in side] for side in zip(*turns, strict=True)]
            yield _row(name, queries, times)


def _row(name: str, queries: Sequence[str], times: Sequence[Sequence[float]]) -> tuple[str, ...]:
    middles = [median(side) for side in times]
    worst = [quantiles(side, n=20)[-1] for side in times]
    return (
        name,
        " ".join(dict.fromkeys(queries)),
        " ".join(f"{one * 1000:.3g}" for one in middles),
        " ".join(f"{one * 1000:.3g}" for one in worst),
        f"{middles[-1] / middles[0]:.2f}",
        f"{worst[-1] / worst[0]:.2f}",
    )


def _side(module: str, told: str) -> subprocess.Popen:
    command = [sys.executable, "-m", module, told]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask_all(sides: Sequence[subprocess.Popen], line: str) -> list[str]:
    answers = []
    for side in sides:
        side.stdin.write(f"{line}\n")
        side.stdin.flush()
        answer = side.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{line}: no answer")
        answers.append(answer)
    return answers


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

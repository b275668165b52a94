"""Processes of the site that are up at once: forked from one that has loaded it, where a start takes seconds.

For those of which a test needs many, or whose end it is about. What is about a start, a command or a program
as it is installed starts one in earnest.
"""

import multiprocessing
import os
import tempfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.projects.jobs.working import database_url

_started: list["Forked"] = []
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    [
        "pypinyin",  # which the site loads when it first writes a name
        "tests.disclosures.publishing.presser",
        "tests.projects.drafting.writer",
        "tests.projects.review.stepper",
    ]
)


class Forked:
    """One that runs ``target(line, *arguments)``: a module's function, with its end of a line to the test.

    What it says besides goes to `stderr`, a file. It ends with its test.
    """

    def __init__(self, target: Callable[..., None], *arguments) -> None:
        self.stderr = tempfile.NamedTemporaryFile(mode="r", encoding="utf-8")  # noqa: SIM115
        self.line, theirs = _forks.Pipe()
        self._process = _forks.Process(
            target=_live, args=(self.stderr.name, target, theirs, *arguments), daemon=True
        )
        with pytest.MonkeyPatch.context() as patch:  # the first is forked from one that starts now
            patch.setenv("DATABASE_URL", database_url())
            patch.setenv("DJANGO_SETTINGS_MODULE", "budget_site.settings")
            self._process.start()
        theirs.close()
        _started.append(self)

    def hears(self) -> Any:
        """What it says next. Fails with what it died of."""
        try:
            return self.line.recv()
        except EOFError:
            ended = self.wait()
            raise AssertionError(f"ended with {ended}: {self.stderr.read()}") from None

    def poll(self) -> int | None:
        """How it ended, as of `subprocess.Popen`; None while it runs."""
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode

    def end(self) -> None:
        self.kill()
        self.wait()
        self.line.close()
        self.stderr.close()


def end_forked() -> None:
    """Those that a test leaves would work in the database of the tests after it."""
    while _started:
        _started.pop().end()


def _live(said: str, target: Callable[..., None], line, *arguments) -> None:
    with open(said, "w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    target(line, *arguments)

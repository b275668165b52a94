"""Which function does which kind of work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from projects.models import Job

if TYPE_CHECKING:
    from projects.jobs.progress import Progress

MODULES = [  # loaded when the first job is run; who builds on projects adds its own when it starts
    "projects.jobs.exporting",
    "projects.jobs.examining",
    "projects.jobs.stepping",
    "projects.importing.incoming",
    "projects.importing.accepting",
]


class JobFailed(Exception):
    """Work that cannot be done; the message is for the person who asked for it."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job: a sentence, perhaps a file, and what else to remember in `Job.parameters`."""

    message: str
    content: bytes = b""
    filename: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


Handler = Callable[[Job, "Progress"], Outcome | None]

_handlers: dict[str, Handler] = {}


def register(kind: Job.Kind) -> Callable[[Handler], Handler]:
    """Makes a function the one that does this kind of work."""

    def remember(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return remember


def also_in(module: str) -> None:
    """Look for kinds of work in this module too."""
    if module not in MODULES:
        MODULES.append(module)


def handler_of(kind: str) -> Handler:
    for module in MODULES:
        import_module(module)
    return _handlers[kind]

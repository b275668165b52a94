"""What `projects.apart` calls by name: the site is set up before the judges are loaded, who know it."""

from importlib import import_module
from typing import Any

import django

MOST_MB = 256  # beyond what the process had before it opened the file
_JUDGING = "tests.projects.hostile.judging"


def load() -> None:
    """Once, for the children of all families."""
    django.setup()
    import_module(_JUDGING)


def judge(report: Any, family: str) -> list:
    """See `judging.judge`."""
    return import_module(_JUDGING).judge(report, family)

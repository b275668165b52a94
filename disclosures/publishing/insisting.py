"""Doing all that is to be done, though a part of it fails. Knows no Django."""

from collections.abc import Callable


def each(*steps: Callable[[], object]) -> None:
    """In order, every one; what went wrong is raised together at the end."""
    wrong = []
    for step in steps:
        try:
            step()
        except Exception as error:
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("not everything could be done", wrong)

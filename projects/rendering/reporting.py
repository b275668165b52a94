"""How a drawing that takes long tells how far it is."""

from projects.apart import Report

__all__ = ["Report", "silent"]


def silent(*_: object) -> None:
    """Nobody asks how far it is."""

"""How a drawing that takes long tells how far it is."""

from collections.abc import Callable

Report = Callable[[int, int, str], None]  # so many done, of so many, and what is being done


def silent(*_: object) -> None:
    """Nobody asks how far it is."""

"""Pages are drawn again where anything changed that draws them: none of that may be left out."""

import ast
from collections.abc import Iterator
from pathlib import Path

from budget_site.env import BASE_DIR
from disclosures.public import generating

_ROWS = ("disclosures.models", "projects.models", "budget_site.accounts")  # what they hold is in the rows


def file_of(module: str) -> Path | None:
    place = BASE_DIR.joinpath(*module.split("."))
    found = (one for one in (place / "__init__.py", place.with_suffix(".py")) if one.is_file())
    return next(found, None)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def does_something(path: Path) -> bool:
    """More than a docstring."""
    return any(not isinstance(one, ast.Expr) for one in ast.parse(path.read_text(encoding="utf-8")).body)


def drawing(path: Path, found: set[Path]) -> set[Path]:
    """A module with all that it imports of ours, whole packages of rows aside."""
    found.add(path)
    for module in imported(path):
        there = file_of(module)
        if there and there not in found and not module.startswith(_ROWS):
            drawing(there, found)
    return found


def test_everything_that_draws_pages_is_among_what_they_are_known_by():
    drawn = drawing(Path(generating.__file__), set())
    assert {one.name for one in drawn} >= {"comparing.py", "saying.py", "totals.py", "figures.py"}
    assert {one for one in drawn if does_something(one)} <= set(generating.sources())


def test_every_template_of_the_site_is_among_them():
    there = set((BASE_DIR / "templates/public").rglob("*.html"))
    assert there <= set(generating.sources())


def test_each_of_the_patterns_names_something():
    assert not [one for one in generating._SOURCES if not list(BASE_DIR.glob(one))]

"""What stands in the application for people to read, and what the handbook says of it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from budget_site.env import BASE_DIR

HANDBOOK = BASE_DIR / "templates" / "handbook"
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
_ATTRIBUTES = re.compile(r'(?:aria-label|title|value)="([^"{]+)"')
_SCRIPT = re.compile(r'"([^"\n]*)"|`([^`\n]*)`')
_IN_SCRIPT = re.compile(r"\$\{.*?\}+")


def texts() -> dict[str, str]:
    """The templates of the handbook, by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(HANDBOOK.glob("*.html"))}


def tagged(tag: str) -> set[tuple[str, str]]:
    """(template, argument) of every `{% tag "argument" %}`."""
    found = re.compile(rf'\{{% {tag} "([^"]+)"')
    return {(name, one) for name, text in texts().items() for one in found.findall(text)}


@cache
def labels() -> frozenset[str]:
    """Every text that templates, Python and scripts put before people, the handbook's own left out."""
    return frozenset(_of_templates()) | frozenset(_of_python()) | frozenset(_of_scripts())


def _of_templates() -> Iterator[str]:
    for path in (BASE_DIR / "templates").rglob("*.html"):
        if HANDBOOK not in path.parents:
            source = path.read_text(encoding="utf-8")
            yield from _pieces(_TAGS.split(source))
            yield from _pieces(_ATTRIBUTES.findall(source))


def _of_python() -> Iterator[str]:
    for package in ("budget_site", "projects", "disclosures"):
        for path in (BASE_DIR / package).rglob("*.py"):
            if not {"handbook", "migrations"} & set(path.relative_to(BASE_DIR).parts):
                tree = ast.parse(path.read_text(encoding="utf-8"))
                constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
                yield from _pieces(one for one in constants if isinstance(one, str))


def _of_scripts() -> Iterator[str]:
    for path in (BASE_DIR / "static" / "js").rglob("*.js"):
        for plain, with_holes in _SCRIPT.findall(path.read_text(encoding="utf-8")):
            yield from _pieces([plain, *_IN_SCRIPT.split(with_holes)])


def _pieces(found) -> Iterator[str]:
    for one in found:
        text = " ".join(one.split()).strip("：，。 ")
        if text:
            yield text


def files(folder: Path, ending: str) -> set[str]:
    return {path.stem for path in folder.glob(f"*.{ending}")}

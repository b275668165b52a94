"""Public state has one writer, as a version's status has."""

import ast
from pathlib import Path

from budget_site.env import BASE_DIR

WRITER = "disclosures/publishing/state.py"
ROWS = {"PublicEdition", "PublicEntry", "Edition", "EditionVersion"}
WRITING = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}


def sources() -> list[Path]:
    return [
        path
        for package in ("disclosures", "projects", "budget_site")
        for path in sorted((BASE_DIR / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def writes(path: Path) -> bool:
    """A writing call in a chain that begins at one of the rows, or a state that is set."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            begin: ast.expr = node.func
            while isinstance(begin, ast.Attribute | ast.Call):
                begin = begin.value if isinstance(begin, ast.Attribute) else begin.func
            if isinstance(begin, ast.Name) and begin.id in ROWS:
                return True
        if isinstance(node, ast.Assign) and "Edition" in text:
            targets = (one for target in node.targets for one in ast.walk(target))
            if any(isinstance(one, ast.Attribute) and one.attr == "state" for one in targets):
                return True
    return False


def test_only_one_module_writes_public_state():
    assert [path.relative_to(BASE_DIR).as_posix() for path in sources() if writes(path)] == [WRITER]

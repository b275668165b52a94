"""Print docs/settings.md: every setting of the environment, in one table.

What each means stands in .env.example; its kind, and what holds without it, in the program that reads it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Settings

Written by `python scripts/settings_table.py`; a test keeps it in step. All come from the environment, or from
a file `.env` beside `manage.py` (the environment wins). Of each `NAME`, `NAME_FILE` may name a file with the
value: no secret need stand in the environment. A wrong value, and a name in `.env` that is none of these,
stop the start with a sentence. Where systemd runs the site, they stand in `/etc/budget/*.env` (see
[operations](operations.md)).

| Setting | Kind | Without it | Meaning |
|---|---|---|---|
"""
KINDS = {
    "text": "text",
    "flag": "`True` or `False`",
    "number": "whole number",
    "choice": "one of",
    "names": "list, by commas",
    "database": "`postgres://…` or `sqlite:///…`",
}
LIMITS = "IMPORT_MAX_"


def read_by() -> dict[str, tuple[str, str]]:
    """Of each setting its kind and default, as the call that reads it says them."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((ROOT / "budget_site").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (told := _of(node)):
                found.setdefault(told[0], told[1:])
    return found


def _of(node: ast.Call) -> tuple[str, str, str] | None:
    kind = getattr(node.func, "attr", getattr(node.func, "id", ""))
    texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if kind not in KINDS or not texts:
        return None
    name = texts[-1] if kind == "database" else texts[0]
    if not re.fullmatch(r"[A-Z0-9_]+", name):
        return None
    if kind == "choice":
        options = texts[1:]
        return name, f"one of {', '.join(f'`{one}`' for one in options)}" if options else "one of", ""
    default = ast.unparse(node.args[1]) if len(node.args) > 1 and kind != "database" else ""
    return name, KINDS[kind], default


def meanings() -> Iterator[tuple[list[str], str]]:
    """The names of each paragraph of .env.example, with the words above them."""
    for block in (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n"):
        words, names = [], []
        for line in block.splitlines():
            if line.startswith("#"):
                if names:
                    yield names, "".join(words)
                    words, names = [], []
                words.append(line.lstrip("# "))
            elif "=" in line:
                names.append(line.partition("=")[0])
        if names:
            yield names, "".join(words)


def table() -> str:
    kinds = read_by()
    rows = []
    for names, words in meanings():
        for number, name in enumerate(names):
            kind, default = kinds.get(name, ("whole number" if name.startswith(LIMITS) else "text", ""))
            plain = default.strip("'\"") if default and not re.search(r"[(\[{]", default) else ""
            said = words if number == 0 else f"同 `{names[0]}`" if len(names) > 1 else words
            rows.append(
                f"| `{name}` | {kind} | {f'`{plain}`' if plain else ''} | {said.replace('|', '、')} |"
            )
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(table(), end="")

"""Drawing all files of an edition into its folder, in a process of its own: a large one takes minutes.

That process has templates and no need of a database; the tables come as bytes.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps

from disclosures.document import EditionFacts, from_bytes
from disclosures.publishing import disk

SAYING, PREVIEWING = "正在生成公开文件", "正在生成预览稿"


def load() -> None:
    """Before processes that draw are forked; what draws can be imported only in a site that is set up."""
    if not apps.ready:
        django.setup()
    from disclosures.public import bodies  # noqa: F401
    from disclosures.rendering import files, pdf, word  # noqa: F401
    from projects.rendering.paper import binding, board, table  # noqa: F401


def draw(
    report: Callable[[int, int, str], None], folder: str, data: bytes, facts: EditionFacts
) -> dict[str, tuple[int, str]]:
    """Sizes and hashes by path. A file that lies there already, and is the same, stays."""
    load()
    from disclosures.rendering.files import all_files

    disclosure = from_bytes(data)
    about, drawn = 30 + 2 * len(disclosure.projects), {}
    for path, content in all_files(disclosure, facts, report):
        drawn[path] = disk.put(Path(folder), path, content)
        report(len(drawn), max(about, len(drawn)), SAYING)
    return drawn


def draw_one(
    report: Callable[[int, int, str], None], renderer: str, data: bytes, facts: EditionFacts
) -> bytes:
    """One file of `disclosures.rendering`, as a preview."""
    load()
    report(0, 0, PREVIEWING)
    how = {"report": report} if renderer == "pdf" else {}
    return import_module(f"disclosures.rendering.{renderer}").render(from_bytes(data), facts, **how)

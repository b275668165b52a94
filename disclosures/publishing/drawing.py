"""Drawing the files of an edition into its folder, in several processes at once: a large one takes minutes.

They have templates and no need of a database; the tables come as bytes.
"""

from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.template.loader import get_template

from disclosures.document import EditionFacts, from_bytes
from disclosures.publishing import disk
from projects.apart import Report
from projects.sources import found

PREVIEWING = "正在生成预览稿"


def load() -> None:
    """Before processes that draw are forked; what draws can be imported only in a site that is set up."""
    if not apps.ready:
        django.setup()
    from disclosures.public import bodies  # noqa: F401
    from disclosures.rendering import files, pdf, word  # noqa: F401
    from projects.rendering.pdf import load as load_pdf

    load_pdf()
    for path in found("templates/public/body/*.html"):
        get_template(f"public/body/{path.name}")  # as they are now, like the program


def draw(report: Report, part: str, folder: str, data: bytes, facts: EditionFacts) -> disk.Files:
    """One of the parts of `files`: sizes and hashes by path. A file that lies there, the same, stays."""
    load()
    from disclosures.rendering.files import PARTS

    place, files = Path(folder), PARTS[part](from_bytes(data), facts, report)
    drawn = {path: disk.put(place, path, content, later=True) for path, content in files}
    disk.flush(place, drawn)
    return drawn


def draw_one(report: Report, renderer: str, data: bytes, facts: EditionFacts) -> bytes:
    """One file of `disclosures.rendering`, as a preview."""
    load()
    report(0, 0, PREVIEWING)
    how = {"report": report} if renderer == "pdf" else {}
    return import_module(f"disclosures.rendering.{renderer}").render(from_bytes(data), facts, **how)

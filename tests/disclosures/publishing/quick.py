"""Editions drawn in this process: data and pages are the real ones, the documents are left out."""

from pathlib import Path

from disclosures.document import from_bytes
from disclosures.public import bodies
from disclosures.publishing import disk, manifest
from disclosures.rendering.files import open_data


def draw_all(progress, *calls):
    """In the place of the processes that draw an edition together."""
    return [draw(progress, *calls[0][2:])]


def draw(report, folder, data, facts):
    disclosure, drawn = from_bytes(data), {}
    pages = ((f"pages/{path}", body) for path, body in bodies.pages(disclosure, facts))
    told = ("disclosure.pdf", f"{facts.number} {facts.previous} {facts.note}".encode())
    for path, content in (*open_data(disclosure, facts), *pages, told):
        drawn[path] = disk.put(Path(folder), path, content)
        report(len(drawn), len(drawn), "")
    assert drawn["data.json"] == (len(data), manifest.digest(data))
    return drawn

"""Small editions on disk, as publication lays them: files, manifest, sums, instructions."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from disclosures import verifier
from disclosures.document import EditionFacts, Publisher
from disclosures.publishing.manifest import Place, make
from disclosures.rendering.checking import beside

FILES = {
    "csv/plan.csv": b"project\r\n",
    "data.json": b'{"schema":1}',
    "verify.py": Path(verifier.__file__).read_bytes(),
}
PUBLISHER = Publisher("130209", "芦台经济开发区")
_DAY = datetime.datetime(2025, 2, 18, 9, tzinfo=datetime.UTC)


def manifest_of(
    files: Mapping[str, bytes],
    position: int = 1,
    previous: str = "",
    publisher: Publisher = PUBLISHER,
    data: str | None = None,
) -> bytes:
    """As publication writes it, in the order of the files."""
    sums = {path: (len(content), verifier.sha256(content)) for path, content in files.items()}
    whole = sums.get("data.json", (0, ""))[1] if data is None else data
    facts = EditionFacts(position, previous, whole, files.get("note.txt", b"").decode())
    return make(Place(publisher, 2025, position, _DAY), facts, sums)


def lay(folder: Path, files: Mapping[str, bytes], manifest: bytes) -> Path:
    for path, content in {**files, "manifest.json": manifest}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def folder_of(folder: Path, files: Mapping[str, bytes] = FILES, **place) -> Path:
    data = manifest_of(files, **place)
    return lay(folder, {**files, **beside(data)}, data)


def states(report: verifier.Report, state: str) -> list[str]:
    return [line.path for line in report.lines if line.state == state]

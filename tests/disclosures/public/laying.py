"""A public tree laid by hand: real compositions, bodies, open data and entries; no desk, no documents."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from django.conf import settings

from disclosures.composing import compose, default_sections, default_title
from disclosures.document import Disclosure, EditionFacts, PublishedProject, Publisher, to_bytes
from disclosures.models import PublicEdition, PublicEntry
from disclosures.models.edition import new_token
from disclosures.public import bodies
from disclosures.public.generating import build
from disclosures.public.searching import index_entries
from disclosures.publishing import manifest
from disclosures.publishing.entries import entries_of
from disclosures.rendering.checking import beside
from disclosures.rendering.files import open_data
from projects import demo
from projects.tables import Amount, ProjectTable, to_canonical
from tests.disclosures.given import figures

DISTRICT = Publisher("lutai", "芦台经济开发区")
DEPARTMENT = Publisher("lutai", "芦台经济开发区", "101", "教育局")
_BEGAN = datetime(2024, 3, 10, 1, 30, tzinfo=UTC)
_DEPARTMENTS = (("101", "教育局", "教育"), ("102", "财政局", ""), ("103", "住房和城乡建设局", "城乡社区"))


def published(tables: Iterable[ProjectTable]) -> list[PublishedProject]:
    """The same place is the same project in every year."""
    found = []
    for number, table in enumerate(tables, 1):
        frozen = to_canonical(table)
        who = _DEPARTMENTS[number % len(_DEPARTMENTS)]
        ids = UUID(int=number), UUID(int=number)
        found.append(PublishedProject(*ids, number, *who, 1, hashlib.sha256(frozen).hexdigest(), frozen))
    return found


def tables(count: int = 6) -> list[ProjectTable]:
    """The demo's, each row with an identity that it has in every edition and year."""
    return [_identified(table, place) for place, (table, _) in enumerate(demo.tables()[:count])]


def _identified(table: ProjectTable, place: int) -> ProjectTable:
    rows = {
        part: tuple(
            replace(row, id=uuid5(NAMESPACE_OID, f"{place} {part} {number}"))
            for number, row in enumerate(getattr(table, part))
        )
        for part in ("plan", "goals", "indicators")
    }
    return replace(table, **rows)


def disclosure(
    year: int = 2025,
    publisher: Publisher = DISTRICT,
    shown: Iterable[ProjectTable] | None = None,
    **more: str,
) -> Disclosure:
    given = figures(**more)
    sections = default_sections(given, year, department=bool(publisher.department))
    projects = published(tables() if shown is None else shown)
    title = default_title(publisher, year)
    return compose(publisher, year, title, sections, given, projects)


def lay(
    what: Disclosure, state: str = "published", note: str = "", notice: str = "", number: int | None = None
) -> PublicEdition:
    """One more edition of its publisher: files, row and entries; what it replaces is told so by `now`."""
    chain = PublicEdition.objects.filter(chain=what.publisher.key)
    position, before = chain.count() + 1, chain.order_by("position").last()
    number = number or chain.filter(year=what.year).count() + 1
    previous = before.manifest_hash if before else ""
    data_hash = hashlib.sha256(to_bytes(what)).hexdigest()
    facts = EditionFacts(number, previous, data_hash, note, number - 1 if note else None)
    token, when = new_token(), _BEGAN + timedelta(days=position)
    files = {}
    for path, content in _files(what, facts):
        place = Path(settings.PUBLIC_ROOT) / "e" / token / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        files[path] = (len(content), hashlib.sha256(content).hexdigest())
    place = manifest.Place(what.publisher, what.year, position, when)
    made = manifest.make(place, facts, files)
    for path, content in {"manifest.json": made, **beside(made)}.items():
        (Path(settings.PUBLIC_ROOT) / "e" / token / path).write_bytes(content)
    row = PublicEdition.objects.create(
        token=token,
        chain=what.publisher.key,
        district=what.publisher.district,
        district_name=what.publisher.district_name,
        department=what.publisher.department,
        department_name=what.publisher.department_name,
        year=what.year,
        number=number,
        position=position,
        state=state,
        title=what.title,
        published_at=when,
        changed_at=when,
        note=note,
        notice=notice,
        data_hash=data_hash,
        manifest_hash=hashlib.sha256(made).hexdigest(),
        previous_hash=previous,
        manifest=manifest.read(made),
    )
    index_entries(PublicEntry.objects.bulk_create(entries_of(row, what)))
    return row


def _files(what: Disclosure, facts: EditionFacts):
    for ending in ("docx", "pdf", "xlsx"):
        yield f"disclosure.{ending}", f"{ending} {facts.number} {facts.data_hash}".encode()
    yield from open_data(what, facts)
    yield from ((f"pages/{path}", body) for path, body in bodies.pages(what, facts))
    yield "verify.py", b"# verify\n"


def now(row: PublicEdition, state: str, notice: str = "") -> None:
    """What became of an edition; its files go with it where it is no longer read."""
    row.state, row.notice, row.changed_at = state, notice, _BEGAN + timedelta(days=30)
    if state in ("withdrawn", "erased"):
        PublicEntry.objects.filter(edition=row).delete()
        folder = Path(settings.PUBLIC_ROOT) / "e" / row.token
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        folder.rmdir()
    row.save()


def switch(name: str) -> Path:
    """A new generation, and the pointer to it."""
    root = Path(settings.PUBLIC_ROOT)
    folder = root / "g" / name
    folder.mkdir(parents=True)
    build(folder)
    (root / "current").write_text(f"{name}\n")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """By address, in order; not the notes of how pages were made."""
    walked = os.walk(folder, followlinks=True)
    found = sorted(Path(place) / name for place, _, names in walked for name in names if name != ".made.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def two_years_and_a_correction() -> list[PublicEdition]:
    """2024; 2025 with a mistake; 2025 corrected; and a department of its own."""
    last = disclosure(2024, shown=tables(5), purchase="31", upkeep="98")
    first = disclosure(2025)
    changed = [
        replace(one, total=Amount.of("61.7万元")) if place == 0 else one for place, one in enumerate(tables())
    ]
    right = disclosure(2025, shown=changed, purchase="28")
    rows = [lay(last), lay(first, "corrected"), lay(right, note="更正公务用车购置和一个项目的预算数。")]
    rows.append(lay(disclosure(2025, DEPARTMENT, tables(2))))
    return rows

"""What a search of the public site finds of an edition: rows made of its published bytes."""

from collections.abc import Iterator

from disclosures.document import DataTable, Disclosure, Heading, Paragraph, PublishedProject, Section
from disclosures.models import PublicEdition, PublicEntry
from disclosures.public import addresses
from disclosures.public.catalog import State
from projects.tables import indicator_texts

Kind = PublicEntry.Kind


def entries_of(public: PublicEdition, disclosure: Disclosure) -> list[PublicEntry]:
    """Not saved yet; in the order of the document."""
    root = address_of(public)
    made = [_of_section(one, root) for one in disclosure.sections]
    for project in disclosure.projects:
        made += _of_project(project, root)
    for entry in made:
        entry.old = public.state != State.PUBLISHED
        entry.edition, entry.district, entry.year = public, public.district, public.year
        if entry.kind == Kind.SECTION:
            entry.department, entry.department_name = public.department, public.department_name
    return made


def address_of(public: PublicEdition) -> str:
    """Where what is found is read: in force at the year's address, corrected at its own."""
    if public.state == State.PUBLISHED:
        return addresses.year(public, public.year)
    return addresses.edition(public, public.year, public.number)


def _of_section(section: Section, root: str) -> PublicEntry:
    text = "\n".join(filter(None, _texts(section)))
    address = root + addresses.section(section.key)
    return PublicEntry(kind=Kind.SECTION, title=section.title, text=text, address=address)


def _texts(section: Section) -> Iterator[str]:
    for block in section.blocks:
        match block:
            case Paragraph(text) | Heading(text):
                yield text
            case DataTable():
                yield " ".join((block.title, *block.heads))
                yield from (" ".join(row) for row in block.rows)


def _of_project(project: PublishedProject, root: str) -> Iterator[PublicEntry]:
    table = project.table
    shared = {
        "department": project.department,
        "department_name": project.department_name,
        "sector": project.sector,
        "lineage": project.lineage,
        "amount": table.total.value,
    }
    texts = [table.code, table.purpose, *(f"{goal.label} {goal.text}".strip() for goal in table.goals)]
    yield PublicEntry(
        kind=Kind.PROJECT,
        title=table.name or table.title,
        text="\n".join(filter(None, texts)),
        address=root + addresses.project(project.number),
        **shared,
    )
    for place, row in enumerate(table.indicators, 1):
        title = row.level3 or row.description or row.value
        text = " ".join(filter(None, indicator_texts(row)))
        address = root + addresses.indicator(project.number, place)
        yield PublicEntry(kind=Kind.INDICATOR, title=title, text=text, address=address, **shared)

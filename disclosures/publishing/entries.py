"""What a search of the public site finds of an edition: rows made of its published bytes."""

from collections.abc import Iterator

from disclosures.document import DataTable, Disclosure, Heading, Paragraph, PublishedProject, Section
from disclosures.models import PublicEdition, PublicEntry
from disclosures.public import addresses
from projects.tables import indicator_texts

Kind = PublicEntry.Kind


def entries_of(public: PublicEdition, disclosure: Disclosure) -> list[PublicEntry]:
    """Not saved yet; in the order of the document."""
    year = addresses.year(disclosure.publisher, disclosure.year)
    made = [_of_section(one, year) for one in disclosure.sections]
    for project in disclosure.projects:
        made += _of_project(project, year)
    for entry in made:
        entry.edition, entry.district, entry.year = public, public.district, public.year
        if entry.kind == Kind.SECTION:
            entry.department, entry.department_name = public.department, public.department_name
    return made


def _of_section(section: Section, year: str) -> PublicEntry:
    text = "\n".join(filter(None, _texts(section)))
    address = year + addresses.section(section.key)
    return PublicEntry(kind=Kind.SECTION, title=section.title, text=text, address=address)


def _texts(section: Section) -> Iterator[str]:
    for block in section.blocks:
        match block:
            case Paragraph(text) | Heading(text):
                yield text
            case DataTable():
                yield " ".join((block.title, *block.heads))
                yield from (" ".join(row) for row in block.rows)


def _of_project(project: PublishedProject, year: str) -> Iterator[PublicEntry]:
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
        address=year + addresses.project(project.number),
        **shared,
    )
    for place, row in enumerate(table.indicators, 1):
        title = row.level3 or row.description or row.value
        text = " ".join(filter(None, indicator_texts(row)))
        address = year + addresses.indicator(project.number, place)
        yield PublicEntry(kind=Kind.INDICATOR, title=title, text=text, address=address, **shared)

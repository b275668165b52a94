"""Where a page of an edition stands: what became of the edition, the way here, its parts and other years."""

from collections.abc import Iterator

from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE, Issue, Shelf, State
from disclosures.public.filling import label
from disclosures.public.shell import Link, Navigation, Site, Status, day

_PARTS = (
    ("概览", ""),
    ("全部项目", addresses.PROJECTS),
    ("按部门看", addresses.DEPARTMENTS),
    ("下载", addresses.DOWNLOADS),
    ("版本说明", addresses.NOTES),
)


def status(shelf: Shelf, site: Site, issue: Issue, row: PublicEdition, folder: str, here: str) -> Status:
    """Of the page `folder` of an edition, shown at `here`; of an export, what it was then."""
    known = f"{site.until}，" if site.until else ""
    there = addresses.editions(row, row.year)
    more = (Link("各版记录", addresses.link(here, there)), *site.latest(there))
    text = f"第{row.number}版，{day(row.published_at)}公开"
    if row.state == State.PUBLISHED:
        note = "" if folder else row.note  # said once, where the edition begins
        return Status(row.state, f"{known}现行版本：{text}。", note, (*_changes(issue, row, here), *more))
    newer = issue.current
    links = []
    if newer:
        there = addresses.year(row, row.year) + same_place(shelf, row, newer, folder)
        links.append(Link(f"看现行的第{newer.number}版", addresses.link(here, there)))
    after = next((one for one in issue.record if one.number > row.number), None)
    replaced = "" if after is None else f"，{day(after.published_at)}由第{after.number}版更正{_since(after)}"
    note = after.note if after is not None and after.state in READABLE else ""
    return Status(row.state, f"{known}已更正：这是{text}{replaced}。", note, (*links, *more))


def _since(after: PublicEdition) -> str:
    """What became of an edition that put another right."""
    return "" if after.state in READABLE else f"，第{after.number}版{label(after)}"


def _changes(issue: Issue, row: PublicEdition, here: str) -> tuple[Link, ...]:
    before = issue.before(row)
    if before is None:
        return ()
    there = addresses.changes(row, row.year, row.number)
    return (Link(f"与第{before.number}版相比改了什么", addresses.link(here, there)),)


def _last_year(
    shelf: Shelf, years: tuple[Issue, ...], row: PublicEdition, folder: str, here: str
) -> Iterator[Link]:
    """The edition in force beside that of the year before; from a project in both, what is said of it."""
    current = [issue.current for issue in years]
    last = next((one for one in current if one.year < row.year), None)
    if row not in current or last is None:
        return
    there = addresses.compare(row, row.year, last.year)
    number = number_of(folder)
    lineage = next((one for one, at in shelf.numbers(row).items() if at == number), None)
    there += f"#p{number}" if lineage in shelf.numbers(last) else ""
    yield Link(f"与{last.year}年对比", addresses.link(here, there))


def navigation(
    shelf: Shelf, years: tuple[Issue, ...], row: PublicEdition, root: str, folder: str
) -> Navigation:
    """`root` is where the edition is shown, `years` are those that can be read, the newest first."""
    here = f"{root}{folder}"
    parts = tuple(
        Link(label, addresses.link(here, f"{root}{part}"), part == folder)
        for label, part in _PARTS
        if shelf.has(row, f"{part}index.html")
    )
    others = []
    for issue in years:
        newest = issue.current
        there = issue.address + same_place(shelf, row, newest, folder)
        same = issue.year == row.year
        others.append(Link(f"{issue.year}年", addresses.link(here, there), same))
    trail = list(way(row, here))
    if root != addresses.year(row, row.year):
        trail.append(Link(f"第{row.number}版", addresses.link(here, root)))
    trail += [Link(label, addresses.link(here, f"{root}{part}")) for label, part in _above(folder)]
    if not folder:
        trail.pop()
    shown = tuple(others) if len(others) > 1 else ()
    return Navigation(tuple(trail), (*parts, *_last_year(shelf, years, row, folder, here)), shown)


def way(row: PublicEdition, here: str) -> tuple[Link, ...]:
    """首页 › district › department › year."""
    steps = [("首页", ""), (row.district_name, addresses.district(row.district))]
    if row.department:
        steps.append((row.department_name, addresses.publisher(row)))
    steps.append((f"{row.year}年", addresses.year(row, row.year)))
    return tuple(Link(name, addresses.link(here, there)) for name, there in steps)


def _above(folder: str) -> tuple[tuple[str, str], ...]:
    """What a project or a department stands under; a section is right under the year."""
    return tuple(
        (label, part) for label, part in _PARTS if part and folder.startswith(part) and folder != part
    )


def number_of(folder: str) -> int | None:
    """Of the project whose page this is."""
    head, _, number = folder.rstrip("/").partition("/")
    return int(number) if f"{head}/" == addresses.PROJECTS and number.isdigit() else None


def same_place(shelf: Shelf, row: PublicEdition, other: PublicEdition, folder: str) -> str:
    """The folder of the same page in another edition: a project by its lineage; else the start page."""
    if own := number_of(folder):
        lineage = {number: one for one, number in shelf.numbers(row).items()}[own]
        number = shelf.numbers(other).get(lineage)
        return "" if number is None else addresses.project(number)
    return folder if shelf.has(other, f"{folder}index.html") else ""

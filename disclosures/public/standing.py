"""Where a page of an edition stands: what became of the edition, the way here, its parts and other years."""

from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import Issue, Shelf, State
from disclosures.public.shell import Link, Navigation, Status, day

_PARTS = (
    ("概览", ""),
    ("全部项目", addresses.PROJECTS),
    ("按部门看", addresses.DEPARTMENTS),
    ("下载", addresses.DOWNLOADS),
    ("版本说明", addresses.NOTES),
)


def status(shelf: Shelf, issue: Issue, row: PublicEdition, folder: str, here: str) -> Status:
    """Of the page `folder` of an edition, shown at `here`."""
    history = Link("各版记录", addresses.link(here, addresses.editions(row, row.year)))
    text = f"第{row.number}版，{day(row.published_at)}公开"
    if row.state == State.PUBLISHED:
        note = "" if folder else row.note  # said once, where the edition begins
        return Status(row.state, f"现行版本：{text}。", note, (*_changes(issue, row, here), history))
    newer = issue.current
    links = []
    if newer:
        there = addresses.year(row, row.year) + same_place(shelf, row, newer, folder)
        links.append(Link(f"看现行的第{newer.number}版", addresses.link(here, there)))
    after = next((one for one in issue.editions if one.number > row.number), None)
    replaced = "" if after is None else f"，{day(after.published_at)}由第{after.number}版更正"
    note = after.note if after is not None and after.state in (State.PUBLISHED, State.CORRECTED) else ""
    return Status(row.state, f"已更正：这是{text}{replaced}。", note, (*links, history))


def _changes(issue: Issue, row: PublicEdition, here: str) -> tuple[Link, ...]:
    before = issue.before(row)
    if before is None:
        return ()
    there = addresses.changes(row, row.year, row.number)
    return (Link(f"与第{before.number}版相比改了什么", addresses.link(here, there)),)


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
    return Navigation(tuple(trail), parts, shown)


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


def same_place(shelf: Shelf, row: PublicEdition, other: PublicEdition, folder: str) -> str:
    """The folder of the same page in another edition: a project by its lineage; else the start page."""
    if folder.startswith(addresses.PROJECTS) and folder != addresses.PROJECTS:
        lineage = {number: one for one, number in shelf.numbers(row).items()}[int(folder.split("/")[1])]
        number = shelf.numbers(other).get(lineage)
        return "" if number is None else addresses.project(number)
    return folder if shelf.has(other, f"{folder}index.html") else ""

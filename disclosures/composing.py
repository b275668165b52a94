"""A disclosure made of its sections, the year's figures and the tables: what is previewed and published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from disclosures.document import (
    Block,
    Disclosure,
    Paragraph,
    ProjectTables,
    PublishedProject,
    Publisher,
    Section,
)
from disclosures.figures import BY_KEY, LIMITS, THREE, Figures, Part, as_json
from disclosures.narrative import OTHERS, PERFORMANCE, TABLES, TOTALS, default_text, filled, titled
from disclosures.rules import Inputs, Said, examine
from disclosures.summing_up import summed_up
from disclosures.tabling import tabled
from disclosures.totals import Read, Total, read, total_of
from projects.rules.settings import Settings
from projects.tables import Amount
from projects.values import plain

PARTS = frozenset(Part)
_TITLES = {
    Part.THREE: "安排“三公”经费预算情况",
    Part.DEBT: "政府债务及还本付息情况",
    Part.TRANSFERS: "财政转移支付预算安排情况",
    Part.STATE_CAPITAL: "国有资本经营预算安排情况",
    Part.PROCUREMENT: "政府采购预算安排情况",
    PERFORMANCE: "预算绩效管理工作开展情况",
    OTHERS: "其他需要说明的情况",
    TOTALS: "项目预算汇总情况",
    TABLES: "重大政策和重点项目绩效目标",
}
_OF_A_DEPARTMENT = {TOTALS: "项目预算汇总情况", TABLES: "预算项目绩效目标"}
_LEVELS = {"县": "县级", "旗": "旗级", "市": "市级", "州": "州级", "省": "省级"}


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A section as it is being composed: paragraphs with 【labels】; an empty text has none."""

    key: str
    title: str
    text: str
    shown: bool = True


def default_title(publisher: Publisher, year: int) -> str:
    if publisher.department:
        return f"{publisher.department_name}{year}年部门预算项目绩效目标公开说明"
    return f"关于{year}年{_LEVELS.get(publisher.district_name[-1:], '区级')}预算公开有关事项的说明"


def default_sections(figures: Figures, year: int, *, department: bool = False) -> list[SectionDraft]:
    """In the official order; a department publishes its tables and what they come to."""
    titles = _OF_A_DEPARTMENT if department else _TITLES
    return [SectionDraft(str(key), title, default_text(key, figures, year)) for key, title in titles.items()]


def with_last(figures: Figures, last: Figures | None) -> Figures:
    """The figures, with last year's own 三公 where nobody typed what they were."""
    known = {f"{key}_last": last.amounts[key] for key in THREE if key in last.amounts} if last else {}
    return replace(figures, amounts=known | dict(figures.amounts))


def with_limits(figures: Figures, settings: Settings) -> Figures:
    """The figures, with the limits of procurement that the rules over tables ask by, where none was typed."""
    known = {key: Amount.of(plain(settings.threshold(name))) for key, name in LIMITS.items()}
    return replace(figures, amounts=known | dict(figures.amounts))


def compose(
    publisher: Publisher,
    year: int,
    title: str,
    sections: Sequence[SectionDraft],
    figures: Figures,
    projects: Sequence[PublishedProject],
    last: Figures | None = None,
    *,
    names: tuple[str, ...] = (),
    settings: Settings | None = None,
) -> Disclosure:
    """Only what is shown: figures of a section left out are in no file. `last` is last year's figures.

    `projects` are all that were replied, in order: the totals are of them, whichever are printed (`number`).
    `names` are those that may stand in the text besides the publisher's: superiors, departments.
    """
    title = titled(title.strip(), year) or default_title(publisher, year)
    drafts = [one for one in sections if one.shown]
    tables = printed(sections, projects)
    settings = settings or Settings()
    figures, reads = with_limits(with_last(figures, last), settings), read(tables)
    said = [_said(one, figures, year, reads) for one in drafts]
    made = tuple(
        Section(one.key, one.title, tuple(_blocks(one, figures, year, reads, publisher))) for one in said
    )
    inputs = Inputs(publisher, year, title, tuple(said), figures, reads, last, names, settings)
    shown = _shown(figures, {one.key for one in drafts})
    numbered = tuple(one for one in tables if one.number)
    return Disclosure(publisher, year, title, made, numbered, shown, tuple(examine(inputs)))


def printed(
    sections: Iterable[SectionDraft], projects: Sequence[PublishedProject]
) -> Sequence[PublishedProject]:
    """The projects, none of them numbered where the section of their tables is not shown."""
    if any(one.key == TABLES and one.shown for one in sections):
        return projects
    return [replace(one, number=0) for one in projects]


def _said(draft: SectionDraft, figures: Figures, year: int, reads: Sequence[Read]) -> Said:
    """The section with its text as written and as it reads."""
    text = filled(draft.text, figures, year, total_of(reads))
    return Said(draft.key, titled(draft.title.strip(), year), draft.text, text)


def _blocks(
    section: Said, figures: Figures, year: int, reads: Sequence[Read], publisher: Publisher
) -> Iterator[Block]:
    yield from (Paragraph(line.strip()) for line in section.text.splitlines())
    if section.key in PARTS:
        yield from tabled(section.key, figures, year)
    elif section.key == TOTALS:
        yield from summed_up(reads, year, departments=not publisher.department)
    elif section.key == TABLES:
        yield from _tables(total_of(reads))


def _tables(total: Total) -> Iterator[Block]:
    if not total.printed:
        yield Paragraph("没有列入公开的项目绩效目标表。")
        return
    if total.printed < total.count:
        yield Paragraph(f"{total.count}个已批复的项目中，以下公开{total.printed}个项目的绩效目标表。")
    yield ProjectTables()


def _shown(figures: Figures, keys: set[str]) -> dict | None:
    """The figures of the sections that are shown; None where no section shows any."""
    if not PARTS & keys:
        return None
    amounts = {key: one for key, one in figures.amounts.items() if BY_KEY[key].part in keys}
    texts = {key: one for key, one in figures.texts.items() if BY_KEY[key].part in keys}
    return as_json(Figures(amounts, texts))

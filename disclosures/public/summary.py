"""What a year's disclosure says in a few sentences, before any table."""

from collections.abc import Iterator

from disclosures.document import Disclosure
from disclosures.figures import Figures, from_json
from disclosures.public.words import told, wan, whose
from disclosures.saying import change
from disclosures.totals import Read, total_of


def summary(disclosure: Disclosure, reads: tuple[Read, ...]) -> list[str]:
    """One sentence a subject; what was not filled is not spoken of."""
    said = list(_projects(disclosure, reads))
    return said + list(_figures(from_json(disclosure.figures or {}), disclosure.year))


def _projects(disclosure: Disclosure, reads: tuple[Read, ...]) -> Iterator[str]:
    if not reads:
        yield f"{whose(disclosure)}没有随本次公开的项目绩效目标表。"
        return
    departments = len({one.project.department for one in reads})
    among = "" if disclosure.publisher.department else f"，涉及{departments}个部门"
    yield f"{whose(disclosure)}公开{len(reads)}个项目的绩效目标{among}，预算数合计{told(total_of(reads))}。"


def _figures(figures: Figures, year: int) -> Iterator[str]:
    if (three := figures.value("three")) is not None:
        last = figures.value("three_last")
        compared = "" if last is None else f"，{change(three, last)}"
        yield f"“三公”经费预算{wan(three)}{compared}。"
    if (balance := figures.value("balance")) is not None:
        day = figures.text("debt_day")
        yield f"{f'截至{day}，' if day else ''}政府债务余额{wan(balance)}。"
    if (repaid := figures.value("repaid")) is not None:
        yield f"{year}年还本付息预算{wan(repaid)}。"
    if (procurement := figures.value("procurement")) is not None:
        yield f"政府采购预算{wan(procurement)}。"

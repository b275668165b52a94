"""Any disclosure at all: any tables, any sections, any figures."""

import hashlib
from collections.abc import Callable
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.document import (
    Chart,
    ChartKind,
    Check,
    DataTable,
    Disclosure,
    Heading,
    Paragraph,
    ProjectTables,
    PublishedProject,
    Publisher,
    Section,
    Series,
)
from disclosures.figures import FIELDS, Figures, as_json
from projects.tables import Amount, to_canonical
from tests.projects.strategies import tables, texts

# What a program that reads spreadsheets might take for something else.
TRICKY = (
    "=1+1",
    "-5%",
    "+50万元",
    "@甲",
    '"',
    '","',
    "a\nb",
    " 前后 ",
    "NA",
    "null",
    "0012",
    "1e5",
    "，",
    "\t",
)
words = texts() | st.sampled_from(TRICKY)
_decimals = st.decimals(-(10**8), 10**8, places=4)


def published(number: int, table, id, department: str, version: int) -> PublishedProject:
    frozen = to_canonical(table)
    digest = hashlib.sha256(frozen).hexdigest()
    return PublishedProject(id, id, number, department, department, "教育", version, digest, frozen)


@st.composite
def projects(draw) -> tuple[PublishedProject, ...]:
    ids = draw(st.lists(st.uuids(), max_size=3, unique=True))
    versions = st.integers(1, 9)
    return tuple(
        published(number, draw(tables()), one, draw(words), draw(versions))
        for number, one in enumerate(ids, 1)
    )


@st.composite
def data_tables(draw) -> DataTable:
    heads = tuple(draw(st.lists(words, min_size=1, max_size=4)))
    row = st.tuples(*[words | _decimals.map(str)] * len(heads))
    numbers = tuple(draw(st.lists(st.integers(0, len(heads) - 1), unique=True)))
    return DataTable(draw(words), draw(words), heads, tuple(draw(st.lists(row, max_size=4))), numbers)


@st.composite
def charts(draw) -> Chart:
    groups = tuple(draw(st.lists(words, min_size=1, max_size=3)))
    values = st.tuples(*[st.none() | _decimals] * len(groups))
    series = st.lists(st.builds(Series, words, values), min_size=1, max_size=2).map(tuple)
    return Chart(draw(st.sampled_from(ChartKind)), draw(words), "万元", groups, draw(series))


def figures() -> st.SearchStrategy[dict]:
    amounts = {one.key: (words | _decimals.map(str)).map(Amount.of) for one in FIELDS if not one.words}
    spoken = {one.key: words for one in FIELDS if one.words}
    given = st.fixed_dictionaries({}, optional=amounts), st.fixed_dictionaries({}, optional=spoken)
    return st.builds(lambda *both: as_json(Figures(*both)), *given)


def disclosures() -> st.SearchStrategy[Disclosure]:
    blocks = st.one_of(
        st.builds(Paragraph, words),
        st.builds(Heading, words),
        data_tables(),
        charts(),
        st.builds(ProjectTables),
    )
    sections = st.builds(
        Section, st.sampled_from(["debt", "free-1"]), words, st.lists(blocks, max_size=4).map(tuple)
    )
    checks = st.builds(Check, st.just("F1"), st.sampled_from(["passed", "failed", "unchecked"]), words)
    return st.builds(
        Disclosure,
        st.builds(Publisher, st.just("130209"), words, st.sampled_from(["", "101", "Ａ 甲"]), words),
        st.just(2025),
        words,
        st.lists(sections, max_size=4).map(tuple),
        projects(),
        st.none() | figures(),
        st.lists(checks, max_size=2).map(tuple),
    )


def of_any_disclosure(examples: int = 25) -> Callable:
    """A law of them; few examples, for each is large. A folder may be used again for the next."""
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    few = settings(max_examples=examples, suppress_health_check=slow)
    return lambda test: few(given(shown=disclosures())(test))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None

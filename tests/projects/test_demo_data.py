import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from budget_site.accounts.models import Role
from projects import demo
from projects.importing.limits import Limits
from projects.importing.word.reading import read_word
from projects.tables import INDICATOR_CELLS, ProjectTable
from projects.values import Kind, read_value
from tests.seed import SEED_DOCX, SEED_TEXT, needs_seed

TABLES = [table for table, _ in demo.tables()]
DISTRICT = demo.district()

FACTS = ("title", "code", "name_label", "name", "total", "fiscal", "other", "plan_label", "plan")

LONG = 12  # characters in a row: nobody writes so many alike by chance
TERMS = (  # long names of indicators and of a standard, facts as much as the figures are
    "到期债券本息按计划支付率",
    "全域产业增加值同比增长率",
    "河北省义务教育学校办学基本标准",
    "困难群众生活水平提升情况",
    "困难群众基本生活救助保障制度",
    "发放自谋职业退役士兵补助金额完成率",
)


def prose(table: ProjectTable) -> Iterator[str]:
    """What a district writes in its own words, so neither a project's name nor the form's labels."""
    yield table.purpose
    yield from (goal.text for goal in table.goals)
    for row in table.indicators:
        yield from (row.level3, row.description, row.value, row.basis)


def long_runs(text: str) -> set[str]:
    """Every LONG 汉字 in a row, blanks and punctuation aside."""
    runs = re.findall("[\u3400-\u9fff]+", re.sub(r"[\s，。、；：“”（）《》【】()\[\],.;:]+", "", text))
    return {run[start : start + LONG] for run in runs for start in range(len(run) - LONG + 1)}


def figures(text: str) -> list[str]:
    return re.findall(r"[0-9]+(?:\.[0-9]+)?", text)


def echoes(texts: list[str]) -> list[bool]:
    """Which of the texts say the same as another, blanks aside."""
    bare = ["".join(text.split()) for text in texts]
    return [one == other for place, one in enumerate(bare) for other in bare[place + 1 :]]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[ProjectTable, ProjectTable]]:
    """Each table of the demo beside the one of the seed whose facts it carries."""
    with SEED_DOCX.open("rb") as file:
        readings = read_word(file, Limits()).tables
    return list(zip(TABLES, (reading.table for reading in readings), strict=True))


def test_the_demo_has_every_table_and_every_row_of_the_document_it_follows():
    assert len(TABLES) == 37
    assert sum(len(table.indicators) for table in TABLES) == 238  # a row torn in two counts once
    assert sum(table.total.value for table in TABLES) == Decimal("6552.8836")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_demo_table_is_a_whole_table(table):
    assert all([table.title, table.name, table.purpose, table.goals, table.total.value, table.fiscal.value])
    assert len(table.plan) == 4
    assert table.plan[-1].percent == 100
    assert all(row.level1 and row.level2 and row.level3 and row.value for row in table.indicators)


def test_demo_tables_belong_to_departments_of_the_district_and_two_wait_to_be_assigned():
    codes = [department["code"] for department in DISTRICT["departments"]]
    assert len(set(codes)) == len(codes)
    assigned = Counter(department for _, department in demo.tables())
    assert set(assigned) == {*codes, None}
    assert assigned[None] == 2


def test_every_role_has_a_demo_account_and_no_account_brings_a_password():
    codes = {department["code"] for department in DISTRICT["departments"]}
    accounts = DISTRICT["accounts"]
    assert all(set(account) == {"username", "name", "role", "department"} for account in accounts)
    assert len({account["username"] for account in accounts}) == len(accounts)
    assert all(re.fullmatch("[a-z]{1,12}", account["username"]) for account in accounts)
    roles = Counter(account["role"] for account in accounts)
    several = {Role.DRAFTER: 3, Role.PUBLISHER: 2}  # one 公开岗 publishes, the other signs
    assert roles == {role: several.get(role, 1) for role in Role}
    for account in accounts:
        of_a_department = account["role"] in (Role.DRAFTER, Role.HEAD)
        assert account["department"] in (codes if of_a_department else {None})


@needs_seed
def test_the_demo_borrows_no_sentence_from_the_document_whose_figures_it_carries():
    theirs = long_runs(SEED_TEXT.read_text(encoding="utf-8"))
    assert theirs
    for table in TABLES:
        for text in prose(table):
            own = re.sub("|".join(TERMS), "|", text)
            assert not long_runs(own) & theirs, f"{table.name}：{text}"


@needs_seed
def test_names_amounts_plans_and_labels_are_those_of_the_document(pairs):
    for ours, theirs in pairs:
        for name in FACTS:
            assert getattr(ours, name) == getattr(theirs, name), ours.name
        assert [goal.label for goal in ours.goals] == [goal.label for goal in theirs.goals]
        labels = [[(row.level1, row.level2) for row in table.indicators] for table in (ours, theirs)]
        assert labels[0] == labels[1], ours.name


@needs_seed
def test_indicator_values_that_can_be_measured_are_those_of_the_document(pairs):
    for ours, theirs in pairs:
        for own, row in zip(ours.indicators, theirs.indicators, strict=True):
            if read_value(row.value).kind != Kind.QUALITATIVE:
                assert own.value == row.value, ours.name


@needs_seed
def test_every_number_within_a_sentence_is_that_of_the_document(pairs):
    for ours, theirs in pairs:
        for own, text in zip(prose(ours), prose(theirs), strict=True):
            assert figures(own) == figures(text), f"{ours.name}：{own}"


@needs_seed
def test_what_the_document_merely_repeats_the_demo_repeats_too(pairs):
    for ours, theirs in pairs:
        assert echoes([ours.name, ours.purpose, *(goal.text for goal in ours.goals)]) == echoes(
            [theirs.name, theirs.purpose, *(goal.text for goal in theirs.goals)]
        ), ours.name
        for own, row in zip(ours.indicators, theirs.indicators, strict=True):
            cells = [[getattr(each, cell) for cell in INDICATOR_CELLS[1:5]] for each in (own, row)]
            assert echoes(cells[0]) == echoes(cells[1]), f"{ours.name}：{own.level3}"

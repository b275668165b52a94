"""What a screen reader hears of the printed table, and what the file tells about where it was made."""

import re
import tempfile

import pytest
from pikepdf import Name

from projects.rendering import fonts, pdf
from tests import pdfs
from tests.projects.rendering.examples import ORDINARY, forty_indicators, ordinary


@pytest.fixture(scope="module")
def data():
    return pdf.render([ORDINARY, forty_indicators()], "2025年项目绩效目标表")


@pytest.fixture
def printed(data):
    with pdfs.opened(data) as printed:
        yield printed


def named_by(printed, text):
    """The labels that are read before the first cell of this text."""
    cells = list(pdfs.heard(printed))
    labels = {str(cell.ID): said for cell, said in cells if Name.ID in cell}
    cell = next(cell for cell, said in cells if said == text)
    return [labels[str(key)] for key in cell.A.get(Name.Headers, [])]


def test_the_file_says_that_it_is_tagged_and_in_which_language_and_shows_its_title(printed):
    assert printed.Root.MarkInfo.Marked
    assert printed.Root.Lang == "zh-CN"
    assert printed.Root.ViewerPreferences.DisplayDocTitle
    assert printed.docinfo[Name.Title] == "2025年项目绩效目标表"
    metadata = printed.Root.Metadata.read_bytes().decode()
    assert 'pdfuaid:part="1"' in metadata
    assert "2025年项目绩效目标表" in metadata


def test_every_cell_is_heard_as_typed(printed):
    said = [text for _, text in pdfs.heard(printed)]
    for text in (
        "13020025P00001",
        "50万元",
        "补贴农户参加农业保险",
        "≥1.2万亩",
        "＞90%",
        "〔时效指标5〕工作",
    ):
        assert text in said


def test_every_header_has_a_scope(printed):
    scopes = {said: cell.A.Scope for cell, said in pdfs.heard(printed) if cell.S == Name.TH}
    assert scopes["项目名称"] == scopes["产出指标"] == scopes["数量指标"] == Name.Row
    assert scopes["9月底"] == scopes["三级指标"] == Name.Column
    assert not [cell for cell, _ in pdfs.heard(printed) if cell.S == Name.TD and Name.Scope in cell.A]


def test_a_cell_above_the_indicators_is_heard_with_its_own_labels_only(printed):
    assert named_by(printed, "农业保险保费补贴") == ["项目名称"]
    assert named_by(printed, "40万元") == ["预算规模及资金用途", "其中：财政资金"]
    assert named_by(printed, "70%") == ["资金支出计划（%）", "9月底"]
    assert named_by(printed, "稳定农民收入") == ["绩效目标", "目标2"]


def test_every_header_id_is_known_once(printed):
    known = pdfs.header_ids(printed)
    keys = list(known)
    assert keys == sorted(keys)
    assert [str(target.ID) for target in known.values()] == keys
    assert len(keys) == len(pdfs.elements(printed, "TH"))
    asked = {str(key) for cell in pdfs.elements(printed, "TD") for key in cell.A.get(Name.Headers, [])}
    assert asked <= set(keys)


def test_no_cell_reaches_out_of_the_table_on_its_page(printed):
    for group in pdfs.elements(printed, "THead", "TBody"):
        rows = pdfs.kids(group)
        for place, row in enumerate(rows):
            for cell in pdfs.kids(row):
                assert place + int(cell.A.get(Name.RowSpan, 1)) <= len(rows)


def test_the_indicators_on_each_page_have_their_head(printed):
    groups = [[str(group.S) for group in pdfs.kids(table)] for table in pdfs.elements(printed, "Table")]
    assert [kinds.count("/THead") for kinds in groups] == [0, 1, 0, 1, 1, 1]


def test_the_file_tells_nothing_of_the_machine_or_the_hour(printed, data):
    assert set(printed.docinfo) == {Name.Title, Name.Producer}
    assert [str(name) for name in list(printed.Root.Names.Dests.Names)[::2]] == ["project-1", "project-2"]
    told = repr(list(printed.objects)).encode() + printed.Root.Metadata.read_bytes()
    for place in (str(fonts.folder()), tempfile.gettempdir(), "file:"):
        assert place.encode() not in told
    assert not re.search(rb"CreationDate|ModDate|CreateDate|D:20\d\d", told)


def test_an_empty_title_gives_way_to_the_name_of_the_project():
    with pdfs.opened(pdf.render([ordinary(name="甲\n乙")])) as printed:
        assert printed.docinfo[Name.Title] == "甲 乙"

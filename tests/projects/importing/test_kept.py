"""What was read of a file is kept and read back, whole or one table at a time."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.importing import kept
from projects.importing.excel.reading import read_excel
from projects.importing.limits import Limits
from projects.importing.opening import read_apart, read_file, unpacked_bytes
from projects.importing.refused import ImportRefused
from projects.importing.word.reading import read_word
from projects.official.document import DocumentReading, Section
from projects.official.marks import Certainty, Mapped, Reading
from projects.tables import content_hash, to_canonical
from tests.hostile import bombs
from tests.projects.importing.uploads import a_file, named
from tests.projects.strategies import tables, texts
from tests.seed import SEED_DOCX, needs_seed

_places = st.integers(0, 10**6)
_texts = texts() | st.just("\ud800 上一行\u2028下一行\x85\x00")
_cells = st.builds(Mapped, _places, _places, texts(), _texts, st.sampled_from(Certainty))
_readings = st.builds(Reading, tables(), st.lists(_cells, max_size=4).map(tuple), texts())
_sections = st.builds(Section, _texts, st.lists(_texts, max_size=3).map(tuple))
_documents = st.builds(
    DocumentReading,
    st.lists(_readings, max_size=4).map(tuple),
    st.lists(_sections, max_size=3).map(tuple),
    st.integers(0, 9),
)


@given(_documents)
def test_a_reading_is_read_back_as_it_was(reading):
    file_hash, again = kept.unpack(io.BytesIO(kept.pack("ab" * 32, reading)))
    assert (file_hash, again) == ("ab" * 32, reading)
    frozen = [[to_canonical(one.table) for one in side.tables] for side in (reading, again)]
    assert frozen[0] == frozen[1]  # identities too


@given(_documents)
def test_a_list_and_a_single_table_need_not_read_the_rest(reading):
    data = kept.pack("ab" * 32, reading)
    head = kept.contents(io.BytesIO(data.split(b"\n")[0]))
    assert (head.narrative, head.other_grids) == (reading.narrative, reading.other_grids)
    assert len(head.tables) == len(reading.tables)
    for place, (told, one) in enumerate(zip(head.tables, reading.tables, strict=True)):
        assert (told.name, told.code, told.total) == (one.table.name, one.table.code, one.table.total.raw)
        assert told.content_hash == content_hash(one.table)
        assert told.certain + told.guessed + told.not_understood == len(one.cells)
        assert kept.table(io.BytesIO(data), place) == one


@given(_documents)
def test_a_table_that_is_not_there_is_told(reading):
    file = io.BytesIO(kept.pack("ab" * 32, reading))
    with pytest.raises(IndexError):
        kept.table(file, len(reading.tables))


@pytest.mark.parametrize("name", ["说明.docx", "说明.xlsx"])
def test_a_file_is_told_apart_by_what_is_in_it_and_how_far_it_is_read(tmp_path, name):
    path = Path(tmp_path, "no-ending")
    path.write_bytes(a_file(*named("甲", "乙"), name=name).read())
    told = []
    data = read_apart(lambda *far: told.append(far), str(path), Limits())
    with path.open("rb") as file:
        assert kept.unpack(io.BytesIO(data)) == read_file(file, Limits())
        file.seek(0)
        assert unpacked_bytes(file, Limits()) > path.stat().st_size
    size = path.stat().st_size
    assert told
    assert all(0 < done <= total == size for done, total, _ in told)
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)


@pytest.mark.parametrize(("data", "why"), [(b"", "空的"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "不完整")])
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, data, why):
    path = Path(tmp_path, "x")
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match=why):
        read_apart(lambda *far: None, str(path), Limits())


def test_how_much_a_bomb_unpacks_to_is_not_even_asked():
    for _, data in bombs():
        with io.BytesIO(data) as file:
            try:
                assert unpacked_bytes(file, Limits()) < Limits().unpacked_bytes
            except ImportRefused:
                continue


@needs_seed
def test_the_seed_is_read_back_as_it_was():
    reading = read_word(SEED_DOCX)
    data = kept.pack("0" * 64, reading)
    assert kept.unpack(io.BytesIO(data))[1] == reading
    assert len(kept.contents(io.BytesIO(data)).tables) == 37


def test_lines_are_json_and_nothing_in_a_text_breaks_them():
    reading = read_excel(io.BytesIO(a_file(*named("甲\n乙", "丙"), name="x.xlsx").read()))
    lines = kept.pack("0" * 64, reading).splitlines()
    assert [list(json.loads(line)) for line in lines[1:]] == [["table", "cells", "sheet"]] * 2

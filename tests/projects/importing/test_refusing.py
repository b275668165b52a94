"""A file that is not a sound Word file with official tables is refused in a sentence that helps."""

import inspect
import io
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from projects.importing.word.reading import read_word
from tests import hostile
from tests.messy import Mess, Random, make_table, messy_docx
from tests.wordml import docx, p, parts_of, styles, tbl, tc, tr, zipped


def refusal(data: bytes, **limits) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_word(io.BytesIO(data), Limits(**limits))
    sentence = str(refused.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def test_the_sound_file_that_the_others_are_made_from_is_read():
    assert len(read_word(io.BytesIO(zipped(hostile.good_parts()))).tables) == 1


@pytest.mark.parametrize(
    ("data", "called"), [pytest.param(*rest, id=name) for name, *rest in hostile.other_files()]
)
def test_a_file_of_another_kind_is_called_by_its_name(data, called):
    assert called in refusal(data)


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in hostile.macros()])
def test_a_file_with_macros_is_refused_whatever_its_name(data):
    assert "宏" in refusal(data)


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in hostile.doctypes()])
def test_no_part_may_bring_a_doctype_or_entities(data):
    sentence = refusal(data)
    assert "DOCTYPE" in sentence or "UTF-8" in sentence


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in hostile.bombs()])
def test_a_bomb_is_refused_before_it_goes_off(data):
    sentence = refusal(data)
    assert "庞大" in sentence or "损坏" in sentence


@pytest.mark.parametrize("encoding", ["gbk", "utf-7", "utf-16", "iso-8859-1"])
def test_a_part_that_claims_another_encoding_is_refused(encoding):
    text = str(hostile.good_parts()["word/document.xml"]).replace("UTF-8", encoding)
    assert "UTF-8" in refusal(hostile.with_part("word/document.xml", text))


@pytest.mark.parametrize("keep", [4, 30, 400, -30, -1])
def test_a_file_that_came_only_in_part_is_refused(keep):
    assert "不完整" in refusal(zipped(hostile.good_parts())[:keep])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(hostile.wrong_checksum(), id="checksum"),
        pytest.param(hostile.promising_more_than_it_holds(), id="less than promised"),
        pytest.param(hostile.reaching_into_the_directory(), id="reaching into the directory"),
        pytest.param(hostile.in_utf7_declared_late(), id="another encoding declared late"),
        pytest.param(hostile.twice_the_same_name(), id="two main parts"),
        pytest.param(hostile.twice_the_same_name("WORD/DOCUMENT.XML"), id="two main parts by case"),
        pytest.param(hostile.with_part("word/document.xml", "<w:document>"), id="not closed"),
        pytest.param(hostile.with_part("word/document.xml", ""), id="empty main part"),
        pytest.param(hostile.with_part("word/document.xml", "<a>&nbsp;</a>"), id="entity of HTML"),
        pytest.param(hostile.with_part("word/styles.xml", "<a><b></a>"), id="crossed tags"),
        pytest.param(hostile.with_part("word/document.xml", "<a>" * 5_000 + "</a>" * 5_000), id="too deep"),
        pytest.param(zipped(hostile.good_parts(), zipfile.ZIP_LZMA), id="packed as Word never does"),
        pytest.param(b"PK\x03\x04" + bytes(26) + zipped(hostile.good_parts()), id="something before it"),
    ],
)
def test_a_damaged_file_is_refused(data):
    assert "损坏" in refusal(data)


def test_every_limit_is_a_setting():
    data = messy_docx([make_table(Random(1)), make_table(Random(2))], Mess(), Random(1))
    assert "超过 1 张" in refusal(data, tables=1)
    assert "超过 1 张" in refusal(
        messy_docx([make_table(Random(1))] * 2, Mess(one_word_table=True), Random(1)), tables=1
    )
    for limit in ("unpacked_bytes", "held_bytes", "entries", "pieces"):
        assert "庞大" in refusal(data, **{limit: 2})
    assert "超过 0 MB" in refusal(data, packed_bytes=100)
    assert len(read_word(io.BytesIO(data), Limits(tables=2)).tables) == 2


def test_only_what_must_be_in_memory_at_once_is_limited():
    long, many = docx(p("字" * 100_000)), docx(p("字" * 50) * 1_000)
    assert "庞大" in refusal(long, held_bytes=200_000)
    assert "没有找到" in refusal(many, held_bytes=200_000)
    assert "庞大" in refusal(docx(p(), styles("<w:style/>" * 20_000)), held_bytes=100_000)


@pytest.mark.parametrize("mess", [Mess(), Mess(one_word_table=True)], ids=["each by itself", "all in one"])
def test_tables_make_room_for_themselves_and_blank_paragraphs_do_not(mess):
    tables = [make_table(Random(seed)) for seed in range(20)]
    data = messy_docx(tables, mess, Random(1))
    assert len(read_word(io.BytesIO(data), Limits(spare_pieces=500)).tables) == 20
    assert "庞大" in refusal(docx(hostile.good_body() + p() * 5_000), spare_pieces=500)


def test_nesting_too_deep_for_the_place_it_is_read_at_is_refused():
    body = p("底")
    for _ in range(80):
        body = tbl(tr(tc(body + p())), columns=1)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 150)
    try:
        assert "损坏" in refusal(docx(body))
    finally:
        sys.setrecursionlimit(before)


def test_a_document_without_an_official_table_is_refused():
    assert "没有找到项目绩效目标表" in refusal(docx(p("一、情况") + tbl(tr("姓名", "电话"), columns=2)))
    assert "没有找到项目绩效目标表" in refusal(docx())


def test_a_table_with_an_unreadable_head_is_named_and_refused():
    body = hostile.good_body()
    torn = body.replace("预算数", "数额", 1)
    sentence = refusal(docx(body + torn))
    assert "第 2 张绩效目标表" in sentence
    assert "对照官方表样" in sentence


def test_content_that_lies_in_another_file_is_refused():
    assert "嵌入" in refusal(docx(hostile.good_body() + '<w:altChunk r:id="rId9"/>'))


def test_a_document_that_is_not_where_the_package_says_is_refused():
    parts = parts_of(hostile.good_body())
    del parts["_rels/.rels"]
    assert "Word 文件缺少必要的部分" in refusal(zipped(parts))
    parts = parts_of(hostile.good_body())
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("Target=", 'TargetMode="External" Target=')
    assert "Word 文件缺少必要的部分" in refusal(zipped(parts))


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path):
    for path in (tmp_path / "没有.docx", tmp_path):
        with pytest.raises(ImportRefused, match=path.name):
            read_word(Path(path))


_GOOD = zipped(hostile.good_parts())
_BODY = hostile.good_body()


@given(
    st.lists(st.tuples(st.integers(0, len(_GOOD) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 40)
)
@settings(max_examples=300)
def test_no_changed_byte_brings_anything_but_a_refusal(changes, cut):
    data = bytearray(_GOOD)
    for place, byte in changes:
        data[place] = byte
    _read_or_refused(bytes(data[: len(data) - cut]))


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_no_bytes_bring_anything_but_a_refusal(noise):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(ImportRefused):
            read_word(io.BytesIO(start + noise))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "<w:tc>",
                    "</w:tc>",
                    "<w:tr>",
                    "</w:tr>",
                    "<w:tbl>",
                    "</w:tbl>",
                    "<w:p>",
                    "</w:p>",
                    "12",
                    "<w:vMerge/>",
                ]
            ),
            st.integers(0, 400),
            st.sampled_from(
                [
                    "",
                    "<w:p/>",
                    "<w:tr/>",
                    "<w:tbl/>",
                    "<w:sdt><w:sdtPr/></w:sdt>",
                    "-7",
                    "<w:tr><w:tc/></w:tr>",
                    "<x>",
                ]
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=300)
def test_no_changed_markup_brings_anything_but_a_refusal(changes):
    body = _BODY
    for old, occurrence, new in changes:
        pieces = body.split(old)
        at = occurrence % len(pieces)
        body = old.join(pieces[:at]) + new + old.join(pieces[at:])
    _read_or_refused(docx(body, styles("")))


def _read_or_refused(data: bytes) -> None:
    with suppress(ImportRefused):
        read_word(io.BytesIO(data))

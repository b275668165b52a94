"""The document is where the package says, whatever its parts are called."""

import io
import zipfile

import pytest

from projects.importing.refused import ImportRefused
from projects.importing.word.reading import read_word, word_blocks
from tests import hostile
from tests.messy import Random, make_table
from tests.wordml import docx, p, parts_of, styles, zipped

HIDDEN = styles('<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>')
BODY = p("看得见") + p("藏", '<w:pStyle w:val="h"/>')


@pytest.mark.parametrize("main", ["word/document.xml", "Word/Document2.xml", "正文/一.xml", "a/b/c.xml"])
@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
def test_the_main_part_and_its_styles_are_found_by_their_relationships(main, strict):
    data = docx(BODY, HIDDEN, main=main, strict=strict)
    assert list(word_blocks(io.BytesIO(data))) == ["看得见"]


@pytest.mark.parametrize(
    "target",
    ["/word/document.xml", "word/DOCUMENT.xml", "./word/../word/document.xml", "word/%64ocument.xml"],
)
def test_a_target_may_be_written_in_any_way_the_format_allows(target):
    parts = parts_of(BODY)
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("word/document.xml", target)
    assert next(word_blocks(io.BytesIO(zipped(parts)))) == "看得见"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_may_be_packed_or_not(compression):
    assert list(word_blocks(io.BytesIO(zipped(parts_of(p("字")), compression)))) == ["字"]


def test_a_part_may_begin_with_a_byte_order_mark():
    parts = parts_of(p("字"))
    parts["word/document.xml"] = b"\xef\xbb\xbf" + str(parts["word/document.xml"]).encode()
    assert list(word_blocks(io.BytesIO(zipped(parts)))) == ["字"]


def test_two_main_documents_are_one_too_many():
    parts = parts_of(p("字")) | {"word/other.xml": parts_of(p("另"))["word/document.xml"]}
    link = str(parts["_rels/.rels"])
    again = link[link.index("<Relationship ") : link.index("</Relationships>")].replace(
        "document.xml", "other.xml"
    )
    parts["_rels/.rels"] = link.replace("</Relationships>", f"{again}</Relationships>")
    with pytest.raises(ImportRefused, match="损坏"):
        list(word_blocks(io.BytesIO(zipped(parts))))


def test_what_lies_in_other_parts_is_never_read():
    others = {
        "docProps/core.xml": "<a>密</a>",
        "docProps/custom.xml": "<a>密</a>",
        "customXml/item1.xml": "<a>密</a>",
        "word/comments.xml": "<a>密</a>",
        "word/footnotes.xml": "<a>密</a>",
        "word/header1.xml": "<a>密</a>",
        "word/settings.xml": "<!DOCTYPE a><a>密</a>",
        "word/glossary/document.xml": "<a>密</a>",
    }
    assert list(word_blocks(io.BytesIO(zipped(parts_of(p("字")) | others)))) == ["字"]


def test_a_file_is_read_from_a_path_and_from_an_upload_wherever_it_was_left(tmp_path):
    data = zipped(hostile.good_parts())
    path = tmp_path / "说明.docx"
    path.write_bytes(data)
    upload = io.BytesIO(data)
    upload.seek(100)
    assert read_word(path).tables == read_word(upload).tables
    assert read_word(path).tables[0].table == make_table(Random(5))

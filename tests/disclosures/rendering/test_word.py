"""The Word file of a disclosure: sound, complete, the tables in it as they were approved."""

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from disclosures.document import Chart, Heading, Paragraph, ProjectTables, Section
from disclosures.rendering import closing, word
from disclosures.rendering.outline import outline
from projects.importing.word.reading import read_word
from tests import pdfs
from tests.disclosures.rendering.examples import (
    PREVIOUS,
    TABLES,
    beside,
    departments,
    disclosure,
    facts,
    sections,
)
from tests.office import pdf_of
from tests.projects.rendering.examples import ordinary
from tests.projects.rendering.test_word_markup import W, check_grid, out_of_order

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = """
import hashlib
from disclosures.rendering import word
from tests.disclosures.rendering.examples import disclosure, facts
print(hashlib.sha256(word.render(disclosure(), facts())).hexdigest())
"""
AWKWARD = "<甲> & \"乙\" ≥95% ＞ '丙'"
HASH = re.compile(r"[0-9a-f]{40,}")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def made() -> bytes:
    return word.render(disclosure(), facts())


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_edition_gives_the_same_bytes_in_any_process(made):
    environment = os.environ | {"PYTHONHASHSEED": "1", "TZ": "UTC"}
    told = subprocess.check_output([sys.executable, "-c", ELSEWHERE], cwd=ROOT, env=environment, text=True)
    assert told.split() == [hashlib.sha256(made).hexdigest()]


def test_the_tables_in_it_read_back_as_they_were_approved(made):
    assert [one.table for one in read_word(io.BytesIO(made)).tables] == list(TABLES)


def test_it_is_sound():
    awkward = Section(AWKWARD, AWKWARD, (Heading(AWKWARD), Paragraph(AWKWARD), ProjectTables()))
    data = word.render(
        disclosure(ordinary(name=AWKWARD), title=AWKWARD, sections=(*sections()[:2], awkward)),
        facts(note=AWKWARD),
    )
    document = Document(io.BytesIO(data))
    for name in ("document", "styles", "footer1", "footer2"):
        assert list(out_of_order(etree.fromstring(parts(data)[f"word/{name}.xml"]))) == []
    for table in document.element.iter(f"{W}tbl"):
        check_grid(table)
    named = {style.style_id for style in document.styles}
    used = {one.get(qn("w:val")) for one in document.element.iter(f"{W}pStyle")}
    assert used <= named
    places = [one.get(qn("w:id")) for one in document.element.iter(f"{W}bookmarkStart")]
    assert len({*places}) == len(places)
    assert AWKWARD in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_every_link_of_the_contents_leads_to_a_place(made):
    root = Document(io.BytesIO(made)).element
    places = {one.get(qn("w:name")) for one in root.iter(f"{W}bookmarkStart")}
    links = [one.get(qn("w:anchor")) for one in root.iter(f"{W}hyperlink")]
    assert len(links) == len(list(outline(disclosure()).contents()))
    assert {*links} <= places
    told = [one.get(qn("w:fldCharType")) for one in root.iter(f"{W}fldChar")]
    assert told.count("begin") == told.count("separate") == told.count("end") == len(links) + 1
    assert r' TOC \o "1-2" \h \z \u ' in [one.text for one in root.iter(f"{W}instrText")]


def test_headings_and_projects_stand_in_the_outline(made):
    document = Document(io.BytesIO(made))
    heads = [one.text for one in document.paragraphs if one.style.style_id in ("Heading1", "ClosingTitle")]
    assert heads[0] == "一、安排“三公”经费预算情况"
    assert heads[-1] == "版本说明"
    levels = [
        one.get(qn("w:val"))
        for table in document.element.iter(f"{W}tbl")
        for one in table.iter(f"{W}outlineLvl")
    ]
    assert levels == ["1"] * len(TABLES)


def test_each_chart_is_a_picture_told_in_words_with_its_table_before_it(made):
    document = Document(io.BytesIO(made))
    drawings = list(document.element.iter(f"{W}drawing"))
    assert len(drawings) == 4
    for drawing in drawings:
        told = next(drawing.iter(qn("wp:docPr"))).get("descr")
        assert "单位：" in told
    pictures = [content for name, content in parts(made).items() if name.startswith("word/media/")]
    assert len(pictures) == 4
    for content, shape in zip(pictures, document.inline_shapes, strict=True):
        with Image.open(io.BytesIO(content)) as image:
            assert image.width / image.height == pytest.approx(shape.width / shape.height, rel=0.01)
            assert shape.width.mm == pytest.approx(0.8 * 156)
    charts = [block for one in sections() for block in one.blocks if isinstance(block, Chart)]
    captions = [one.text for one in document.paragraphs if one.style.style_id == "Caption"]
    assert len(captions) == 2 * len(charts)


def test_the_head_of_a_data_table_is_repeated_and_its_figures_stand_right(made):
    table = next(
        one
        for one in Document(io.BytesIO(made)).tables
        if one.cell(0, 0).text == "项目" and len(one.rows) == 5
    )
    assert [cell.text for cell in table.rows[0].cells] == ["项目", "2025年", "2024年"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.cell(1, 1).paragraphs[0].alignment == 2
    assert [cell.text for cell in table.rows[2].cells] == ["公务用车购置", "29", "31"]


def test_hashes_stand_on_the_closing_page_and_nowhere_else(made):
    before, mark, after = squeezed("".join(Document(io.BytesIO(made)).element.body.itertext())).rpartition(
        "版本说明公开单位"
    )
    assert mark
    assert facts().data_hash in after
    assert PREVIOUS in after
    assert "更正为29万元" in after
    assert not HASH.search(before)


def test_a_preview_says_so_and_differs_in_nothing_else(made):
    preview = parts(word.render(disclosure(), facts(number=0)))
    for name, content in parts(made).items():
        assert preview[name].decode("latin1").replace(
            closing.PREVIEW.encode().decode("latin1"), "第2版".encode().decode("latin1")
        ) == content.decode("latin1"), name


def test_footers_bear_edition_and_page_alone(made):
    (section,) = Document(io.BytesIO(made)).sections
    assert section.footer.paragraphs[0].text.startswith("第2版\t")
    assert section.even_page_footer.paragraphs[0].text.endswith("\t第2版")


def test_a_disclosure_without_charts_or_tables_is_sound():
    plain = disclosure(sections=(Section("free-1", "其他", (Paragraph("甲"),)),), projects=())
    data = word.render(plain, facts())
    assert not [name for name in parts(data) if "media" in name]
    assert list(out_of_order(Document(io.BytesIO(data)).element)) == []


LONG = "认真贯彻落实中央和省市全面实施预算绩效管理各项工作要求，2025年安排“三公”经费260万元，比上年减少6.5%。"


def varied() -> list[Section]:
    """Sections of many lengths, so that breaks fall within paragraphs, tables and before pictures."""
    found = []
    for number in range(1, 9):
        chart = departments(3 * number)
        text = Paragraph((LONG * number)[number:])
        blocks = (text, Heading("小标题"), text, *((beside(chart), chart) if number % 2 else ()))
        found.append(Section(f"free-{number}", f"第{number}项说明", blocks))
    found.insert(5, Section("tables", "重点项目绩效目标", (ProjectTables(),)))
    return found


@pytest.mark.office
@pytest.mark.parametrize("shown", [sections(), tuple(varied())], ids=["ordinary", "long"])
def test_a_real_office_prints_every_section_on_the_page_that_the_contents_say(shown, tmp_path):
    told = disclosure(*TABLES, *(ordinary(name=f"项目{n}号{'名' * n}") for n in range(30)), sections=shown)
    pages = pdfs.page_texts(pdf_of(word.render(told, facts(told)), tmp_path))
    text = re.sub("第2版—[0-9]+—|—[0-9]+—第2版", "", "".join(pages))
    for one in outline(told).contents():
        page = re.search(re.escape(squeezed(one.text)) + r"\.*(\d+)", text)  # the contents come first
        assert page, one
        assert squeezed(one.text) in pages[int(page[1]) - 1], one


@pytest.mark.office
def test_a_real_office_prints_footers_and_the_closing_page(made, tmp_path):
    pages = pdfs.page_texts(pdf_of(made, tmp_path))
    for number, page in enumerate(pages, 1):
        assert f"第2版—{number}—" in page or f"—{number}—第2版" in page
    assert squeezed(facts().data_hash) in pages[-1]
    assert pages[-1].count("核验方法") == 1

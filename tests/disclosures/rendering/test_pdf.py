"""The PDF of a disclosure: tagged, with bookmarks, contents that are right, its hashes on the last page."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from disclosures.document import Paragraph, Section
from disclosures.rendering import closing, pdf
from disclosures.rendering.outline import outline
from projects.rendering.failure import RenderError
from tests import pdfs
from tests.disclosures.rendering.examples import (
    PREVIOUS,
    TABLES,
    departments,
    disclosure,
    facts,
    sections,
)

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = """
import hashlib
from disclosures.rendering import pdf
from tests.disclosures.rendering.examples import disclosure, facts
print(hashlib.sha256(pdf.render(disclosure(), facts())).hexdigest())
"""
HASH = re.compile(r"[0-9a-f]{40,}")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.render(disclosure(), facts())


@pytest.fixture(scope="module")
def pages(made) -> list[str]:
    return pdfs.page_texts(made)


def test_the_same_edition_gives_the_same_bytes_in_any_process(made):
    environment = os.environ | {"PYTHONHASHSEED": "1", "TZ": "UTC"}
    told = subprocess.check_output([sys.executable, "-c", ELSEWHERE], cwd=ROOT, env=environment, text=True)
    assert told.split() == [hashlib.sha256(made).hexdigest()]


def test_the_contents_name_every_section_and_project_with_its_page(made, pages):
    marks = dict(pdfs.bookmarks(made))
    entries = list(outline(disclosure()).contents())
    for one in entries:
        page = re.search(re.escape(squeezed(one.text)) + r"\.*(\d+)", pages[0])
        assert page, one
        assert squeezed(one.text) in pages[int(page[1]) - 1]
        if one.level == 1:
            assert marks[one.text] == int(page[1])


def test_the_contents_are_links(made):
    with pdfs.opened(made) as pdf_file:
        numbers = {page.objgen: number for number, page in enumerate(pdf_file.pages, 1)}
        found = [pdfs.destination(pdf_file, link) for link in pdf_file.pages[0].Annots]
        places = {(numbers[place[0].objgen], place[3]) for place in found}
    entries = list(outline(disclosure()).contents())
    assert len(places) == len(entries)


def test_bookmarks_lead_to_sections_and_below_them_to_each_project(made, pages):
    with pdfs.opened(made) as pdf_file, pdf_file.open_outline() as found:
        tree = {item.title: [child.title for child in item.children] for item in found.root}
    assert next(iter(tree)) == disclosure().title
    assert tree["六、重大政策和重点项目绩效目标"] == [table.name for table in TABLES]
    assert tree["四、预算绩效管理工作开展情况"] == ["（一）绩效目标管理", "（二）事前绩效评估"]
    assert [*tree][-1] == "版本说明"
    assert dict(pdfs.bookmarks(made))["版本说明"] == len(pages)


def test_it_is_tagged_and_its_pictures_are_told_in_words(made):
    with pdfs.opened(made) as pdf_file:
        assert pdf_file.Root.MarkInfo.Marked
        assert str(pdf_file.Root.Lang) == "zh-CN"
        told = [str(one.Alt) for one in pdfs.elements(pdf_file, "Figure") if "/Alt" in one]
        assert len(told) == 4
        assert any("公务用车购置：2025年 29，2024年 31" in text for text in told)
        assert len(pdfs.elements(pdf_file, "H1")) == 1
        assert len(pdfs.elements(pdf_file, "H2")) == 9  # 目录, seven sections, 版本说明
        scopes = [str(one.A.Scope) for one in pdfs.elements(pdf_file, "TH")]
        assert {"/Row", "/Column"} == {*scopes}


def test_every_font_is_embedded_and_none_is_the_systems(made):
    assert all("+official" in name for name in pdfs.embedded_fonts(made)), pdfs.embedded_fonts(made)


def test_the_charts_are_lines_and_text_not_images(made, pages):
    with pdfs.opened(made) as pdf_file:
        drawn = [one for page in pdf_file.pages for one in page.Resources.get("/XObject", {}).values()]
        assert "/Image" not in [str(one.Subtype) for one in drawn]
    assert "公务用车运行维护费10098" in "".join(pages)


def test_hashes_stand_on_the_closing_page_and_nowhere_else(pages):
    told = facts()
    assert told.data_hash in pages[-1].replace("上一版本清单SHA-256", "")
    assert PREVIOUS in pages[-1]
    assert "更正为29万元" in pages[-1]
    assert not HASH.search("".join(pages[:-1]))


def test_footers_bear_edition_and_page_and_the_page_stands_outside(made):
    for number, words in enumerate(pdfs.page_words(made), 1):
        foot = [word for word in words if word.top > 262]
        assert squeezed("".join(word.text for word in sorted(foot))) in (
            f"第2版—{number}—",
            f"—{number}—第2版",
        )
        (page,) = [word for word in foot if word.text == str(number) or word.text == f"—{number}—"][:1]
        assert (page.left > 105) == (number % 2 == 1)


def test_a_preview_says_so_and_differs_in_nothing_else(pages):
    preview = pdfs.page_texts(pdf.render(disclosure(), facts(number=0)))
    assert [page.replace(closing.PREVIEW, "第2版") for page in preview] == pages
    assert all(closing.PREVIEW in page for page in preview)


def test_the_official_tables_stand_as_they_print_alone(made):
    from projects.rendering import pdf as tables_alone

    def bodies(data: bytes) -> list:
        found = [sorted(word for word in words if 37 <= word.top < 262) for words in pdfs.page_words(data)]
        return [words for words in found if any(word.text == "项目编码" for word in words)]

    assert bodies(tables_alone.render(TABLES)) == bodies(made)


def test_forty_departments_go_on_over_pages_with_head_and_legend():
    chart = departments(40)
    some = Section("totals", "汇总", (Paragraph("甲"), chart))
    pages = pdfs.page_texts(pdf.render(disclosure(sections=(*sections(40)[:1], some)), facts()))
    text = "".join(pages)
    assert all(f"第{number}管理委员会" in text for number in range(1, 41))
    assert "（续1）" in text


def test_a_disclosure_without_tables_is_set_too():
    pages = pdfs.page_texts(pdf.render(disclosure(projects=()), facts()))
    assert "本次没有列入公开" not in pages[0]
    assert "预算项目绩效目标表" not in "".join(pages)


def test_without_fonts_nothing_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("BUDGET_FONTS", str(tmp_path))
    with pytest.raises(RenderError):
        pdf.render(disclosure(), facts())

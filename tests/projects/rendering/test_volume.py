"""A volume of many tables: put together from pages drawn once each, and as good as drawn in one piece."""

import io
import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, parse_content_stream

from benchmarks.tables import make_table
from projects.rendering import fonts, html, pdf
from projects.rendering.paper import lines, parts, store, table
from projects.rendering.paper.board import board, one_at_a_time
from tests import pdfs
from tests.projects.rendering.examples import ORDINARY, forty_indicators

TITLE = "某区2025年项目绩效目标表"
VARIED = [make_table(number) for number in range(24)]
MANY = [*VARIED, forty_indicators()]  # more than are drawn without processes


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def unnumbered(page: str) -> str:
    return re.sub(r"—\d+—$", "", page)


def one_piece(tables) -> bytes:
    """The tables as WeasyPrint draws them through its public door, in one document with print styles."""
    with one_at_a_time:
        page = html.document([html.sheet(table) for table in tables], TITLE)
        return board(fonts.folder()).document(page).write_pdf(pdf_variant="pdf/ua-1")


@pytest.fixture(scope="module")
def volume() -> bytes:
    return pdf.render(MANY, TITLE)


@pytest.fixture
def anew(tmp_path, monkeypatch):
    """A place where nothing has been drawn yet."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return tmp_path / "pages"


class Told:
    """What a report hears."""

    def __init__(self) -> None:
        self.said: list[tuple[int, int, str]] = []

    def __call__(self, done: int, count: int, what: str) -> None:
        self.said.append((done, count, what))

    def drawn(self) -> int:
        """How many tables were drawn, not taken as they were kept."""
        drawing = [(done, count) for done, count, what in self.said if "排版" in what]
        return drawing[-1][0] - drawing[0][0]


def test_each_page_says_what_it_says_when_all_are_drawn_in_one_piece():
    single = pdfs.page_texts(one_piece(VARIED))
    pages = pdfs.page_texts(pdf.render(VARIED, TITLE))[-len(single) :]
    assert list(map(unnumbered, pages)) == list(map(unnumbered, single))


def test_each_word_stands_where_it_stands_when_drawn_in_one_piece():
    """The board takes WeasyPrint's own steps; what a new release changes in them is seen here."""
    full = make_table(3, rows=11)  # with no room to spare on its page
    for each in (full, *VARIED[:6]):
        mine, alone = pdfs.page_words(pdf.render([each])), pdfs.page_words(one_piece([each]))
        for word, other in zip(sorted(mine[0]), sorted(alone[0]), strict=True):
            assert word.text == other.text
            assert abs(word.left - other.left) < 0.2
            assert each is not full or abs(word.top - other.top) < 0.5


def test_it_is_not_much_larger_than_in_one_piece():
    assert len(pdf.render(VARIED, TITLE)) <= 1.3 * len(one_piece(VARIED))


def test_each_face_is_embedded_once(volume):
    with pdfs.opened(volume) as printed:
        held = [one for one in printed.objects if isinstance(one, Dictionary)]
        files = [one for one in held if {"/FontFile2", "/FontFile3"} & set(one.keys())]
    assert len(files) == len(pdfs.embedded_fonts(volume))


def test_every_piece_of_text_belongs_to_an_element_that_is_read_out(volume):
    with pdfs.opened(volume) as printed:
        numbers = list(printed.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in printed.pages:
            marks = sorted(
                int(operands[1].MCID)
                for operands, operator in parse_content_stream(page)
                if str(operator) == "BDC" and Name.MCID in operands[1]
            )
            found = owners[int(page.StructParents)]
            assert marks == list(range(len(found)))
            for mark, owner in enumerate(found):
                kids = owner.K if isinstance(owner.K, Array) else [owner.K]
                assert mark in [kid for kid in kids if isinstance(kid, int)]
                assert owner.Pg.objgen == page.objgen


def test_page_numbers_are_no_part_of_what_is_read_out(volume):
    with pdfs.opened(volume) as printed:
        for page in printed.pages:
            running = page.Contents[-1].read_bytes()
            assert running.startswith(b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC")
            assert b"MCID" not in running
    for number, page in enumerate(pdfs.page_texts(volume), 1):
        assert page.endswith(f"—{number}—")


def test_contents_lead_to_each_table_by_links_that_say_its_name(volume):
    with pdfs.opened(volume) as printed:
        pages = {page.objgen: number for number, page in enumerate(printed.pages, 1)}
        links = [link for page in printed.pages for link in page.get("/Annots", [])]
        told = [(str(link.Contents), pages[pdfs.destination(printed, link)[0].objgen]) for link in links]
        assert [name for name, _ in told] == [html.called(table) for table in MANY]
        assert told == pdfs.bookmarks(volume)[1:]
        entries = pdfs.elements(printed, "TOCI")
        assert len(entries) == len(MANY)
        keys = list(printed.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, keys[::2]), keys[1::2], strict=True))
        for link, entry in zip(links, entries, strict=True):
            (element,) = [one for one in pdfs.kids(pdfs.kids(entry)[0]) if Name.Link == one.S]
            assert owners[int(link.StructParent)].objgen == element.objgen
    text = "".join(pdfs.page_texts(volume)[:2])
    for name, page in told:
        assert squeezed(name) + str(page) in text


def test_contents_of_several_pages_are_counted(anew):
    many = [replace(ORDINARY, name=f"第{number}个项目") for number in range(1, 41)]
    pages = pdfs.page_texts(pdf.render(many, TITLE))
    contents = sum("第40个项目" in page or "目录" in page for page in pages[:4])
    assert contents >= 2
    assert re.search(rf"第40个项目{len(pages)}", "".join(pages[:contents]))


def test_a_name_too_long_for_a_line_does_not_run_into_the_number():
    long = replace(ORDINARY, name="很长的项目名称" * 12)
    contents, *_ = pdfs.page_words(pdf.render([long, ORDINARY]))
    digits = [word for word in contents if word.text.isdigit() and word.top < 260]
    assert [word.text for word in digits] == ["2", "3"]
    for digit in digits:
        beside = [w for w in contents if w is not digit and abs(w.bottom - digit.bottom) < 3]
        assert all(word.right < digit.left for word in beside)


@pytest.mark.parametrize("workers", ["1", "3"])
def test_the_bytes_are_the_same_whoever_draws_and_whatever_is_kept(volume, anew, monkeypatch, workers):
    monkeypatch.setenv("PDF_WORKERS", workers)
    assert pdf.render(MANY, TITLE) == volume
    assert pdf.render(MANY, TITLE) == volume
    assert pdf.render(MANY[:5], TITLE) != volume


def test_a_changed_table_alone_is_drawn_again(volume, anew):
    told = Told()
    pdf.render(MANY, TITLE, report=told)
    assert told.drawn() == len(MANY)
    changed = [*MANY[:7], replace(MANY[7], purpose="改了用途"), *MANY[8:]]
    told = Told()
    made = pdf.render(changed, TITLE, report=told)
    assert told.drawn() == 1
    pages = zip(pdfs.page_texts(volume), pdfs.page_texts(made), strict=True)
    different = [number for number, (before, after) in enumerate(pages, 1) if before != after]
    assert different == [dict(pdfs.bookmarks(volume))[html.called(MANY[7])]]


def test_another_order_is_numbered_anew_and_draws_nothing(volume):
    told = Told()
    made = pdf.render(MANY[::-1], TITLE, report=told)
    assert told.drawn() == 0
    (_, first), (name, second), *_ = pdfs.bookmarks(made)
    assert (first, name) == (1, html.called(MANY[-1]))
    before, after = pdfs.page_texts(volume), pdfs.page_texts(made)
    assert all(page.endswith(f"—{number}—") for number, page in enumerate(after, 1))
    assert sorted(map(unnumbered, after[second - 1 :])) == sorted(map(unnumbered, before[second - 1 :]))


def test_kept_pages_that_a_disk_has_changed_are_drawn_again(anew):
    first = pdf.render(MANY, TITLE)
    kept = sorted(path for path in anew.glob("??/*"))
    for path in kept[::3]:
        path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    for path in kept[1::3]:
        path.write_bytes(path.read_bytes()[:10])
    assert pdf.render(MANY, TITLE) == first


def test_where_nothing_can_be_kept_everything_is_printed_all_the_same(volume, tmp_path, monkeypatch):
    (tmp_path / "pages").write_text("a file where a folder should be")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert pdf.render(MANY, TITLE) == volume


def test_pages_nobody_asked_for_go_and_what_was_asked_for_stays(anew):
    pdf.render([ORDINARY])
    files = sorted(anew.glob("??/*"))
    old = time.time() - 200 * 24 * 3600
    for path in files:
        os.utime(path, (old, old))
    left = files[0].parent / ".left-by-a-killed-program"
    left.touch()
    os.utime(left, (old, old))
    pdf.render([ORDINARY])  # asks for some of them
    (anew / "00").mkdir(exist_ok=True)
    (anew / "00" / "nobody").touch()
    os.utime(anew / "00" / "nobody", (old, old))
    assert store.Store(anew).sweep(180) == 2
    assert sorted(anew.glob("??/*")) == files
    (anew / "00" / "nobody").touch()
    os.utime(anew / "00" / "nobody", (old, old))
    assert store.Store(anew).sweep(180) == 0  # once a day


def test_characters_that_no_face_has_are_kept_for_who_copies_them():
    tables = [replace(ORDINARY, purpose=f"甲{sign}乙") for sign in ("\U0010fffd", "\ue123", "\ue124")]
    pages = pdfs.page_texts(pdf.render(tables))[1:]
    for sign, page in zip(("\U0010fffd", "\ue123", "\ue124"), pages, strict=True):
        assert f"甲{sign}乙" in page


def test_a_file_can_be_opened_by_another_reader(volume, tmp_path):
    """Poppler reads it here, and qpdf finds nothing to repair."""
    with pdfs.opened(volume) as printed:
        assert printed.check_pdf_syntax() == []
        printed.save(io.BytesIO())
    assert len(pdfs.page_texts(volume)) == len(pdfs.page_words(volume))
    assert Path(store.folder()).is_dir()


def test_fonts_of_the_system_are_never_printed_with():
    smiling = replace(ORDINARY, purpose="甲😀乙")
    data = pdf.render([smiling])
    assert all("+official-" in name for name in pdfs.embedded_fonts(data))
    assert "甲😀乙" in pdfs.page_texts(data)[0]


def test_fonts_that_are_replaced_while_the_site_runs_are_printed_with(anew, tmp_path, monkeypatch):
    own = tmp_path / "fonts"
    shutil.copytree(fonts.folder(), own)
    monkeypatch.setenv("BUDGET_FONTS", str(own))
    before = pdf.render([ORDINARY])
    shutil.copy(own / "FandolKai-Regular.otf", own / "FandolFang-Regular.otf")
    after = pdf.render([ORDINARY])
    assert before != after
    shutil.rmtree(anew)
    assert pdf.render([ORDINARY]) == after


def test_a_name_of_a_whole_page_does_not_stop_the_volume():
    long = replace(ORDINARY, name="长" * 3000)
    told = pdfs.bookmarks(pdf.render([long, ORDINARY]))
    assert told[-1][0] == ORDINARY.name


def test_the_first_heading_is_of_the_first_level(volume):
    with pdfs.opened(volume) as printed:
        assert [str(one.S) for one in pdfs.elements(printed, "H1", "H2", "H3")] == ["/H1"]


def test_a_drawing_that_fails_leaves_nothing_to_the_next(monkeypatch):
    with one_at_a_time:
        at = board(fonts.folder())
        clean = parts.packed(table.part(at, html.sheet(ORDINARY)))
        broken = html.sheet(replace(ORDINARY, purpose="別的字形"))
        with monkeypatch.context() as patch:
            patch.setattr(lines, "drawn", None)
            with pytest.raises(TypeError):
                table.part(at, broken)
        assert parts.packed(table.part(at, html.sheet(ORDINARY))) == clean

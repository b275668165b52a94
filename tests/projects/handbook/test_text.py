"""The handbook says what is there: buttons, terms, pictures and sections are looked up, not remembered."""

import re

import pytest

from budget_site.env import BASE_DIR
from projects.handbook.beside_pages import DISCLOSURE_SECTIONS, SECTIONS
from projects.handbook.chapters import BY_SLUG, CHAPTERS
from projects.handbook.pictures import FOLDER, PICTURES, size
from projects.handbook.shortcuts import SHORTCUTS
from projects.handbook.terms import BY_WORD, TERMS
from tests.doors import ROUTES
from tests.projects.handbook.said import files, labels, tagged, texts

PAGES = {"front", "chapter", "at_cells", "cell_help"}  # what chapters are shown in, and pieces of them
PIECES = {"reviewing", "many"}
MOST_BYTES, MOST_IN_ALL = 60_000, 1_000_000


@pytest.mark.parametrize(("chapter", "name"), sorted(tagged("ui")))
def test_every_button_and_page_that_is_named_is_there_under_that_name(chapter, name):
    assert name in labels(), f"{chapter}: no button, link, heading or state is called {name}"


def test_every_chapter_has_its_text_and_every_text_its_chapter():
    assert set(texts()) - PAGES - PIECES == set(BY_SLUG)


def test_a_chapter_has_a_name_a_summary_and_sections_each_once():
    for chapter in CHAPTERS:
        ids = [section.id for section in chapter.sections]
        assert len(ids) == len(set(ids)), chapter.slug
        assert chapter.summary.endswith("。")
        assert ids or chapter.slug == "terms", chapter.slug


def test_every_role_has_its_chapter():
    from budget_site.accounts.models import Role

    assert {chapter.role for chapter in CHAPTERS} - {None} == set(Role)
    assert all(chapter.title == chapter.role.label for chapter in CHAPTERS if chapter.role)


def test_names_of_buttons_stand_in_tags_so_that_they_are_looked_up():
    """The marks 「」 are put there by the tag; whoever types them by hand names something unchecked."""
    for name, text in texts().items():
        assert not re.search("[「」]", text), name


@pytest.mark.parametrize(("chapter", "place"), sorted(tagged("see")))
def test_what_one_is_told_to_see_is_there(chapter, place):
    slug, _, section = place.partition("#")
    assert slug in BY_SLUG
    assert not section or section in {one.id for one in BY_SLUG[slug].sections}, chapter


def test_help_leads_from_a_page_to_a_section_that_is_there():
    ids = {section.id for chapter in CHAPTERS for section in chapter.sections}
    assert set(SECTIONS.values()) | set(DISCLOSURE_SECTIONS.values()) <= ids
    assert set(SECTIONS) <= set(ROUTES)
    assert {f"disclosure_{name}" for name in DISCLOSURE_SECTIONS} <= set(ROUTES)


def test_no_picture_is_missing_unused_or_without_words_for_who_does_not_see_it():
    assert {name for _, name in tagged("picture")} == set(PICTURES) == files(FOLDER, "png")
    for name, says in PICTURES.items():
        assert says.endswith("。"), name
        assert len(says) >= 10, name


def test_pictures_are_small_and_no_wider_than_the_office_screen():
    sizes = {name: (FOLDER / f"{name}.png").stat().st_size for name in PICTURES}
    assert not {name: one for name, one in sizes.items() if one > MOST_BYTES}
    assert sum(sizes.values()) <= MOST_IN_ALL
    assert all(size(name)[0] <= 1366 for name in PICTURES)


def test_every_term_used_is_explained_in_one_line():
    assert {word for _, word in tagged("term")} <= set(BY_WORD)
    for word, term in BY_WORD.items():
        assert term.meaning.endswith("。"), word
        assert len(term.meaning) <= 50, word
    assert len(BY_WORD) == sum(len(terms) for _, terms in TERMS), "a word is explained once"


def test_the_glossary_has_every_word_that_the_handbook_explains():
    lines = (BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    heads = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    known = {word for head in heads for word in (head, *re.split(r"[、；/\s]+", head))}
    assert set(BY_WORD) <= known


def test_the_keys_that_are_listed_are_the_keys_that_act():
    """The handbook's and the page's list is one; here, that the scripts listen for what stands in it."""
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in (BASE_DIR / "static/js/draft").glob("*.js")
    )
    for keys, _ in SHORTCUTS:
        for key in keys.split(" / "):
            last = key.rsplit("+", 1)[-1]
            named = {"↑": "ArrowUp", "↓": "ArrowDown", "Esc": "Escape"}.get(last, last)
            if named not in ("Tab", "V"):  # the browser's own, and the clipboard's event
                assert re.search(rf'"(?:\w+\+)*{re.escape(named)}"', scripts, re.IGNORECASE), key

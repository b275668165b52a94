"""Branches of the public tree: made once, led to since; made again where they are not as they were made."""

import shutil

import pytest

from disclosures.document import Publisher
from disclosures.models import PublicEdition
from disclosures.public.generating import build, damage
from disclosures.verifier import CHANGED
from tests.disclosures.public import laying
from tests.disclosures.public.laying import files

pytestmark = pytest.mark.django_db


def test_what_did_not_change_is_the_same_file(laid, root):
    laying.now(laid[3], "withdrawn", "内容有误。")
    laying.switch("2")
    page = "lutai/2025/projects/1/index.html"
    assert (root / "g/1" / page).samefile(root / "g/2" / page)
    fresh = root / "fresh"
    (root / "current").unlink()
    build(fresh)
    assert files(fresh) == files(root / "g/2")


def test_what_a_publication_makes_does_not_grow_with_what_others_published(laid, root):
    """Of a district where nothing changed nothing is written, however many pages it has."""
    laying.lay(laying.disclosure(2025, Publisher("other", "另一区"), laying.tables(2)))
    folder = root / "g/2"
    folder.mkdir()
    year, district = build(folder)
    assert [folder.joinpath(one).resolve() for one in ("other/2025", "other")] == [year, district]
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert written == {"index.html", "404.html", "verify/index.html"}
    assert (root / "g/1/lutai").resolve() == (folder / "lutai").resolve()


def test_a_publication_draws_again_its_own_year_and_what_stands_above_it(laid, root):
    laying.now(laid[3], "withdrawn", "内容有误。")
    folder = root / "g/2"
    folder.mkdir()
    assert build(folder) == [(folder / one).resolve() for one in ("lutai/101/2025", "lutai")]
    assert (root / "g/1/lutai/2025").resolve() == (folder / "lutai/2025").resolve()


def test_a_damaged_page_is_believed_until_somebody_looks(laid, root):
    """At a publication nobody reads all pages; the nightly check does, and what it finds is drawn again."""
    page = "lutai/2025/projects/1/index.html"
    sound = (root / "g/1" / page).read_bytes()
    (root / "g/1" / page).write_bytes(b"<p>damaged</p>")
    laying.switch("2")
    assert list(damage(root / "g/2")) == [page]
    (root / "g/3").mkdir()
    new = build(root / "g/3", checked=True)
    assert (root / "g/3" / page).read_bytes() == sound
    assert new == [(root / "g/3" / one).resolve() for one in ("lutai/2025", "lutai")]
    assert damage(root / "g/3") == {}


@pytest.mark.parametrize("lost", ["lutai/2025/.made.json", "lutai/2025", "lutai/.made.json", "lutai"])
def test_a_branch_of_which_nobody_knows_how_it_was_made_is_made_again(laid, root, lost):
    sound, place = files(root / "g/1"), root / "g/1" / lost
    place.unlink() if place.is_file() else shutil.rmtree(place.resolve())
    assert damage(root / "g/1")
    (root / "g/2").mkdir()
    assert len(build(root / "g/2", checked=True)) == (
        1 if lost.startswith("lutai/.") or lost == "lutai" else 2
    )
    assert damage(root / "g/2") == {}
    assert files(root / "g/2") == sound


@pytest.mark.parametrize("instead", ["a folder of the generation", "another year"])
def test_a_way_that_leads_elsewhere_is_named(laid, root, instead):
    link = root / "g/1/lutai/2025"
    pages = link.resolve()
    link.unlink()
    if instead == "another year":
        link.symlink_to(root / "g/1/lutai/2024")
    else:
        shutil.copytree(pages, link)
    assert damage(root / "g/1")["lutai/2025/"] == CHANGED


def test_what_was_drawn_of_a_forged_manifest_is_not_taken_over(laid, root, caplog):
    """However it came into the row: nobody looks at pages again once the row is put right."""
    row, sound = laid[2], laid[2].manifest
    forged = {**sound, "files": [*sound["files"], {"path": "x.pdf", "size": 1, "sha256": "f" * 64}]}
    PublicEdition.objects.filter(pk=row.pk).update(manifest=forged)
    laying.now(laid[3], "withdrawn", "内容有误。")  # of the same district: its list is drawn
    folder = laying.switch("2")
    assert "f" * 64 in (folder / "lutai/verify/editions.json").read_text()
    assert {one.levelname for one in caplog.get_records("call")} == {"ERROR"}
    caplog.clear()
    PublicEdition.objects.filter(pk=row.pk).update(manifest=sound)
    folder = laying.switch("3")
    assert "f" * 64 not in (folder / "lutai/verify/editions.json").read_text()
    assert damage(folder) == {}

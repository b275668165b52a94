"""A generation: every link leads somewhere, what is not public is not in it, equal rows make equal files."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

import pytest

from disclosures.document import Publisher
from disclosures.models import PublicEdition
from disclosures.public.generating import build, export
from tests.disclosures.public import laying
from tests.disclosures.public.laying import files
from tests.disclosures.public.markup import Markup

pytestmark = pytest.mark.django_db


def pages(folder: Path) -> dict[str, Markup]:
    return {
        path: Markup(content.decode()) for path, content in files(folder).items() if path.endswith(".html")
    }


def dead_links(found: dict[str, Markup], there: set[str], ignored=("search",)) -> list[str]:
    """Links of pages to what is not there. None is absolute: the site stands under any prefix."""
    dead = []
    for path, page in found.items():
        for link in page.links:
            assert not link.startswith("/"), f"{path}: {link}"
            target = normpath(join(path, "..", link.partition("#")[0].partition("?")[0] or Path(path).name))
            if target not in there and target not in ignored:
                dead.append(f"{path}: {link}")
    return dead


def everything(root: Path, folder: Path) -> set[str]:
    return set(files(folder)) | {f"e/{path}" for path in files(root / "e")}


def gone_below(folder: Path) -> set[str]:
    """Addresses that answer 410, and so may be linked."""
    return {path.replace("410.html", "index.html") for path in files(folder) if path.endswith("/410.html")}


def test_every_link_leads_to_what_is_there(laid, root):
    folder = root / "g/1"
    assert dead_links(pages(folder), everything(root, folder)) == []


def test_every_page_says_where_it_is_and_what_it_is(laid, root):
    for path, page in pages(root / "g/1").items():
        assert page.count("h1") == page.count("main") == page.tags.count(("title", {})) == 1, path
        assert ("html", {"lang": "zh-CN"}) in page.tags
        names = {found.get("name") for tag, found in page.tags if tag == "meta"}
        assert {"SiteName", "ColumnName", "Keywords", "description", "viewport"} <= names
        assert "data-fill" not in str(page.tags)


def test_an_article_has_the_tags_of_a_government_site(laid, root, settings):
    from budget_site.public_site import PublicSite

    settings.PUBLIC_SITE = PublicSite(
        "https://ys.example.gov.cn/", "某区财政", "1302990001", source="某区财政局"
    )
    folder = laying.switch("2")
    page = pages(folder)["lutai/2025/projects/1/index.html"]
    found = {
        one.get("name") or one.get("property"): one.get("content") for tag, one in page.tags if tag == "meta"
    }
    assert found["SiteDomain"] == "ys.example.gov.cn"
    assert found["SiteIDCode"] == "1302990001"
    assert found["ArticleTitle"] == found["og:title"] == "财政专项工作经费"
    assert found["PubDate"] == "2024-03-13 09:30"
    assert found["ContentSource"] == "某区财政局"
    assert found["Url"] == "https://ys.example.gov.cn/lutai/2025/projects/1/"


def test_an_old_edition_is_marked_and_leads_to_the_new_one(laid, root):
    page = pages(root / "g/1")["lutai/2025/editions/1/projects/1/index.html"]
    assert "已更正：这是第1版" in page.text
    assert "更正公务用车购置和一个项目的预算数" in page.text
    assert "../../../../projects/1/index.html" in page.links
    assert "50万元" in page.text
    assert "61.7万元" in pages(root / "g/1")["lutai/2025/projects/1/index.html"].text


def test_the_same_project_of_another_year_is_one_click_away(laid, root):
    found = pages(root / "g/1")
    assert "../../../2024/projects/1/index.html" in found["lutai/2025/projects/1/index.html"].links
    assert "../../../2024/index.html" in found["lutai/2025/projects/6/index.html"].links  # not there in 2024


def test_what_changed_since_last_year_is_one_click_away(laid, root):
    found = pages(root / "g/1")
    assert "compare/2024/index.html" in found["lutai/2025/index.html"].links
    assert "../../compare/2024/index.html#p5" in found["lutai/2025/projects/5/index.html"].links
    assert "../../compare/2024/index.html" in found["lutai/2025/projects/6/index.html"].links
    assert not [link for link in found["lutai/2024/index.html"].links if "compare" in link]
    assert not [link for link in found["lutai/2025/editions/1/index.html"].links if "compare" in link]


def test_every_project_of_both_years_has_its_place_where_they_are_compared(laid, root):
    page = pages(root / "g/1")["lutai/2025/compare/2024/index.html"]
    assert sorted(one for one in page.ids if one.startswith("p")) == [f"p{number}" for number in range(1, 6)]


def test_the_downloads_tell_size_and_hash_of_the_very_files(laid, root):
    row = laid[2]
    text = pages(root / "g/1")["lutai/2025/downloads/index.html"].text
    for one in row.manifest["files"]:
        if not one["path"].startswith("pages/"):
            assert one["sha256"] in text
    assert row.manifest_hash in text


def test_the_manifest_stays_public_to_the_byte(laid, root):
    for row in laid:
        whose = "lutai/101" if row.department else "lutai"
        content = (root / f"g/1/{whose}/{row.year}/editions/{row.number}/manifest.json").read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.manifest_hash


def test_a_generation_made_twice_is_the_same_to_the_byte(laid, root):
    again = root / "again"
    (root / "current").unlink()
    build(again)
    assert files(again) == files(root / "g/1")


def test_packed_copies_hold_the_same_and_no_time(laid, root):
    found = files(root / "g/1")
    packed = [path for path in found if path.endswith(".gz")]
    assert len(packed) > 100
    for path in packed:
        assert gzip.decompress(found[path]) == found[path.removesuffix(".gz")]
        assert found[path][4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("state", ["withdrawn", "erased"])
def test_what_was_taken_back_is_nowhere_but_in_its_notice(laid, root, state):
    laying.now(laid[2], state, "含有一处错误。")
    folder = laying.switch("2")
    found = pages(folder)
    assert "含有一处错误。" in found["lutai/2025/410.html"].text
    assert "含有一处错误。" in found["lutai/2025/editions/2/410.html"].text
    assert "lutai/2025/index.html" not in found
    assert not [path for path in found if path.startswith(("lutai/2025/projects", "lutai/2025/editions/2/p"))]
    assert not [path for path, page in found.items() if "61.7万元" in page.text]
    assert "lutai/2025/editions/1/index.html" in found
    assert "lutai/2025/compare/2024/index.html" not in found
    assert dead_links(found, everything(root, folder) | gone_below(folder)) == []
    assert b">lutai/2025/" not in (folder / "sitemap.xml").read_bytes()
    known = json.loads((folder / "lutai/verify/editions.json").read_bytes())
    assert {one["state"] for one in known["editions"]} >= {state}


def test_every_file_that_lies_with_an_edition_is_known_again_by_its_hash(laid, root):
    known = json.loads((root / "g/1/lutai/verify/editions.json").read_bytes())
    for row in laid:
        folder = root / "e" / row.token
        for path in (one for one in sorted(folder.rglob("*")) if one.is_file()):
            name = path.relative_to(folder).as_posix()
            if not name.startswith("pages/"):
                _, told, size = known["files"][hashlib.sha256(path.read_bytes()).hexdigest()]
                assert (told, size) == (name, path.stat().st_size)
    for one in ("manifest.json", "SHA256SUMS", "核验说明.txt", "disclosure.pdf"):
        assert known["names"][one]
    assert {one["manifest"] for one in known["editions"]} == {row.manifest_hash for row in laid}


def test_where_several_districts_publish_a_file_is_verified_by_its_own(laid, root):
    laying.lay(laying.disclosure(2025, Publisher("other", "另一区"), laying.tables(2)))
    folder = laying.switch("2")
    found = pages(folder)
    assert {"../lutai/verify/index.html", "../other/verify/index.html"} <= set(
        found["verify/index.html"].links
    )
    assert "../../verify/index.html" in found["lutai/2025/downloads/index.html"].links
    lists = json.loads((folder / "editions.json").read_bytes())["districts"]
    assert [(one["code"], one["name"]) for one in lists] == [("lutai", "芦台经济开发区"), ("other", "另一区")]
    for one in lists:
        known = json.loads((folder / one["at"]).read_bytes())
        assert known["whose"] == one["name"]
        assert {edition["name"].startswith(one["name"]) for edition in known["editions"]} == {True}
    assert dead_links(found, everything(root, folder)) == []


def test_what_an_edition_tells_of_its_files_stays_known_when_it_is_gone(laid, root):
    wanted = {
        hashlib.sha256((root / "e" / laid[2].token / name).read_bytes()).hexdigest()
        for name in ("manifest.json", "SHA256SUMS", "核验说明.txt", "data.json")
    }
    laying.now(laid[2], "erased", "含有个人信息。")
    known = json.loads((laying.switch("2") / "lutai/verify/editions.json").read_bytes())
    assert wanted <= set(known["files"])


def test_the_feed_and_the_sitemap_tell_what_is_public(laid, root):
    feed = ElementTree.fromstring((root / "g/1/feed.xml").read_bytes())
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 4
    ids = [one.findtext("{http://www.w3.org/2005/Atom}id") for one in entries]
    assert set(ids) == {f"urn:sha256:{row.manifest_hash}" for row in laid}
    maps = told(root / "g/1/sitemap.xml")
    years = ["lutai/2025/sitemap.xml", "lutai/2024/sitemap.xml", "lutai/101/2025/sitemap.xml"]
    assert maps == ["sitemap-publishers.xml", *years]
    places = [place for one in maps for place in told(root / "g/1" / one)]
    assert {"./", "lutai/", "lutai/101/", "lutai/2025/projects/1/", "lutai/101/2025/"} <= {*places}
    assert not [one for one in places if "editions" in one]
    there = everything(root, root / "g/1")
    assert {one.removeprefix("./") + "index.html" for one in places} <= there


def told(sitemap: Path) -> list[str]:
    places = ElementTree.fromstring(sitemap.read_bytes())
    return [one.text for one in places.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_words_of_the_rows_become_no_markup(db, root):
    attack = "\"'><script>alert(1)</script></script><img src=x>"
    row = laying.lay(laying.disclosure(), note=attack)
    names = {"title": attack, "district_name": attack, "department_name": attack}
    PublicEdition.objects.filter(pk=row.pk).update(department="9", **names)
    gone = laying.lay(laying.disclosure(2024))
    laying.now(gone, "withdrawn", attack)
    folder = laying.switch("1")
    ElementTree.fromstring((folder / "feed.xml").read_bytes())
    for path, page in pages(folder).items():
        assert page.count("img") == 0, path
        scripts = [found for tag, found in page.tags if tag == "script"]
        assert all("src" in one or one["type"] == "application/json" for one in scripts), path


def test_nothing_published_is_a_site_that_says_so(db, root):
    folder = laying.switch("1")
    assert "还没有公开的内容" in pages(folder)["index.html"].text
    assert dead_links(pages(folder), everything(root, folder)) == []


@pytest.mark.parametrize("which", [0, 1, 2, 3], ids=["last year", "old edition", "current", "department"])
def test_an_export_stands_by_itself(laid, root, tmp_path, which):
    row = laid[which]
    export(tmp_path / "out", [row])
    shutil.copytree(root / "e" / row.token, tmp_path / "out/e" / row.token)
    found = pages(tmp_path / "out")
    shown = {path: page for path, page in found.items() if not path.startswith("e/")}
    assert dead_links(shown, set(files(tmp_path / "out")), ignored=()) == []
    links = {link.partition("#")[0] for page in shown.values() for link in page.links}
    assert not [link for link in links if link.endswith("/")]
    # By whole names: addresses of editions are drawn by lot, and now and then one has a "feed" in it.
    assert not [link for link in links if {"search", "feed.xml"} & set(link.split("/"))]

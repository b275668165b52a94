"""An export says up to when it knows what became of editions, tells of all, and leads to the site."""

import shutil
from datetime import timedelta

import pytest
from django.utils import timezone

from budget_site.public_site import PublicSite
from disclosures.public.generating import export
from disclosures.public.shell import day
from tests.disclosures.public import laying
from tests.disclosures.public.laying import files
from tests.disclosures.public.test_generating import dead_links, pages

pytestmark = pytest.mark.django_db


def exported(root, out, row, elsewhere=()):
    export(out, [row], elsewhere)
    shutil.copytree(root / "e" / row.token, out / "e" / row.token)
    return {path: page for path, page in pages(out).items() if not path.startswith("e/")}


def test_an_export_says_until_when_it_knows(laid, root, tmp_path):
    today = day(timezone.now())
    found = exported(root, tmp_path / "out", laid[2], [laid[1]])
    assert f"截至导出时（{today}），现行版本：第2版" in found["lutai/2025/index.html"].text
    assert all(f"这是导出的副本，各版的状态截至导出时（{today}）" in page.text for page in found.values())
    laying.switch("2")
    assert not [path for path, page in pages(root / "g/2").items() if "导出" in page.text]


def test_an_export_tells_of_all_editions_and_has_no_dead_link(laid, root, tmp_path):
    found = exported(root, tmp_path / "out", laid[2], [laid[1], laid[0], laid[3]])
    for path in ("lutai/2025/editions/index.html", "lutai/2025/about/index.html"):
        text = found[path].text
        assert "这份导出里只有第2版的内容" in text
        assert "第1版 已更正" in text
        assert laid[1].manifest_hash in text
        assert laid[3].manifest_hash not in text
    assert dead_links(found, set(files(tmp_path / "out")), ignored=()) == []


def test_an_export_of_an_old_edition_says_that_it_was_corrected(laid, root, tmp_path):
    found = exported(root, tmp_path / "out", laid[1], [laid[2]])
    text = found["lutai/2025/index.html"].text
    assert "已更正：这是第1版" in text
    assert "由第2版更正" in text
    assert "更正公务用车购置和一个项目的预算数" in text
    assert dead_links(found, set(files(tmp_path / "out")), ignored=()) == []


def test_an_export_leads_to_the_public_site_where_that_has_an_address(laid, root, tmp_path, settings):
    settings.PUBLIC_SITE = PublicSite("https://ys.example.gov.cn/")
    found = exported(root, tmp_path / "out", laid[2], [laid[1]])
    there = "https://ys.example.gov.cn/lutai/2025/editions/"
    assert there in found["lutai/2025/projects/1/index.html"].links
    assert there in found["lutai/2025/about/index.html"].links
    assert "https://ys.example.gov.cn/" in found["verify/index.html"].links


def test_a_feed_entry_moves_when_its_edition_is_corrected_or_withdrawn(laid, root):
    before = (root / "g/1/feed.xml").read_text()
    laying.now(laid[2], "withdrawn", "内容有误。")
    after = (laying.switch("2") / "feed.xml").read_text()
    updated = laid[2].changed_at.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds")
    assert laid[2].changed_at > laid[2].published_at + timedelta(days=1)
    assert updated not in before
    assert after.count(f"<updated>{updated}</updated>") == 2  # of the feed and of the entry
    assert after.index("（第2版，已撤回）") < after.index("（第1版，")


def test_an_edition_says_that_what_replaced_it_was_withdrawn(laid, root):
    laying.now(laid[2], "withdrawn", "内容有误。")
    page = pages(laying.switch("2"))["lutai/2025/editions/1/index.html"]
    assert "由第2版更正，第2版已撤回。" in page.text


def test_no_page_says_that_old_editions_are_never_taken_away(laid, root):
    for path, page in pages(root / "g/1").items():
        assert "撤回或依法删除的，说明原因并保留校验值" in page.text, path
        assert "旧版不删改" not in page.text

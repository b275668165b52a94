"""Whatever of what was published is not what it was is named, in the pages and the search too."""

import gzip
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from disclosures.models import Edition, PublicEdition, PublicEntry
from disclosures.publishing import manifest, resuming, service, storing, tree
from disclosures.publishing.verifying import verify_all
from projects.rules.examples import SOUND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


@pytest.fixture
def edition(press) -> Edition:
    return press.publish()


def broken() -> dict[str, str]:
    return {line.path: f"{line.state} {line.why}" for line in verify_all().broken}


def test_a_forged_tombstone_hides_nothing(edition):
    told = json.loads(bytes(edition.manifest))
    for base in (storing.root() / edition.token, tree.root() / "e" / edition.token):
        for one in told["files"]:
            (base / one["path"]).unlink()
        (base / "tombstone.json").write_bytes(manifest.tombstone(told, "伪造"))
    found = broken()
    for where in ("内部文件", "公开文件"):
        for path in ("data.json", "disclosure.pdf", "tombstone.json"):
            assert "这一版没有删除" in found[f"{where}/lutai/2025/1/{path}"]


def test_bytes_that_should_be_erased_and_lie_there_are_named(press, edition):
    folder = storing.root() / edition.token
    data = (folder / "data.json").read_bytes()
    service.erase(edition, press.publisher, press.cast.replier, "含个人信息")
    assert broken() == {}
    for name in ("data.json", "SHA256SUMS", "notes.txt"):
        (folder / name).write_bytes(data)
        assert f"内部文件/lutai/2025/1/{name}" in broken()
        (folder / name).unlink()
    stone = manifest.tombstone(json.loads(bytes(edition.manifest)), "另一个原因")
    (folder / "tombstone.json").write_bytes(stone)
    assert "内部文件/lutai/2025/1/tombstone.json" in broken()


@pytest.mark.parametrize(
    "name", ["lutai/2025/index.html", "lutai/2025/index.html.gz", "feed.xml", "index.html"]
)
def test_a_forged_page_is_named_and_is_not_carried_on(edition, name):
    page = tree.root() / "g" / tree.current() / name
    sound = page.read_bytes()
    page.write_bytes(gzip.compress(b"<h1>forged</h1>"))
    assert list(broken()) == [f"公开网页/{name}"]
    tree.settle(again=True)
    assert (tree.root() / "g" / tree.current() / name).read_bytes() == sound
    assert broken() == {}


def test_pages_that_are_missing_or_strange_are_named_and_a_worker_that_starts_makes_them_anew(edition):
    generation = tree.root() / "g" / tree.current()
    (generation / "lutai/2025/projects/1/index.html").unlink()
    (generation / "strange.html").write_text("?")
    (generation / "feed.xml").unlink()
    (generation / "feed.xml").symlink_to("editions.json")
    found = broken()
    assert {path: told.split()[0] for path, told in found.items()} == {
        "公开网页/lutai/2025/projects/1/index.html": "缺少",
        "公开网页/strange.html": "多出",
        "公开网页/feed.xml": "不一致",
    }
    tree.settle(renew=True)
    assert broken() == {}


WRONG = {
    "title": ("被改的标题", "标题"),
    "note": ("被改的说明", "更正说明"),
    "notice": ("被改的原因", "撤回或删除的原因"),
    "published_at": (timezone.now() - timedelta(days=30), "公开时间"),
    "changed_at": (timezone.now() + timedelta(days=30), "变动时间"),
    "district_name": ("另一个区", "区划名称"),
    "data_hash": ("0" * 64, "数据校验值"),
    "manifest": ({}, "清单"),
}


@pytest.mark.parametrize("field", WRONG)
def test_every_field_that_the_public_is_told_is_compared(edition, field):
    value, called = WRONG[field]
    PublicEdition.objects.update(**{field: value})
    assert broken() == {"数据库/lutai/2025/1/公开目录": f"不一致 {called}与公开时不同"}


def test_what_a_search_finds_is_compared(press, edition):
    search = "数据库/lutai/2025/1/公开检索"
    one = PublicEntry.objects.filter(text__contains=SOUND.purpose).first()
    text = one.text
    PublicEntry.objects.filter(pk=one.pk).update(text="被改的检索文字")
    assert broken() == {search: "不一致 1条多出，1条缺少"}
    PublicEntry.objects.filter(pk=one.pk).update(text=text)
    service.withdraw(edition, press.publisher, "有错")
    assert broken() == {}
    one.pk, one.edition = None, PublicEdition.objects.get()
    one.save()
    assert broken() == {search: "多出 1条多出，0条缺少"}


def test_a_public_row_of_what_was_never_published_is_named(edition):
    row = PublicEdition.objects.get()
    row.pk, row.position, row.token, row.state = None, 7, "0" * 40, "withdrawn"
    row.save()
    resuming.resume()
    assert broken() == {"公开目录/lutai/7": "多出 没有这一版"}


def test_the_sums_beside_the_files_and_on_the_public_pages_are_the_same(edition):
    public = tree.root() / "g" / tree.current() / "lutai/2025/editions/1/SHA256SUMS"
    assert public.read_bytes() == (tree.root() / "e" / edition.token / "SHA256SUMS").read_bytes()

"""The public site by itself: files as they lie, cached and packed; nothing hidden, and nobody known."""

import gzip
import shutil

import pytest
from django.test import Client

from budget_site import public_settings
from tests.disclosures.public import laying
from tests.disclosures.public.markup import Markup

pytestmark = pytest.mark.django_db


def test_a_folder_shows_its_page(reader, laid, root):
    answer = reader.get("/lutai/2025/")
    assert answer.status_code == 200
    assert answer.content == (root / "g/1/lutai/2025/index.html").read_bytes()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert reader.get("/lutai/2025/index.html").content == answer.content


def test_a_folder_without_its_slash_is_sent_there(reader, laid):
    assert reader.get("/lutai/2025")["Location"] == "/lutai/2025/"


@pytest.mark.parametrize("path", ["/%2F%2Fevil.example", "/%2Flutai", "/lutai//2025/"])
def test_no_path_sends_anybody_to_another_site(reader, laid, path):
    answer = reader.get(path)
    assert answer.status_code == 404 or answer["Location"].startswith("/lutai")


def test_pages_are_kept_for_a_minute_files_of_editions_for_an_hour_and_hashed_assets_for_a_year(
    reader, laid, root
):
    """An edition may be withdrawn: nobody shows its files for long without asking again."""
    token = laid[2].token
    style = next((root / "g/1/assets").glob("*.css")).name
    wanted = {
        "/": 60,
        "/assets/names.json": 60,
        f"/e/{token}/data.json": 3600,
        f"/e/{token}/disclosure.pdf": 3600,
        f"/assets/{style}": 31536000,
    }
    for path, seconds in wanted.items():
        answer = reader.get(path)
        assert f"max-age={seconds}" in answer["Cache-Control"], path
        assert ("immutable" in answer["Cache-Control"]) == (seconds > 3600), path
        assert answer["ETag"]


def test_what_a_browser_has_is_not_sent_again(reader, laid):
    etag = reader.get("/lutai/2025/")["ETag"]
    answer = reader.get("/lutai/2025/", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    laying.now(laid[0], "withdrawn", "原因")
    laying.switch("2")
    assert reader.get("/lutai/2025/", headers={"if-none-match": etag}).status_code == 200


def test_what_did_not_change_since_a_day_is_not_sent_again(reader, laid):
    when = reader.get("/lutai/2025/")["Last-Modified"]
    asked = {"if-modified-since": when}
    assert reader.get("/lutai/2025/", headers=asked).status_code == 304
    asked["if-modified-since"] = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert reader.get("/lutai/2025/", headers=asked).status_code == 200
    asked |= {"if-modified-since": when, "if-none-match": '"another"'}
    assert reader.get("/lutai/2025/", headers=asked).status_code == 200


def test_who_can_unpack_gets_the_packed_copy(reader, laid):
    plain = reader.get("/lutai/2025/")
    packed = reader.get("/lutai/2025/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"
    refused = reader.get("/lutai/2025/", headers={"accept-encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused


def test_head_tells_without_sending(reader, laid):
    answer, whole = reader.head("/lutai/2025/"), reader.get("/lutai/2025/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(len(whole.content))
    assert answer["ETag"] == whole["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_done_but_reading(reader, laid, method):
    assert getattr(reader, method)("/").status_code == 405
    assert getattr(reader, method)("/search/").status_code == 405


_HIDDEN = [
    "/../current",
    "/..%2Fcurrent",
    "/e/../current",
    "/e/%2e%2e/current",
    "/.made.json",
    "/lutai/../.made.json",
    "/lutai/.made.json",
    "/lutai/2025/.made.json",
    "/b/",
    "/b/branch/index.html",
    "/e/",
    "/e",
    "/g/1/index.html",
    "/current",
    "/lutai\\2025",
    "/lutai/2025/index.html/",
    "/lutai%002025/",
    "/410.html",
    "/404.html",
    "/" + "x/" * 500,
    "/" + "x" * 5000,
    "/e/nobody-knows/data.json",
]


@pytest.mark.parametrize("path", _HIDDEN)
def test_what_is_hidden_or_not_there_is_not_found(reader, laid, path):
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


def test_a_link_out_of_the_tree_is_not_followed(reader, laid, root, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (root / "g/1/link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "g/1/pointer.txt").symlink_to(root / "current")
    (root / "g/1/nowhere.txt").symlink_to(root / "b/nowhere")
    (root / "b/branch").mkdir()
    (root / "b/branch/index.html").write_text("not led to")
    assert reader.get("/b/branch/index.html").status_code == 404
    assert reader.get("/pointer.txt").status_code == 404
    assert reader.get("/nowhere.txt").status_code == 404
    (root / "e" / laid[2].token / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert reader.get("/link.txt").status_code == 404
    assert reader.get(f"/e/{laid[2].token}/link.txt").status_code == 404


def test_the_lost_are_led_home_from_any_depth(reader, laid):
    assert '<a href="../../../index.html">首页</a>' in reader.get("/a/b/c/").content.decode()
    assert '<a href="../../index.html">首页</a>' in reader.get("/a/b/c").content.decode()


@pytest.mark.parametrize(
    "path", ["", "projects/1/", "projects/1", "downloads/index.html", "editions/2/projects/1/"]
)
def test_what_was_withdrawn_is_gone_with_notice_at_every_address(reader, laid, path):
    laying.now(laid[2], "withdrawn", "数字有误。")
    laying.switch("2")
    answer = reader.get(f"/lutai/2025/{path}")
    assert answer.status_code == 410
    text = answer.content.decode()
    assert "数字有误。" in text
    depth = 2 + path.count("/")
    assert f'<a class="site-name" href="{"../" * depth}index.html">' in text
    assert reader.get("/lutai/2025/editions/2/manifest.json").status_code == 200
    assert reader.get("/lutai/2025/editions/1/projects/1/").status_code == 200


@pytest.mark.parametrize("state", ["withdrawn", "erased"])
@pytest.mark.parametrize(
    "path", ["disclosure.pdf", "csv/plan.csv", "manifest.json", "never/there", "", "410.html"]
)
def test_the_address_of_a_file_that_somebody_passed_on_says_why_it_is_gone(reader, laid, state, path):
    token = laid[2].token
    laying.now(laid[2], state, "含有一处错误。")
    laying.switch("2")
    answer = reader.get(f"/e/{token}/{path}")
    assert answer.status_code == 410
    text = answer.content.decode()
    assert "含有一处错误。" in text
    up = "../" * (2 + path.count("/"))
    assert f'href="{up}lutai/2025/editions/index.html"' in text
    assert reader.get(f"/e/{laid[1].token}/data.json").status_code == 200
    assert reader.get(f"/e/{token[:-1]}/{path}").status_code == 404


def test_before_the_first_publication_a_calm_page_says_so(reader, root):
    answer = reader.get("/")
    page = Markup(answer.content.decode())
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "还没有公开的内容" in page.text
    for link in page.links:
        if link.startswith("assets/"):
            assert reader.get(f"/{link}").status_code == 200, link
    assert reader.get("/assets/names.json").status_code == 404
    lost = reader.get("/lutai/2025/")
    assert lost.status_code == 404
    assert '<a href="../../index.html">首页</a>' in lost.content.decode()


def test_a_pointer_to_nowhere_shows_nothing(reader, laid, root):
    for text in ("../../etc", "", "2", ".."):
        (root / "current").write_text(text)
        assert reader.get("/verify/").status_code == 404


def test_a_generation_that_is_read_can_be_taken_away(reader, laid, root):
    laying.switch("2")
    shutil.rmtree(root / "g/1")
    assert reader.get("/lutai/2025/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/lutai/2025/", "/search/?q=绩效", "/nothing/", "/verify/"])
def test_nobody_is_known_and_nothing_is_asked_of_other_sites(reader, laid, path):
    answer = reader.get(path)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_public_sites_settings_have_no_way_to_the_staff():
    told = " ".join((*public_settings.INSTALLED_APPS, *public_settings.MIDDLEWARE))
    assert not [
        one for one in ("sessions", "admin", "messages", "axes", "csrf", "authentication") if one in told
    ]
    assert {one["BACKEND"] for one in public_settings.STORAGES.values()} == {
        "django.core.files.storage.InMemoryStorage"
    }


@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/", "/trail/", "/inbox/", "/jobs/"])
def test_the_public_site_has_no_page_of_the_staffs(reader, laid, path):
    assert reader.get(path).status_code == 404


def test_the_staffs_server_shows_the_same_below_public(laid, root):
    answer = Client().get("/public/lutai/2025/")
    assert answer.content == (root / "g/1/lutai/2025/index.html").read_bytes()
    assert not answer.cookies
    assert Client().get("/public/search/?q=绩效").status_code == 200
    assert Client().get("/public/lutai")["Location"] == "/public/lutai/"
    assert Client().get("/public/nothing/").status_code == 404

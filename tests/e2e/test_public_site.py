"""The public site in a real browser: for everybody, on every screen, from a disk too, asking nobody else."""

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from disclosures.document import Publisher
from disclosures.models import PublicEdition
from disclosures.public.generating import export
from tests.disclosures.public import laying
from tests.e2e.visiting import examine, follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PAGES = (
    "",
    "lutai/",
    "lutai/101/",
    "lutai/2025/",
    "lutai/2025/sections/three_public/",
    "lutai/2025/sections/debt/",
    "lutai/2025/sections/performance/",
    "lutai/2025/sections/totals/",
    "lutai/2025/sections/tables/",
    "lutai/2025/projects/",
    "lutai/2025/projects/1/",
    "lutai/2025/projects/6/",
    "lutai/2025/departments/",
    "lutai/2025/departments/101/",
    "lutai/2025/downloads/",
    "lutai/2025/about/",
    "lutai/2025/editions/",
    "lutai/2025/editions/1/projects/1/",
    "lutai/2025/editions/2/changes/",
    "lutai/2025/compare/2024/",
    "search/",
    "search/?q=绩效&old=1&least=约七",
    "verify/",
    "lutai/verify/",
)
LOST = ("nothing/here/", "lutai/101/2025/projects/1/")


@pytest.fixture
def public(site, settings, tmp_path):
    """The address of the public site, with two years, a correction and something withdrawn."""
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.PUBLIC_ROOT.mkdir()
    rows = laying.two_years_and_a_correction()
    laying.now(rows[3], "withdrawn", "部门名称有误，核实后重新公开。")
    laying.switch("1")
    return f"{site.url}/public/"


def test_where_several_districts_publish_one_says_first_whose_file_it_is(page, public, settings):
    other = laying.lay(laying.disclosure(2025, Publisher("other", "另一区"), laying.tables(2)))
    laying.switch("2")
    page.goto(f"{public}verify/")
    examine(page)
    follow(page.get_by_role("link", name="另一区"))
    assert page.url == f"{public}other/verify/index.html"
    folder = settings.PUBLIC_ROOT / "e"
    assert "✓ 与公开的文件一致" in check(page, folder / other.token / "disclosure.pdf")
    assert "不是另一区公开的文件" in check(page, next(folder.glob(f"[!{other.token[0]}]*/disclosure.pdf")))


def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, public):
    for path in PAGES:
        page.goto(public + path)
        examine(page)
    for path in LOST:
        page.goto(public + path)
        page.problems.clear()  # the browser reports the 404 and the 410 itself
        examine(page)
    assert page.context.cookies() == []


def test_larger_type_is_remembered_and_breaks_nothing(page, public):
    page.goto(f"{public}lutai/2025/projects/1/")
    size = "getComputedStyle(document.querySelector('main')).fontSize"
    before = float(page.evaluate(size).removesuffix("px"))
    page.get_by_role("button", name="大字版").click()
    assert float(page.evaluate(size).removesuffix("px")) > 1.25 * before
    page.goto(f"{public}lutai/2025/")
    assert page.get_by_role("button", name="大字版", pressed=True).is_visible()
    examine(page)
    page.get_by_role("button", name="大字版").click()
    page.reload()
    assert float(page.evaluate(size).removesuffix("px")) == before


def test_the_hash_is_that_of_python(page, public):
    page.goto(f"{public}verify/")
    chance = random.Random(6)
    for size in (*range(130), 1000, 4095, 65537):
        data = chance.randbytes(size)
        cut = chance.randint(0, size)
        told = page.evaluate(
            "([a, b]) => new Sha256().add(new Uint8Array(a)).add(new Uint8Array(b)).hex()",
            [list(data[:cut]), list(data[cut:])],
        )
        assert told == hashlib.sha256(data).hexdigest(), size


def check(page, path: Path) -> str:
    page.locator("#file").set_input_files(path)
    page.locator("#told .verdict").wait_for()
    return page.locator("#told").inner_text()


BESIDE = {"manifest.json": "文件清单", "SHA256SUMS": "校验值清单", "核验说明.txt": "核验说明"}


def drop(page, where: str, *paths: Path) -> None:
    held = page.evaluate_handle(
        """files => files.reduce((held, [name, bytes]) => {
            held.items.add(new File([new Uint8Array(bytes)], name));
            return held;
        }, new DataTransfer())""",
        [[path.name, list(path.read_bytes())] for path in paths],
    )
    page.dispatch_event(where, "drop", {"dataTransfer": held})


def test_a_downloaded_file_is_known_again_and_a_changed_one_is_not(page, public, settings, tmp_path):
    page.goto(f"{public}lutai/2025/downloads/")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF 文档").click()
    assert download.value.suggested_filename == "芦台经济开发区2025年预算公开第2版.pdf"
    file = tmp_path / "taken.pdf"
    shutil.copy(download.value.path(), file)
    sent = []
    page.goto(f"{public}verify/")
    page.on("request", lambda request: sent.append(request.url))
    assert "是现行版本" in check(page, file)
    row = PublicEdition.objects.get(state="published", year=2025)
    frozen = settings.PUBLIC_ROOT / "e" / row.token
    for name, called in BESIDE.items():
        told = check(page, frozen / name)
        assert "✓ 与公开的文件一致" in told
        assert f"{called}（{name}）" in told
    drop(page, "footer", frozen / "manifest.json")  # beside the box: the page stays
    page.locator("#told h2", has_text="manifest.json").wait_for()
    assert row.manifest_hash in page.locator("#told").inner_text()
    file.write_bytes(file.read_bytes() + b"\n")
    assert "不是芦台经济开发区公开的文件" in check(page, file)
    drop(page, "footer", frozen / "manifest.json", file)
    page.locator("#told .bad").wait_for()
    assert page.locator("#told h2").all_inner_texts() == ["manifest.json", "taken.pdf"]
    examine(page)
    assert [url for url in sent if not url.endswith(".svg")] == []  # the page's own icon may come late


def test_a_later_choice_ends_an_earlier_one_and_no_percent_is_read_out(page, public, tmp_path):
    page.goto(f"{public}verify/")
    heard = "() => window.heard"
    page.evaluate(
        """() => {
            window.heard = [];
            const told = document.getElementById("told");
            new MutationObserver(() => window.heard.push(told.innerText))
                .observe(told, {childList: true, characterData: true, subtree: true});
        }"""
    )
    for name, size in (("large.bin", 96), ("small.bin", 1)):
        (tmp_path / name).write_bytes(bytes(size * 1024 * 1024))
        page.locator("#file").set_input_files(tmp_path / name)
    page.locator("#told .verdict").wait_for()
    page.wait_for_function("() => !document.getElementById('counting').textContent")
    assert page.locator("#told h2").all_inner_texts() == ["small.bin"]
    assert not [text for text in page.evaluate(heard) if "%" in text or "large.bin" in text]


def test_a_file_of_an_old_edition_is_told_so(page, public, settings, tmp_path):
    old = PublicEdition.objects.get(state="corrected")
    page.goto(f"{public}verify/")
    told = check(page, settings.PUBLIC_ROOT / "e" / old.token / "disclosure.pdf")
    assert "已更正" in told
    follow(page.get_by_role("link", name="看这一年的现行版本"))
    assert page.url == f"{public}lutai/2025/index.html"


def test_a_reader_finds_a_project_by_keyboard_and_search(page, public):
    page.goto(public)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # 跳到正文
    page.get_by_role("searchbox").focus()
    page.keyboard.type("农业保险")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    follow(page.locator(".hits a").first)
    assert "农业保险" in page.get_by_role("heading", level=1).inner_text()


def test_an_indicator_has_an_address_of_its_own(page, public):
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 600})
        page.goto(f"{public}lutai/2025/projects/1/#i5")
        box = page.locator("#i5").bounding_box()
        assert 0 <= box["y"] < 600


def test_everything_can_be_read_without_scripts(browser, public):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{public}lutai/2025/")
    follow(page.get_by_role("link", name="全部项目").first)
    follow(page.get_by_role("link", name="财政专项工作经费"))
    assert "61.7万元" in page.locator("main").inner_text()
    assert not page.get_by_role("button", name="大字版").is_visible()
    follow(page.get_by_role("link", name="核验文件"))
    assert "没有开启脚本" in page.locator("noscript").inner_text()
    context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_an_export_opens_from_a_disk_and_asks_nobody(page, public, settings, tmp_path, width):
    row = PublicEdition.objects.get(state="published", year=2025)
    out = tmp_path / "out"
    export(out, [row])
    shutil.copytree(settings.PUBLIC_ROOT / "e" / row.token, out / "e" / row.token)
    asked = []
    page.set_viewport_size({"width": width, "height": 768})
    page.on("request", lambda request: asked.append(request.url))
    page.goto((out / "index.html").as_uri())
    follow(page.get_by_role("link", name="关于2025年区级预算公开有关事项的说明"))
    follow(page.get_by_role("link", name="全部项目").first)
    follow(page.get_by_role("link", name="财政专项工作经费"))
    assert "61.7万元" in page.locator("main").inner_text()
    assert page.get_by_role("search").count() == 0
    follow(page.get_by_role("link", name="核验文件"))
    assert "是现行版本" in check(page, out / "e" / row.token / "disclosure.docx")
    assert all(url.startswith(out.as_uri()) for url in asked)


def test_print_is_the_matter_alone(page, public):
    page.goto(f"{public}lutai/2025/projects/1/")
    page.emulate_media(media="print")
    for hidden in (".masthead", ".breadcrumbs", ".around", ".beside"):
        assert not page.locator(hidden).first.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".indicators thead").is_visible()
    assert page.locator(".foot .hash").first.is_visible()

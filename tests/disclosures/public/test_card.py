"""A link that is passed on shows whose budget it is, in a picture that the site draws itself."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from budget_site.public_site import PublicSite
from disclosures.public import card
from tests.disclosures.public import laying
from tests.disclosures.public.laying import files
from tests.disclosures.public.test_generating import pages

pytestmark = pytest.mark.django_db
SITE = PublicSite("https://ys.example.gov.cn/budget/", "某区财政", sponsor="某区财政局")


def told(page) -> dict[str, str]:
    return {one.get("property"): one.get("content") for tag, one in page.tags if tag == "meta"}


def test_every_page_of_a_year_names_the_picture_of_the_year(laid, root, settings):
    settings.PUBLIC_SITE = SITE
    folder = laying.switch("2")
    there = files(folder)
    for path, page in pages(folder).items():
        found = told(page)
        at = found["og:image"].removeprefix(SITE.address)
        assert at in there, path
        with Image.open(io.BytesIO(there[at])) as image:
            size = (found["og:image:width"], found["og:image:height"])
            assert (image.format, *map(str, image.size)) == ("PNG", *size) == ("PNG", "1200", "630")
    found = told(pages(folder)["lutai/2025/projects/1/index.html"])
    assert found["og:image"] == "https://ys.example.gov.cn/budget/lutai/2025/preview.png"
    assert found["og:image:alt"].startswith("芦台经济开发区2025年预算公开：")
    assert told(pages(folder)["index.html"])["og:image"] == "https://ys.example.gov.cn/budget/preview.png"


def test_a_site_that_does_not_know_its_address_has_no_pictures(laid, root):
    assert not [path for path in files(root / "g/1") if path.endswith(".png")]
    assert not [path for path, page in pages(root / "g/1").items() if "og:image" in told(page)]


def test_a_year_that_was_withdrawn_has_no_picture(laid, root, settings):
    settings.PUBLIC_SITE = SITE
    laying.now(laid[2], "withdrawn", "内容有误。")
    folder = laying.switch("2")
    assert "lutai/2025/preview.png" not in files(folder)
    assert told(pages(folder)["lutai/2025/editions/1/index.html"])["og:image"] == f"{SITE.address}preview.png"


def test_without_its_font_the_site_has_no_pictures_and_is_there(laid, root, settings, monkeypatch, tmp_path):
    settings.PUBLIC_SITE = SITE
    monkeypatch.setenv("BUDGET_FONTS", str(tmp_path))
    folder = laying.switch("2")
    assert "og:image" not in told(pages(folder)["index.html"])


def test_the_same_words_give_the_same_picture_and_other_words_another(laid):
    row = laid[2]
    first = card.of_year(SITE, row)
    assert first == card.of_year(SITE, row)
    assert len(first) < 100_000
    row.title = "很长的标题" * 60
    assert first != card.of_year(SITE, row)
    assert card.of_site(SITE) != card.of_site(replace(SITE, name="另一个网站"))


def test_the_picture_is_handed_out_as_one(laid, root, settings, reader):
    settings.PUBLIC_SITE = SITE
    laying.switch("2")
    assert reader.get("/lutai/2025/preview.png")["Content-Type"] == "image/png"

"""What a rendering may read: nothing that the software did not bring itself."""

import os

import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from projects.rendering.fetching import PackagedFiles


@pytest.fixture
def folder(tmp_path):
    """A folder of fonts, a secret beside it, and ways from one to the other."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "仿宋 1.otf").write_bytes(b"font")
    (folder / "out.otf").symlink_to(tmp_path / "secret.txt")
    (folder / "circle.otf").symlink_to(folder / "circle.otf")
    (folder / "outside").symlink_to(tmp_path)
    (tmp_path / "fonts-of-another").mkdir()
    (tmp_path / "fonts-of-another" / "font.otf").write_bytes(b"font")
    return folder


def test_a_packaged_font_is_read(folder):
    assert PackagedFiles([folder]).fetch((folder / "仿宋 1.otf").as_uri()).read() == b"font"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/font.otf",
        "https://example.org/font.otf",
        "ftp://example.org/font.otf",
        "data:text/plain,secret",
        "file:///etc/passwd",
        "file:///{folder}/../secret.txt",
        "file:///{folder}/%2e%2e/secret.txt",
        "file:///{folder}/..%2fsecret.txt",
        "file:///{folder}/out.otf",
        "file:///{folder}/circle.otf",
        "file:///{folder}/outside/secret.txt",
        "file:///{folder}-of-another/font.otf",
        "file://example.org/{folder}/仿宋 1.otf",
        "FILE:///etc/passwd",
        "file:///{folder}/",
        "file:///{folder}/missing.otf",
        "file:///{folder}/%00",
        "file:///{folder}/%ff",
        "//{folder}/仿宋 1.otf",
        "file:///proc/self/environ",
        "仿宋 1.otf",
        "http://[broken",
        "",
    ],
)
def test_nothing_else_is(folder, url):
    url = url.replace("{folder}", str(folder).lstrip(os.sep))
    with pytest.raises(FatalURLFetchingError, match="不能读取"):
        PackagedFiles([folder]).fetch(url)


@pytest.mark.parametrize(
    "page",
    [
        '<img src="http://127.0.0.1/">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import "data:text/css,";</style>',
        '<object data="file:///etc/passwd"></object>',
        '<p style="background: url(ftp://example.org/)">',
    ],
)
def test_a_page_that_asks_for_more_is_not_drawn_at_all(folder, page):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=page, url_fetcher=PackagedFiles([folder])).write_pdf()

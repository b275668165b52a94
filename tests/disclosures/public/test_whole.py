"""One ZIP has all files of an edition, as they were published, and is verified by the program within."""

import io
import subprocess
import sys
from zipfile import ZipFile

import pytest

from disclosures import verifier
from tests.disclosures.public import laying
from tests.disclosures.public.markup import Markup

pytestmark = pytest.mark.django_db
ALL = "lutai/2025/editions/2/all.zip"


def test_what_was_taken_home_whole_is_verified_by_its_own_program(laid, root, tmp_path):
    data = (root / "g/1" / ALL).read_bytes()
    with ZipFile(io.BytesIO(data)) as book:
        book.extractall(tmp_path)
        names = set(book.namelist())
    folder = tmp_path / "芦台经济开发区2025年预算公开第2版"
    there = {one["path"] for one in laid[2].manifest["files"]} | {
        "manifest.json",
        "SHA256SUMS",
        "核验说明.txt",
    }
    assert names == {f"{folder.name}/{path}" for path in there}
    checked = subprocess.run(
        [sys.executable, verifier.__file__, str(folder)], capture_output=True, encoding="utf-8", check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert laid[2].manifest_hash in checked.stdout


def test_the_downloads_offer_all_at_once_under_a_name_that_says_whose(laid, root):
    page = Markup((root / "g/1/lutai/2025/downloads/index.html").read_text())
    links = {one.get("href"): one.get("download") for tag, one in page.tags if tag == "a"}
    assert links["../editions/2/all.zip"] == "芦台经济开发区2025年预算公开第2版.zip"
    assert {"../editions/2/manifest.json", "../editions/2/SHA256SUMS"} <= links.keys()


def test_the_same_files_make_the_same_zip(laid, root):
    assert (laying.switch("2") / ALL).read_bytes() == (root / "g/1" / ALL).read_bytes()


@pytest.mark.parametrize("state", ["withdrawn", "erased"])
def test_of_what_was_taken_back_there_is_no_zip(laid, root, reader, state):
    assert reader.get(f"/{ALL}").headers["Content-Type"] == "application/zip"
    laying.now(laid[2], state, "有误，撤回。")
    assert not (laying.switch("2") / ALL).exists()
    assert reader.get(f"/{ALL}").status_code == 410

"""The shipped configuration for nginx does what the application does, address by address."""

import re
from pathlib import Path

import pytest

from budget_site.env import BASE_DIR
from disclosures.public import files
from tests.disclosures.public import laying

pytestmark = pytest.mark.django_db

CONFIGURATION = (BASE_DIR / "deploy/nginx/public-pages.conf").read_text(encoding="utf-8")
_LOCATION = re.compile(r"^location ([~=] )?(\S+) \{(.*?)\}\s*$", re.MULTILINE)
_SECONDS = {"s": 1, "h": 3600, "y": 31536000}
ADDRESSES = [
    "",
    "lutai",
    "lutai/",
    "lutai/2025",
    "lutai/2025/",
    "lutai/2025/index.html",
    "lutai/2025/projects/1",
    "lutai/2025/projects/1/",
    "lutai/2025/editions/2/manifest.json",
    "lutai/2025/editions/2/all.zip",
    "lutai/2024/editions/1/all.zip",
    "lutai/2024/",
    "lutai/2024/projects/1/",
    "lutai/2024/410.html",
    "404.html",
    "search/",
    "feed.xml",
    "assets/names.json",
    "assets",
    ".made.json",
    "lutai/2025/.made.json",
    "lutai/verify",
    "lutai/verify/",
    "lutai/verify/editions.json",
    "b/branch/index.html",
    "e",
    "e/",
    "e/{current}",
    "e/{current}/data.json",
    "e/{current}/csv/plan.csv",
    "e/{gone}/data.json",
    "e/{gone}",
    "e/never-published/data.json",
    "current",
    "g/2/index.html",
    "nothing/here/",
]


def location(path: str) -> str:
    """What stands in the location that nginx takes: the first pattern, else the longest beginning."""
    found = [(how, what.strip('"'), told) for how, what, told in _LOCATION.findall(CONFIGURATION)]
    exact = [told for how, what, told in found if how == "= " and what == path]
    patterns = [told for how, what, told in found if how == "~ " and re.search(what, path)]
    begun = [(len(what), told) for how, what, told in found if not how and path.startswith(what)]
    return (exact or patterns or [max(begun)[1]])[0]


def served(root: Path, path: str) -> Path | None:
    """The file that nginx hands out by itself; None where it asks the application, or says 404."""
    told = location(path)
    if "try_files" not in told:
        return None
    base = root if "root /var/lib/budget/public;" in told else files.generation(root)
    for one in re.search(r"try_files ([^;]*) @application;", told)[1].split():
        place = base / one.replace("${uri}", path).replace("$uri", path).lstrip("/")
        if place.is_file() and not one.replace("${uri}", path).replace("$uri", path).endswith("/"):
            return place
    return None


def kept(path: str) -> int:
    number, unit = re.search(r"expires (\d+)([shy]);", location(path)).groups()
    return int(number) * _SECONDS[unit]


@pytest.fixture
def gone(laid) -> str:
    """The token of a year that was withdrawn."""
    laying.now(laid[0], "withdrawn", "数字有误。")
    laying.switch("2")
    return laid[0].token


def test_what_it_hands_out_is_what_the_application_would(reader, laid, root, gone):
    handed, passed = [], {}
    names = [f"assets/{path.name}" for path in files.generation(root).glob("assets/*.css")]
    for address in [*ADDRESSES, *names]:
        path = "/" + address.format(current=laid[2].token, gone=gone)
        file, answer = served(root, path), reader.get(path)
        if file is None:
            passed[address] = answer.status_code
            continue
        handed.append(address)
        assert answer.status_code == 200, address
        assert answer.content == file.read_bytes(), address
        assert f"max-age={kept(path)}" in answer["Cache-Control"], address
    assert {"", "lutai/2025/", "feed.xml", "e/{current}/data.json", *names} <= set(handed)
    assert {passed[one] for one in ("lutai", "lutai/2025", "lutai/2025/projects/1", "assets")} == {301}
    assert {passed[one] for one in ("lutai/2024/", "lutai/2024/projects/1/", "e/{gone}/data.json")} == {410}
    assert {passed[one] for one in ("e/never-published/data.json", "current", "404.html")} == {404}


def test_it_tells_the_same_types_and_headers(reader, laid):
    told = re.search(r"types \{(.*?)\}", CONFIGURATION, re.DOTALL)[1]
    types = {
        f".{ending}": name
        for name, *endings in (one.split() for one in told.split(";")[:-1])
        for ending in endings
    }
    assert types == {ending: name.partition(";")[0] for ending, name in files.TYPES.items()}
    charset = {*re.search(r"charset_types ([^;]*);", CONFIGURATION)[1].split(), "text/html"}
    assert charset == {name.partition(";")[0] for name in files.TYPES.values() if "charset" in name}
    answer = reader.get("/")
    for name, value in re.findall(r'add_header (\S+) "?([^"\n]*?)"? always;', CONFIGURATION):
        parts = sorted(part.strip() for part in answer[name].split(";") if part.strip())
        assert parts == sorted(part.strip() for part in value.split(";")), name

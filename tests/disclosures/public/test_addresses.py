"""Addresses: apart from each other, and links that lead there from anywhere."""

from posixpath import dirname, join, normpath

from hypothesis import given
from hypothesis import strategies as st

from disclosures.document import Publisher
from disclosures.public import addresses

_CODES = st.from_regex(r"[a-zA-Z0-9_-]{1,8}", fullmatch=True)
_FOLDERS = st.lists(_CODES, max_size=5).map(lambda parts: "".join(f"{part}/" for part in parts))


@given(_FOLDERS, _FOLDERS)
def test_a_link_leads_from_any_page_to_any_other(here, there):
    target = normpath(join(here, addresses.link(here, there)))
    assert target == normpath(f"{there}index.html")


@given(_FOLDERS, _FOLDERS)
def test_a_link_keeps_its_anchor(here, there):
    assert addresses.link(here, f"{there}#i3").endswith("index.html#i3")


@given(_FOLDERS)
def test_up_leads_to_the_root(here):
    assert normpath(join(here or ".", addresses.up(here))) == "."


@given(_CODES, _CODES, st.integers(2000, 2100))
def test_no_publisher_stands_where_another_thing_does(district, department, year):
    own = addresses.year(Publisher(district, ""), year)
    of_department = addresses.year(Publisher(district, "", department, ""), year)
    assert own != addresses.publisher(Publisher(district, "", department, ""))
    assert not of_department.startswith(own)
    assert own.split("/")[0] not in addresses.RESERVED


def test_a_department_called_like_a_year_is_no_year():
    assert addresses.publisher(Publisher("x", "", "2025", "")) == "x/~2025/"


def test_a_department_called_like_what_stands_beside_it_is_not_it():
    assert addresses.publisher(Publisher("x", "", "verify", "")) != addresses.verify("x") == "x/verify/"


def test_a_file_is_linked_from_below():
    link = addresses.link("lutai/2025/projects/3/", addresses.file("t", "disclosure.pdf"))
    assert link == "../../../../e/t/disclosure.pdf"
    assert dirname(link).endswith("/e/t")

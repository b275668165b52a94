"""A department of 40 projects costs each page of its year as many queries as one of 10."""

import pytest
from django.urls import reverse

from disclosures.document import Publisher
from projects.examining import alike, years
from tests.disclosures.public import laying
from tests.people import make_user
from tests.projects.views.test_query_counts import add, assert_same, queries

pytestmark = pytest.mark.django_db
YEAR = 2025
PAGES = {
    "list": ("performance_reviewer", "year", {}),
    "list of drafts": ("performance_reviewer", "year", {"status": "draft"}),
    "search": ("performance_reviewer", "year", {"q": "项目 用途"}),
    "board": ("performance_reviewer", "board", {}),
    "findings": ("performance_reviewer", "findings", {}),
    "findings of a level": ("performance_reviewer", "findings", {"level": "error"}),
    "disclosure": ("publisher", "disclosure_overview", {}),
}


def compare(district) -> None:
    """As the worker does it: findings between tables are shown too."""
    context, facts = years.comparing(district, YEAR)
    tables = list(years.to_compare(district, YEAR))
    found = alike.compare(lambda *far: None, tables, context)
    years.keep_comparison(district, YEAR, facts | {"tables": len(tables)}, found)


@pytest.mark.parametrize("page", PAGES)
def test_40_projects_in_each_department_take_as_many_queries_as_10(client, district, page):
    role, name, query = PAGES[page]
    client.force_login(make_user("who", role, district=district))
    departments = [district.departments.create(code=str(place), name=f"第{place}部门") for place in range(3)]

    def ask():
        return client.get(reverse(name, args=[district.code, YEAR]), query)

    def grow(count):
        for department in departments:
            add(district, department, count)
        compare(district)

    grow(10)
    if role == "publisher":
        client.post(reverse("disclosure_begin", args=[district.code, YEAR]))
    few = queries(ask)
    grow(30)
    assert_same(few, queries(ask))


def test_five_counties_take_a_public_search_as_many_queries_as_two(client, settings, tmp_path):
    settings.PUBLIC_ROOT, settings.ROOT_URLCONF = tmp_path, "budget_site.public_urls"

    def ask():
        return client.get("/search/", {"q": "项目"})

    def lay(number, count):
        publisher = Publisher(f"county{number}", f"第{number}县")
        laying.lay(laying.disclosure(YEAR, publisher, laying.tables(count)))

    for number in range(2):  # of a single one, nobody is asked which
        lay(number, 2)
    few = queries(ask)
    for number in range(2, 5):
        lay(number, 6)
    assert_same(few, queries(ask))

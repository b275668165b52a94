"""Who asks too often for what is costly is told to wait, and how long; others are not held up by it."""

import threading

import pytest
from django.db import connection
from django.urls import get_resolver, reverse

from budget_site.guarding import spending
from budget_site.guarding.costs import Kind, sentence
from budget_site.guarding.models import Spent
from tests.doors import ROUTES
from tests.people import make_project

pytestmark = pytest.mark.django_db
NOW = 1_800_000_000_000


def test_so_many_at_once_and_then_one_a_step(drafter, other_drafter, settings):
    settings.SEARCHES_PER_MINUTE = 3
    at_once = [spending.wait(drafter, Kind.SEARCH, NOW) for _ in range(4)]
    assert at_once == [0, 0, 0, 20_000]
    assert spending.wait(drafter, Kind.EXPORT, NOW) == 0
    assert spending.wait(other_drafter, Kind.SEARCH, NOW) == 0
    assert [spending.wait(drafter, Kind.SEARCH, NOW + 20_000) for _ in range(2)] == [0, 20_000]
    assert Spent.objects.filter(user=drafter).count() == 2


def test_nothing_said_is_no_limit(drafter, settings):
    settings.SEARCHES_PER_MINUTE = 0
    assert not any(spending.wait(drafter, Kind.SEARCH, NOW) for _ in range(10))
    assert not Spent.objects.exists()


def test_too_many_files_are_a_page_with_a_sentence_and_the_time_to_wait(client, district, drafter, settings):
    settings.EXPORTS_PER_HOUR = 1
    project = make_project(district, drafter.assignments.get().department)
    client.force_login(drafter)
    file = reverse("project_file", args=[project.pk, "html"])
    assert client.get(file).status_code == 200
    held = client.get(file)
    assert held.status_code == 429
    assert 3000 < int(held["Retry-After"]) <= 3600
    assert "导出文件的次数太多了" in held.content.decode()
    assert "429.html" in [one.name for one in held.templates]
    assert client.get(reverse("project", args=[project.pk])).status_code == 200


def test_a_script_gets_it_as_json(client, district, drafter, settings):
    settings.SEARCHES_PER_MINUTE = 1
    project = make_project(district, drafter.assignments.get().department)
    client.force_login(drafter)
    asked = reverse("draft_suggestions", args=[project.pk])
    assert client.get(asked).status_code == 200
    held = client.get(asked)
    assert (held.status_code, held.json()["error"]) == (429, "too-often")
    assert "检索的次数太多了" in held.json()["message"]
    assert held["Retry-After"]


def test_turning_pages_without_a_search_costs_nothing(client, district, drafter, settings):
    settings.SEARCHES_PER_MINUTE = 1
    client.force_login(drafter)
    page = reverse("year", args=[district.code, 2025])
    make_project(district, drafter.assignments.get().department)
    told = [client.get(page, {"q": words}).status_code for words in ("", "", "取暖", "", "取暖")]
    assert told == [200, 200, 200, 200, 429]


def test_the_public_search_counts_by_address(client, settings):
    settings.PUBLIC_SEARCHES_PER_MINUTE = 2
    asked = reverse("public_search")

    def told(address, **query):
        return client.get(asked, query, REMOTE_ADDR=address)

    assert [told("10.9.8.7", q="取暖").status_code for _ in range(3)] == [200, 200, 429]
    held = told("10.9.8.7", q="取暖")
    assert 0 < int(held["Retry-After"]) <= 30
    assert "检索的次数太多了" in held.content.decode()
    assert held["Cache-Control"] == "no-store"
    assert told("10.9.8.7").status_code == 200
    assert told("10.9.8.8", q="取暖").status_code == 200


COSTLY = {
    "year": Kind.SEARCH,
    "findings": Kind.SEARCH,
    "library": Kind.SEARCH,
    "draft_suggestions": Kind.SEARCH,
    "framework_preview": Kind.PREVIEW,
    "rule_settings_count": Kind.PREVIEW,
    "disclosure_preview": Kind.PREVIEW,
    "disclosure_preview_page": Kind.PREVIEW,
    "department_disclosure_preview": Kind.PREVIEW,
    "department_disclosure_preview_page": Kind.PREVIEW,
    "bulk": Kind.EXPORT,
    "findings_compare": Kind.EXPORT,
    "library_refresh": Kind.EXPORT,
    "import_new": Kind.UPLOAD,
    "budget_list_upload": Kind.UPLOAD,
    "new_year_list": Kind.UPLOAD,
    "assessment_file": Kind.UPLOAD,
}
CHEAP_FILES = {
    "assessment_file_get": "a file as it was uploaded",
    "job_file": "a file that is there already",
    "import_template": "one empty form",
    "new_year_template": "one empty form",
    "budget_list_template": "one empty form",
}


def marks() -> dict[str, Kind]:
    """Of every route that bears one, whatever stands above the mark."""
    viewed = {name: next(views_of(name)) for name in ROUTES}
    return {name: view.costs.kind for name, view in viewed.items() if hasattr(view, "costs")}


def views_of(name: str, patterns=None):
    for one in patterns or get_resolver().url_patterns:
        if hasattr(one, "url_patterns"):
            yield from views_of(name, one.url_patterns)
        elif one.name == name:
            yield one.callback


def test_what_searches_previews_draws_and_takes_in_files_is_counted():
    files = {name for name in ROUTES if name.endswith("_file") or "template" in name} | {
        "assessment_file_get"
    }
    assert marks() == COSTLY | dict.fromkeys(files - set(CHEAP_FILES) - set(COSTLY), Kind.EXPORT)


def test_the_sentence_tells_how_long():
    assert sentence("检索", 1) == "检索的次数太多了，为了不影响其他人使用，请过 1 秒再试。"
    assert "请过 60 分钟再试" in sentence("导出文件", 3_600_000)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_take_the_same_one(drafter, settings):
    settings.SEARCHES_PER_MINUTE = 5
    got = []

    def ask():
        got.extend(spending.wait(drafter, Kind.SEARCH, NOW) for _ in range(4))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got.count(0) == 5

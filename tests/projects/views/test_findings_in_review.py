"""What the rules found stands in the review at its cell, and beside the table in words."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from projects.examining.answering import give_reason
from projects.models import TableVersion
from projects.rules.examples import SOUND
from projects.tables import PlanStep
from tests.disclosures.public.markup import Markup
from tests.people import make_project, make_table
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db
_LISTED = re.compile(r'<li id="(found-\d+)" class="finding (\w+)">(.*?)</li>', re.DOTALL)
_AT_CELLS = re.compile(
    r'<t[dh] class="([^"]*)"[^>]*>(?:(?!</t[dh]>).)*?id="at-found-\d+" href="#(found-\d+)">(\w+)'
)


@pytest.fixture
def project(district, department):
    """No code: a warning. Spending that falls by September: an error. No goals: an error with no cell."""
    falls = (PlanStep.of("6月底", "40"), PlanStep.of("12月底", "30"))
    return make_project(district, department, table=make_table(code="", plan=falls, goals=()))


def page(client, project, who) -> str:
    client.force_login(who)
    return client.get(reverse("review", args=[project.pk])).content.decode()


def listed(text: str) -> dict[str, tuple[str, str]]:
    """The level and the words of what is listed, by its id."""
    return {one: (level, words) for one, level, words in _LISTED.findall(text)}


def at_cells(text: str) -> dict[str, tuple[str, str]]:
    """The classes of the cell and the word there, by the id of what it leads to."""
    return {leads: (classes, word) for classes, leads, word in _AT_CELLS.findall(text)}


def test_each_finding_leads_from_its_cell_to_its_words_and_back(client, project, drafter):
    text = page(client, project, drafter)
    found, marked = listed(text), at_cells(text)
    Markup(text)
    assert {level for level, _ in found.values()} >= {"error", "warning"}
    for one, (level, words) in found.items():
        assert (one in marked) == (f'href="#at-{one}"' in words), words
        if one in marked:
            classes, word = marked[one]
            assert word == {"error": "错误", "warning": "警告", "hint": "提示"}[level]
            assert (f"has-{level}" in classes) == (level != "hint")
    assert any('<span class="evidence">' in words for _, words in found.values())
    assert all('class="rule" href="' in words for _, words in found.values())
    [code] = [one for one, (_, words) in found.items() if "项目编码" in words]
    assert marked[code][0].split()[0] == "code"


def test_what_has_no_cell_on_the_print_is_listed_without_a_way_to_one(client, project, drafter):
    found = listed(page(client, project, drafter)).values()
    [words] = [words for _, words in found if "绩效目标</strong>" in words]
    assert 'href="#' not in words


def test_a_warning_with_its_reason_says_so_and_marks_no_cell(client, project, drafter):
    version = TableVersion.objects.get(project=project)
    give_reason(version.pk, "A1", "", "code", "一体化系统尚未下达编码", drafter)
    text = page(client, project, drafter)
    [(one, words)] = [(one, words) for one, (_, words) in listed(text).items() if "项目编码" in words]
    assert f"理由（{drafter}）：一体化系统尚未下达编码" in words
    classes, word = at_cells(text)[one]
    assert word == "已说明"
    assert "has-" not in classes
    assert "1 处已说明理由" in text


def test_the_reviewer_is_led_from_the_decision_to_what_was_found(client, district, department):
    cast = make_cast(district, department, table=replace(SOUND, code=""))
    give_reason(cast.version.pk, "A1", "", "code", "一体化系统尚未下达编码", cast.drafter)
    cast.submitted()
    text = page(client, cast.project, cast.reviewer)
    assert '<a href="#found">0 处待处理，1 处已说明理由</a>' in text
    assert "一体化系统尚未下达编码" in listed(text)["found-1"][1]


def test_a_table_in_which_nothing_was_found_has_no_list(client, district, department):
    cast = make_cast(district, department)
    text = page(client, cast.project, cast.drafter)
    assert not listed(text)
    assert 'id="found"' not in text

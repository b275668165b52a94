"""The file that stands alone, opened by a citizen: on an office screen, on a phone, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from projects.rendering import html
from projects.tables import ProjectTable
from tests.projects.rendering.examples import ORDINARY, forty_indicators, ordinary

pytestmark = pytest.mark.browser

SCREENS = {"office screen": (1366, 768), "phone": (390, 844)}
FILES = {
    "one table": ([ORDINARY], ""),
    "several": ([ORDINARY, forty_indicators(), ordinary(indicators=(), goals=())], "2025年项目绩效目标表"),
    "an empty table": ([ProjectTable()], ""),
    "long words": ([ordinary(code="P" * 80, name="名" * 200)], ""),
    "none": ([], ""),
}


@pytest.fixture
def opened(page, tmp_path):
    """The browser at a file made of some tables."""

    def open_file(name, screen):
        path = tmp_path / "official.html"
        path.write_bytes(html.render(*FILES[name]))
        width, height = SCREENS[screen]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path.as_uri())
        return page

    return open_file


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_file_is_open_to_everyone(opened, name, screen):
    assert Axe().run(opened(name, screen)).response["violations"] == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_whole_width_is_seen(opened, name, screen):
    page = opened(name, screen)
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('body *')].map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= SCREENS[screen][0]
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREENS[screen][0]


def test_the_two_tables_look_like_one(opened):
    page = opened("one table", "office screen")
    upper, lower = [page.locator(f".official-{part}").bounding_box() for part in ("upper", "lower")]
    bottom, top = upper["y"] + upper["height"], page.locator(".official-lower thead").bounding_box()["y"]
    assert abs(bottom - top) <= 1
    assert (upper["x"], upper["width"]) == (lower["x"], lower["width"])
    edges = page.evaluate(
        "[...document.querySelectorAll('.official-lower th.head')].map(e => e.getBoundingClientRect().left)"
    )
    name = page.get_by_role("cell", name=ORDINARY.name).bounding_box()["x"]
    assert min(abs(name - edge) for edge in edges) <= 1


def test_a_table_is_found_by_the_name_of_its_project(opened):
    page = opened("several", "office screen")
    assert page.get_by_role("article", name="四十项指标").count() == 1
    assert page.get_by_role("table", name="绩效指标：四十项指标").count() == 1
    page.get_by_role("link", name="四十项指标").click()
    assert page.url.endswith("#project-2")

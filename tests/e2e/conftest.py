"""A real Chromium, the system's own, at the office's old screen size and at a phone's."""

import os
import shutil
from types import SimpleNamespace

import pytest

from tests.e2e.drafting import open_form, sit_down, table
from tests.e2e.serving import SiteThread
from tests.people import make_project, make_user

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
QUIET += ["--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    assert CHROMIUM, "没有找到 Chromium，请先运行 make test 安装。"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Without motion, so that a colour is looked at where it stays and not on its way."""
    still = {"reduced_motion": "reduce", "locale": "zh-CN"}
    return browser_context_args | still | {"viewport": {"width": 1366, "height": 768}}


@pytest.fixture(scope="session")
def _server(django_db_setup):
    server = SiteThread()
    server.begin()
    yield server
    server.terminate()


@pytest.fixture
def site(_server, transactional_db):
    """The address of the site, over this test's own data."""
    return SimpleNamespace(url=f"http://localhost:{_server.port}")


@pytest.fixture
def _until_quiet(_server, transactional_db):
    """Pages close, then the last request is answered, then the test's data go."""
    yield
    _server.wait_until_quiet()


@pytest.fixture
def new_context(_until_quiet, new_context):
    """Whatever a test asks for first, its pages open over its data and close before they go."""
    return new_context


# What htmx says of a request that a newer one replaced.
_REPLACED = ("htmx:sendAbort", "htmx:afterRequest")


def _said(message) -> list[str]:
    harmless = message.type != "error" or message.text.startswith(_REPLACED)
    return [] if harmless else [message.text]


def _failure(request) -> list[str]:
    """What went wrong; a request that one's own next step made needless did not."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url} {request.failure}"]


@pytest.fixture
def page(page):
    """Any script error, refused resource or policy violation fails the test."""
    problems = []
    page.on("console", lambda message: problems.extend(_said(message)))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.extend(_failure(request)))
    page.problems = problems
    yield page
    assert not problems


@pytest.fixture
def project(district, department):
    return make_project(district, department)


@pytest.fixture
def at_form(page, site, project, drafter):
    sit_down(page, site, drafter)
    open_form(page, site, project)
    return page


@pytest.fixture
def colleague(new_context, site, project, department):
    """李河桃 at another desk, with the same table open."""
    user = make_user("lihetao", "drafter", department=department)
    user.name = "李河桃"
    user.save()
    page = new_context().new_page()
    sit_down(page, site, user)
    open_form(page, site, project)
    return page


@pytest.fixture
def indicators(project):
    return table(project).indicators

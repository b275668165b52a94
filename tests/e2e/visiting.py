"""What every test in the browser does: sign in, and ask whether everybody can use what is shown."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

from tests.people import PASSWORD

SCREENS = {"office screen": (1366, 768), "phone": (390, 844), "office screen at 200 %": (683, 384)}
AXE = Axe().axe_script
_EVERY_RULE = """() => axe.run({
    resultTypes: ["violations"],
    rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}])),
})"""
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def follow(control) -> None:
    """Click what leads to another page, and go on when that one is there: a click alone is over while
    the page before still stands, and what is asked next would be asked of that.
    """
    with control.page.expect_navigation():
        control.click()


def sign_in(page, site, url="/", name="hetao", password=PASSWORD) -> None:
    page.goto(site.url + url)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    follow(page.get_by_role("button", name="登录"))


def show_on(page, screen: str) -> None:
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})


def examine(page) -> None:
    """On every screen: every rule axe has, those it leaves off by default too; and no sideways scrolling."""
    page.evaluate(AXE)
    before = page.viewport_size
    for screen in SCREENS:
        show_on(page, screen)
        results = AxeResults(page.evaluate(_EVERY_RULE))
        assert not results.response["violations"], f"{screen}: {results.generate_report()}"
        assert page.evaluate(_SIDEWAYS) <= 0, screen
    page.set_viewport_size(before)

"""What every test in the browser does: sign in, and ask whether everybody can use what is shown."""

from axe_playwright_python.sync_playwright import Axe

from tests.people import PASSWORD

SCREENS = {"office screen": (1366, 768), "phone": (390, 844), "office screen at 200 %": (683, 384)}


def sign_in(page, site, url="/", name="hetao", password=PASSWORD) -> None:
    page.goto(site.url + url)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def show_on(page, screen: str) -> None:
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})


def examine(page) -> None:
    """Every rule axe has, those it leaves off by default too; and no sideways scrolling of the page."""
    axe = Axe()
    axe.run(page)  # brings its script into the page
    rules = {rule: {"enabled": True} for rule in page.evaluate("axe.getRules().map(rule => rule.ruleId)")}
    results = axe.run(page, options={"resultTypes": ["violations"], "rules": rules})
    assert not results.response["violations"], results.generate_report()
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0

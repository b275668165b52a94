"""What tests of the drafting page do again and again: sit down at a table, type, wait until it is saved."""

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from projects.storing import working

expect.set_options(timeout=60_000)  # ms; until then the machine may be busy with other tests


def sit_down(page: Page, site, user) -> None:
    """Signed in, without the page for it."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.url}])


def open_form(page: Page, site, project) -> None:
    """The drafting page, its scripts at work."""
    page.goto(site.url + reverse("draft", args=[project.pk]))
    expect(page.locator("[data-help]")).to_be_visible()


def cell(page: Page, row, name: str) -> Locator:
    """The field of a cell; `row` is a row of the table, an id, or head."""
    return page.locator(f'[id="f-{getattr(row, "id", row)}-{name}"]')


def state(page: Page) -> Locator:
    return page.locator("#save-state")


def is_saved(page: Page) -> None:
    expect(state(page)).to_contain_text("已保存")


def table(project):
    """What the server has."""
    return working(project.versions.get())


def rows(page: Page, part: str = "indicators") -> Locator:
    return page.locator(f"#part-{part} > tr[data-row]")


def last(page: Page, name: str, part: str = "indicators") -> Locator:
    return rows(page, part).last.locator(f'[data-cell="{name}"]')


def bar(page: Page) -> Locator:
    """Where the last big step can be taken back."""
    return page.locator("#undo-bar")


def conflict(page: Page) -> Locator:
    return page.locator(".conflict")


def look_again(page: Page) -> None:
    """As when one comes back to this tab: it asks at once what the others did."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def write(page, *typed) -> None:
    for row, name, text in typed:
        cell(page, row, name).fill(text)
    page.keyboard.press("Control+s")

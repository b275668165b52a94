"""The walk that takes the pictures: who sits down where, and what is on the screen then."""

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from budget_site.env import BASE_DIR
from projects.rendering import pdf, word
from projects.rules.examples import SOUND, changed
from tests.disclosures.public import laying
from tests.e2e.drafting import cell, conflict, is_saved, open_form, sit_down
from tests.e2e.pictured import YEAR, World, compose
from tests.e2e.taking import Taken
from tests.pdfs import page_texts, picture_of

README = BASE_DIR / "docs" / "pictures"


class Walk:
    def __init__(self, page: Page, site, world: World, taken: Taken) -> None:
        self.page, self.site, self.world, self.taken = page, site, world, taken

    def to(self, name: str, *args) -> Page:
        self.page.goto(self.site.url + reverse(name, args=args))
        return self.page

    def sits(self, who: str) -> None:
        sit_down(self.page, self.site, self.world.people[who])

    def form(self, name: str) -> None:
        open_form(self.page, self.site, self.world.projects[name])

    def take(self, name: str, region: str | None = "main", **how) -> None:
        self.taken.take(self.page, name, self.page.locator(region).first if region else None, **how)

    @property
    def year(self) -> tuple[str, int]:
        return self.world.district.code, YEAR


def at_the_door(walk: Walk) -> None:
    walk.to("login")
    walk.take("sign-in")


def at_the_officers_desk(walk: Walk) -> None:
    walk.sits("drafter")
    walk.to("year", *walk.year)
    walk.take("desk")
    walk.to("step", walk.world.projects["drafted"].pk, "submit")
    walk.take("submit")
    walk.to("checklist", walk.world.projects["returned"].pk)
    walk.take("checklist")


def in_the_form(walk: Walk) -> None:
    page, world = walk.page, walk.world
    walk.sits("drafter")
    walk.form("drafted")
    walk.take("form", None)
    rows = world.version("drafted").indicators.all()
    cell(page, rows[0], "value").focus()
    page.keyboard.press("F1")
    walk.take("cell-help", "#cell-help", pad=8)
    page.keyboard.press("Escape")
    walk.take("finding", ".official-lower", most=340)
    walk.form("carried")
    walk.take("recheck", ".official-upper", most=420)


def with_a_colleague(walk: Walk, colleague: Page) -> None:
    """Both type in one cell; then the session ends."""
    page, world = walk.page, walk.world
    walk.sits("drafter")
    walk.form("empty")
    sit_down(colleague, walk.site, world.people["colleague"])
    open_form(colleague, walk.site, world.projects["empty"])
    cell(colleague, "head", "purpose").fill("培训教师300人，人均1200元。")
    is_saved(colleague)
    cell(page, "head", "purpose").fill("培训教师320人，每人1200元。")
    expect(conflict(page)).to_be_visible()
    walk.take("conflict", ".official-upper", most=390)
    conflict(page).get_by_role("button", name="保留我的").click()
    is_saved(page)
    Session.objects.all().delete()
    cell(page, "head", "purpose").fill("培训教师320人，每人1200元，共38.4万元。")
    expect(page.locator("#again")).to_be_visible()
    walk.take("again", "#again", pad=8)
    page.problems.clear()  # the browser reports the 401 itself


def importing(walk: Walk, folder) -> None:
    file = folder / "2024年绩效目标表.docx"
    tables = [changed(name="教室照明改造"), changed(name="教师培训"), changed(name="校园足球场维修")]
    file.write_bytes(word.render(tables, "上年"))
    walk.sits("drafter")
    page = walk.to("import_new", *walk.year)
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="上传并识别").click()
    page.get_by_text("识别出 3 张表").wait_for()
    walk.take("import")


def in_review(walk: Walk) -> None:
    page, reviewed = walk.page, walk.world.projects["reviewed"]
    walk.sits("reviewer")
    walk.to("inbox")
    walk.take("inbox")
    walk.to("review", reviewed.pk)
    walk.take("review", most=760)
    row = walk.world.version("reviewed").indicators.first()
    page.locator(f'[id="say-{row.id}.value"]').click()
    walk.take("remark", "#talk", most=560, pad=8)
    walk.to("review", walk.world.projects["judged"].pk)
    walk.take("decide", "#decide", most=1150, pad=8)


def in_the_bureau(walk: Walk) -> None:
    walk.sits("reviewer")
    walk.to("board", *walk.year)
    walk.take("board", most=560)
    walk.to("rule_settings", *walk.year)
    walk.page.get_by_text("试算了 8 张表").wait_for()
    walk.take("rules", most=560, widest=1000)
    walk.to("new_year", *walk.year)
    walk.take("setup")
    walk.sits("replier")
    walk.to("letter_new", *walk.year, walk.world.departments["201"].pk)
    walk.take("letter")


def at_the_disclosure(walk: Walk) -> None:
    compose(walk.world)
    walk.sits("publisher")
    walk.to("disclosure_overview", *walk.year)
    walk.take("disclosure", most=560, widest=1000)
    walk.sits("signer")
    walk.to("disclosure_sign_off", *walk.year)
    walk.take("sign-off")


def for_the_readme(walk: Walk) -> None:
    """The office's screen as it is, what the public reads, and a page of print."""
    walk.sits("drafter")
    walk.to("year", *walk.year)
    walk.take("desk", None, folder=README)
    walk.form("drafted")
    walk.take("form", None, folder=README)
    walk.sits("reviewer")
    walk.to("review", walk.world.projects["reviewed"].pk)
    walk.take("review", None, folder=README)
    laying.two_years_and_a_correction()
    laying.switch("1")
    walk.page.goto(f"{walk.site.url}/public/lutai/2025/projects/1/")
    walk.take("public", None, folder=README)
    printed = pdf.render([SOUND])
    first = page_texts(printed)[0]
    walk.taken.keep_or_compare("pdf", picture_of(printed), f"{first}\n", README)


def of_those_who_see_no_table(walk: Walk) -> None:
    walk.sits("administrator")
    walk.to("people")
    walk.take("people", most=480)
    walk.sits("auditor")
    walk.to("trail")
    walk.take("trail", most=440)

"""Work in the background, in a real browser: seen to go on, left, cancelled, fetched."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.jobs import Outcome, Progress
from projects.models import Job
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD
from tests.projects.jobs.working import make_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def job(drafter) -> Job:
    title = "导出芦台经济开发区2025年项目绩效目标表（PDF，400张）"
    job = make_job(drafter, kind=Job.Kind.EXPORT)
    Job.objects.filter(pk=job.pk).update(title=title)
    return job


def visit(page, site, url: str) -> None:
    sign_in(page, site, url, "drafter", PASSWORD)


def test_a_page_left_open_follows_the_job_to_its_file(page, site, job):
    visit(page, site, reverse("job", args=[job.pk]))
    expect(page.get_by_text("排队等待")).to_be_visible()
    page.get_by_role("button", name="取消任务").focus()
    progress = Progress.take(job.pk)
    progress(120, 400, "共400张表，正在排版，已排120页")
    expect(page.get_by_text("已排120页")).to_be_visible()
    expect(page.get_by_role("button", name="取消任务")).to_be_focused()  # whoever was about to press it can
    progress.finish(Outcome("共400张表。", b"content", "绩效目标表.pdf"))
    expect(page.get_by_role("status").filter(has_text="完成。共400张表。")).to_be_attached()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename == "绩效目标表.pdf"


def test_a_job_can_be_cancelled_from_its_page_and_removed_from_the_list(page, site, job):
    visit(page, site, reverse("job", args=[job.pk]))
    page.get_by_role("button", name="取消任务").click()
    expect(page.get_by_text("已取消")).to_be_visible()
    follow(page.get_by_role("link", name="后台任务").first)
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_text("现在没有后台任务")).to_be_visible()


def test_the_list_follows_what_is_not_finished(page, site, job):
    visit(page, site, reverse("jobs"))
    progress = Progress.take(job.pk)
    progress(0, 0)
    expect(page.get_by_text("进行中")).to_be_visible()
    progress.fail("要导出的表您现在都看不到了。")
    expect(page.get_by_text("要导出的表您现在都看不到了。")).to_be_visible()


def test_without_scripts_the_page_asks_again_by_itself(browser, site, job):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    visit(page, site, reverse("job", args=[job.pk]))
    expect(page.get_by_text("排队等待")).to_be_visible()
    Progress.take(job.pk).finish(Outcome("共400张表。", b"content", "绩效目标表.pdf"))
    expect(page.get_by_text("共400张表。")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_text("现在没有后台任务")).to_be_visible()
    context.close()


def test_everybody_can_use_the_pages(page, site, drafter, job):
    done, failed, running = (make_job(drafter, kind=Job.Kind.EXPORT) for _ in range(3))
    Progress.take(done.pk).finish(Outcome("共37张表。", b"content", "绩效目标表.pdf"))
    Progress.take(failed.pk).fail("要导出的表您现在都看不到了。")
    Progress.take(running.pk)(120, 400, "共400张表，正在排版，已排120页")
    Job.objects.filter(pk=job.pk).update(created_at="2025-03-01T00:00Z")
    visit(page, site, reverse("jobs"))
    examine(page)
    for one in (job, done, failed, running):
        page.goto(site.url + reverse("job", args=[one.pk]))
        examine(page)

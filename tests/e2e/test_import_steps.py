"""Each step of an import in a real browser: uploading, waiting, looking at doubts, choosing, taking back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.importing.incoming import about
from projects.jobs import Progress, submit
from projects.jobs.running import run
from projects.models import IncomingFile, Job, Project, TableImport
from projects.tables import Amount
from tests.e2e.drafting import sit_down
from tests.e2e.visiting import examine
from tests.people import make_framework, make_project
from tests.projects.importing.uploads import a_file, corrected, named, take_all, uploaded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def desk(page, site, drafter, district):
    make_framework(district)
    sit_down(page, site, drafter)
    return site.url + reverse("import_new", args=[district.code, 2025])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "公开说明.docx"
    path.write_bytes(a_file(*named("甲", "乙", "丙")).read())
    return path


def choose(page, desk, file) -> None:
    page.goto(desk)
    page.get_by_label("文件").set_input_files(file)


def send(page) -> None:
    page.get_by_role("button", name="上传并识别").click()


def waiting(incoming) -> Job:
    """Its reading as a job that nobody has begun."""
    job = submit(Job.Kind.READ, incoming.owner, "读取", about(incoming))
    IncomingFile.objects.filter(pk=incoming.pk).update(job=job, reading="")
    return job


def doubtful(drafter, district, department):
    """Of two tables the first differs from a project that is there, and has a sum that is none."""
    make_project(district, department, table=named("甲")[0])
    first = corrected(named("甲")[0])
    return uploaded(
        drafter, district, first, *named("x", "见附件", total=Amount.of("见附件"))[1:], name="修改稿.xlsx"
    )


def test_a_file_that_is_too_large_is_told_before_it_is_sent(page, desk, file, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    choose(page, desk, file)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("没有上传。请压缩其中的图片")
    expect(page.get_by_role("button", name="上传并识别")).to_be_enabled()
    assert not IncomingFile.objects.exists()


def test_a_broken_line_leaves_the_file_chosen(page, desk, file):
    choose(page, desk, file)
    page.route("**/import/", lambda route: route.abort())
    send(page)
    expect(page.get_by_role("status")).to_contain_text("网络中断，文件没有传完")
    page.problems.clear()  # the browser reports the line itself
    page.unroute("**/import/")
    send(page)
    expect(page.get_by_text("识别出 3 张表")).to_be_visible()


def test_an_upload_is_cancelled(page, desk, file):
    choose(page, desk, file)
    page.route("**/import/", lambda route: None)  # it never arrives
    send(page)
    page.get_by_role("button", name="取消上传").click()
    expect(page.get_by_role("status")).to_contain_text("已取消上传，没有写入任何内容")
    expect(page.get_by_role("button", name="上传并识别")).to_be_enabled()


def test_whoever_was_signed_out_meanwhile_reads_so(page, desk, file):
    choose(page, desk, file)
    page.context.clear_cookies(name="sessionid")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("登录")
    page.problems.clear()  # the browser reports the 401 itself


def test_a_page_left_open_follows_the_reading_to_the_list(page, site, desk, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    job = waiting(incoming)
    page.goto(site.url + reverse("incoming", args=[incoming.pk]))
    expect(page.get_by_text("排队等待")).to_be_visible()
    progress = Progress.take(job.pk)
    progress(300_000, 1_000_000, "正在读取文件")
    expect(page.get_by_text("正在读取文件")).to_be_visible()
    assert page.get_by_role("progressbar").get_attribute("value") == "300000"
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    run(job.pk)
    expect(page.get_by_text("识别出 1 张表")).to_be_visible()


def test_a_reading_is_cancelled(page, site, desk, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    waiting(incoming)
    page.goto(site.url + reverse("incoming", args=[incoming.pk]))
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_text("没有写入任何内容")).to_be_visible()
    assert not IncomingFile.objects.exists()


def test_from_a_doubt_to_its_cell_and_back(page, site, desk, drafter, district, department):
    incoming = doubtful(drafter, district, department)
    page.goto(site.url + reverse("incoming_table", args=[incoming.pk, 2]))
    entry = page.locator(".doubts li", has_text="预算数")
    expect(entry).to_contain_text("工作表“绩效目标表”第")
    expect(entry).to_contain_text("“见附件”")
    entry.get_by_role("link", name="预算数").click()
    word = page.locator(".official-note:target")
    expect(word).to_be_in_viewport()
    expect(page.locator("td", has=word)).to_contain_text("见附件")
    word.click()
    expect(page.locator(".doubts li:target")).to_contain_text("预算数")


def test_the_difference_is_one_click_away(page, site, desk, drafter, district, department):
    incoming = doubtful(drafter, district, department)
    page.goto(site.url + reverse("incoming", args=[incoming.pk]))
    page.get_by_role("link", name="查看差异").click()
    expect(page.get_by_role("heading", name="与已有项目“甲”的差异")).to_be_in_viewport()
    expect(page.get_by_text("预算数由 34.32万元 改为 50")).to_be_visible()
    page.get_by_role("link", name="回到选择").click()
    expect(page.get_by_role("heading", name="选择要导入的表")).to_be_visible()


def test_the_ticks_are_counted_and_set_at_once(page, site, desk, drafter, district):
    incoming = uploaded(drafter, district, *named("甲", "乙", "丙"))
    page.goto(site.url + reverse("incoming", args=[incoming.pk]))
    expect(page.locator(".ticked")).to_have_text("已勾选 3 张")
    page.get_by_label("全选").uncheck()
    expect(page.locator(".ticked")).to_have_text("")
    page.get_by_label("导入第2张：乙").check()
    expect(page.locator(".ticked")).to_have_text("已勾选 1 张")
    page.get_by_role("button", name="导入勾选的表").click()
    expect(page.get_by_text("新建 1 个项目")).to_be_visible()


def test_the_keyboard_alone_chooses_and_takes_in_and_back(page, site, desk, drafter, district):
    incoming = uploaded(drafter, district, *named("甲", "乙"))
    page.goto(site.url + reverse("incoming", args=[incoming.pk]))
    page.get_by_label("全选").focus()
    for key in ("Tab", "Tab", "Space", "Tab", "Tab", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("新建 1 个项目")).to_be_visible()
    page.get_by_role("link", name="撤销导入").press("Enter")
    page.get_by_role("button", name="撤销导入").press("Enter")
    expect(page.get_by_text("收回1张表")).to_be_visible()
    assert not Project.objects.exists()


def test_without_scripts_a_file_comes_in_too(browser, site, desk, drafter, district, file):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sit_down(page, site, drafter)
    choose(page, desk, file)
    send(page)
    page.get_by_label("导入第1张：甲").uncheck()
    page.get_by_role("button", name="导入勾选的表").click()
    expect(page.get_by_text("新建 2 个项目")).to_be_visible()
    context.close()


def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(
    page, site, desk, drafter, district, department
):
    incoming = doubtful(drafter, district, department)
    take_all(uploaded(drafter, district, *named("x", "y", "乙")[2:]))
    refused = uploaded(drafter, district, data=b"%PDF-1.7", name="扫描件.pdf")
    read = uploaded(drafter, district, *named("x", "y", "z", "丁")[3:])
    waiting(read)
    done = IncomingFile.objects.exclude(table_import=None).get()
    undo = reverse("import_undo", args=[TableImport.objects.get().pk])
    pages = [reverse("incoming", args=[one.pk]) for one in (incoming, done, refused, read)]
    pages += [reverse("incoming_table", args=[incoming.pk, index]) for index in (1, 2)]
    for url in (desk.removeprefix(site.url), undo, *pages):
        page.goto(site.url + url)
        examine(page)

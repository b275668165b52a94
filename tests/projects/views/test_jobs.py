"""Work in the background as its owner sees it, and nobody else does."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.adding import NewProject, add_projects
from projects.binning import put_away
from projects.jobs import Outcome, Progress
from projects.jobs.running import run
from projects.models import Job
from tests.people import make_framework, make_project, make_table, make_user
from tests.projects.jobs.working import make_job, stored

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
OF_ONE = ("job", "job_progress", "job_cancel", "job_remove", "job_file")


@pytest.fixture
def job(drafter) -> Job:
    return make_job(drafter, kind=Job.Kind.EXPORT)


def url(name: str, job: Job) -> str:
    return reverse(name, args=[job.pk])


def finish(job: Job, filename="绩效目标表.docx", **facts) -> Job:
    Progress.take(job.pk).finish(Outcome("共37张表。", b"content", filename, facts))
    job.refresh_from_db()
    return job


def page(client, address, **headers) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_ones_jobs_are_listed_with_their_states_and_what_one_can_do(client, drafter, job):
    finished = finish(make_job(drafter, kind=Job.Kind.EXPORT))
    failed = make_job(drafter, state=Job.State.FAILED, message="这个文件已加密。")
    client.force_login(drafter)
    text = page(client, reverse("jobs"))
    for words in ("等待", "完成", "未完成", "共37张表。", "这个文件已加密。"):
        assert words in text
    assert url("job_cancel", job) in text
    assert url("job_file", finished) in text
    assert url("job_remove", failed) in text
    assert url("job_remove", job) not in text


def test_a_list_of_nothing_says_where_jobs_come_from(client, drafter):
    client.force_login(drafter)
    assert "现在没有后台任务" in page(client, reverse("jobs"))


@pytest.mark.parametrize("name", OF_ONE)
def test_nobody_else_reaches_a_job_by_any_route(client, drafter, job, department, district, name):
    finish(job)
    colleague = make_user("colleague", "drafter", department=department)
    superior = make_user("superior", "performance_reviewer", district=district)
    admin = make_user("admin", "system_admin", district=district)
    admin.is_superuser = admin.is_staff = True
    admin.save()
    for person in (colleague, superior, admin):
        client.force_login(person)
        for method in (client.get, client.post):
            assert method(url(name, job)).status_code in (404, 405)
        assert job.title not in page(client, reverse("jobs"))
    assert Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists()
    client.logout()
    for method in (client.get, client.post):
        assert method(url(name, job)).status_code == 302


@pytest.mark.parametrize("name", ["job_cancel", "job_remove"])
def test_reading_changes_nothing(client, drafter, job, name):
    client.force_login(drafter)
    assert client.get(url(name, job)).status_code == 405
    assert Job.objects.filter(pk=job.pk, state=Job.State.WAITING).exists()


def test_the_page_shows_how_far_it_is_and_asks_again(client, drafter, job):
    Progress.take(job.pk)(12, 37, "共37张表，正在排版，已排12页")
    client.force_login(drafter)
    text = page(client, url("job", job))
    assert "已排12页" in text
    assert 'value="12" max="37"' in text
    assert f'hx-get="{url("job_progress", job)}?seen=' in text
    assert f'<noscript><meta http-equiv="refresh" content="10; url={url("job_progress", job)}">' in text
    assert "可以离开这个页面" in text


def test_asked_again_it_answers_with_the_part_that_moves_or_with_nothing_new(client, drafter, job):
    client.force_login(drafter)
    progress = Progress.take(job.pk)
    answer = client.get(url("job_progress", job), headers=HTMX)
    assert "<html" not in answer.content.decode()
    same = {"seen": answer.context["seen"]}
    assert client.get(url("job_progress", job), same, headers=HTMX).status_code == 204
    progress(1, 2, "一半")
    assert client.get(url("job_progress", job), same, headers=HTMX).status_code == 200
    progress.finish(Outcome("共37张表。"))
    finished = client.get(url("job_progress", job), same, headers=HTMX).content.decode()
    assert "hx-get" not in finished
    assert 'hx-swap-oob="innerHTML:#said"' in finished


def test_without_scripts_the_page_calls_itself_whole(client, drafter, job):
    client.force_login(drafter)
    assert "<html" in page(client, url("job_progress", job))
    assert "<html" in page(client, reverse("jobs_progress"))


def test_a_page_left_open_on_a_job_is_nobodys_activity(client, drafter, job):
    client.force_login(drafter)
    seen = client.session["seen_at"]
    session = client.session
    session["seen_at"] = seen - 300
    session.save()
    page(client, url("job_progress", job))
    page(client, reverse("jobs_progress"))
    assert client.session["seen_at"] == seen - 300
    page(client, url("job", job))
    assert client.session["seen_at"] > seen - 300


def test_a_finished_job_leads_to_its_file_under_its_chinese_name(client, drafter, job):
    finish(job, "芦台经济开发区2025年项目绩效目标表.docx")
    client.force_login(drafter)
    assert url("job_file", job) in page(client, url("job", job))
    answer = client.get(url("job_file", job))
    assert b"".join(answer.streaming_content) == b"content"
    assert quote("芦台经济开发区2025年项目绩效目标表.docx") in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_a_job_without_a_file_has_none(client, drafter, job):
    client.force_login(drafter)
    assert client.get(url("job_file", job)).status_code == 404
    finish(job).result.storage.delete(job.result.name)
    assert client.get(url("job_file", job)).status_code == 404


def test_a_file_is_refused_to_who_may_no_longer_see_its_tables(client, drafter, department, job):
    project = make_project(department.district, department)
    finish(job, drawn=[str(project.pk)])
    client.force_login(drafter)
    assert b"".join(client.get(url("job_file", job)).streaming_content)
    put_away(project, drafter)
    refused = client.get(url("job_file", job))
    assert refused.status_code == 403
    assert "请重新导出" in refused.content.decode()


def test_work_with_a_page_of_its_own_leads_back_there(client, drafter):
    job = finish(make_job(drafter, parameters={"page": "/imports/1/"}))
    client.force_login(drafter)
    assert 'href="/imports/1/"' in page(client, url("job", job))


def test_cancelling_takes_a_button_and_happens_once(client, drafter, job):
    client.force_login(drafter)
    text = client.post(url("job_cancel", job), follow=True).content.decode()
    assert "已取消" in text
    assert url("job_cancel", job) not in text
    assert "不用取消了" in client.post(url("job_cancel", job), follow=True).content.decode()


def test_removing_a_finished_job_removes_its_file(client, drafter, job):
    client.force_login(drafter)
    assert "请先取消" in client.post(url("job_remove", job), follow=True).content.decode()
    finish(job)
    assert stored(job)
    assert "已移除" in client.post(url("job_remove", job), follow=True).content.decode()
    assert not stored(job)
    assert client.get(url("job", job)).status_code == 404


def test_who_waits_in_vain_is_told_whom_to_ask(client, drafter, job):
    client.force_login(drafter)
    assert "后台任务程序可能没有启动" not in page(client, url("job", job))
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=10))
    assert "后台任务程序可能没有启动" in page(client, url("job", job))
    assert "后台任务程序可能没有启动" in page(client, reverse("jobs"))
    Progress.take(make_job(drafter).pk)  # some worker works, on something else
    assert "后台任务程序可能没有启动" not in page(client, url("job", job))


def test_what_a_title_says_is_text(client, drafter, job):
    Job.objects.update(title="<script>alert(1)</script>", message="<b>x</b>")
    client.force_login(drafter)
    for address in (url("job", job), reverse("jobs")):
        assert "<script>alert" not in page(client, address)
        assert "<b>" not in page(client, address)


def test_the_list_takes_the_same_number_of_queries_however_long(
    client, drafter, django_assert_max_num_queries
):
    client.force_login(drafter)
    for _ in range(20):
        make_job(drafter, created_at=timezone.now())
    with django_assert_max_num_queries(5):
        page(client, reverse("jobs"))


@pytest.fixture
def many(department):
    """More tables than one waits for as PDF."""
    new = [NewProject(make_table(), department) for _ in range(61)]
    add_projects(new, make_framework(department.district), make_user("author"))
    return reverse("year_file", args=[department.district.code, 2025, "pdf"])


def test_a_whole_years_pdf_is_drawn_in_the_background_once(client, drafter, many):
    client.force_login(drafter)
    answer = client.get(many)
    job = drafter.jobs.get()
    assert answer.url == url("job", job)
    assert client.get(many).url == url("job", job)
    assert job.state == Job.State.WAITING
    assert job.title.endswith("（PDF，61张）")
    run(job.pk)
    job.refresh_from_db()
    assert job.message == "共61张表。"


def test_who_asks_for_too_much_is_told_to_wait(client, drafter, many):
    for _ in range(10):
        make_job(drafter)
    client.force_login(drafter)
    answer = client.get(many, follow=True)
    assert answer.redirect_chain == [(reverse("jobs"), 302)]
    assert "您已有10项后台任务还没有完成" in answer.content.decode()

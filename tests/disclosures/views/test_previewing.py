"""The preview as files and pages: a large one by a worker; and in words that the public may read."""

import re

import pytest
from django.urls import reverse

from disclosures.publishing import previews
from disclosures.rules import RULES
from projects.jobs.running import run
from projects.jobs.submitting import MOST_UNFINISHED
from projects.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(previews, "AT_ONCE", dict.fromkeys(previews.AT_ONCE, 0))


def test_a_small_preview_is_drawn_while_the_person_waits(client, bureau):
    client.force_login(bureau.publisher)
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(bureau.at("preview_file", form))
        assert answer.content.startswith(begins)
    assert not Job.objects.exists()


def test_a_large_preview_is_drawn_by_a_worker(client, bureau, large):
    client.force_login(bureau.publisher)
    answer = client.get(bureau.at("preview_file", "docx"))
    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.pk])
    assert client.get(bureau.at("preview_file", "docx")).url == answer.url
    assert (job.kind, job.state) == (Job.Kind.PREVIEW, Job.State.WAITING)
    run(job.pk)
    assert "共1张表。" in client.get(answer.url).content.decode()
    file = client.get(reverse("job_file", args=[job.pk]))
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert "no-store" in client.get(answer.url)["Cache-Control"]
    client.force_login(bureau.own)
    assert client.get(answer.url).status_code == 404


def test_who_no_longer_composes_gets_no_preview(client, bureau, large):
    client.force_login(bureau.publisher)
    client.get(bureau.at("preview_file", "docx"))
    bureau.publisher.assignments.all().delete()
    job = Job.objects.get()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.result.name) == (Job.State.FAILED, previews.OUT_OF_SIGHT, "")


def test_who_has_too_much_unfinished_work_is_told(client, bureau, large):
    client.force_login(bureau.publisher)
    for number in range(MOST_UNFINISHED):
        Job.objects.create(kind=Job.Kind.EXPORT, owner=bureau.publisher, parameters={"n": number})
    answer = client.get(bureau.at("preview_file", "pdf"), follow=True)
    assert "后台任务还没有完成" in answer.content.decode()


def test_the_public_reads_what_was_checked_and_found_and_not_what_to_do(bureau, says):
    says(bureau.publisher, bureau.at("figures"), revision="0", reception="约113")
    page = says(bureau.publisher, bureau.at("preview_page", "about/index.html"))
    told = page[page.index("核对情况") :]
    assert f"<dt>{RULES['F8'].title}</dt>" in told
    found = re.search(
        r'<span class="check failed">(.*?)</span>(“安排‘三公’经费预算情况”一节缺少.*?)</dd>', told
    )
    assert found[1] == "✗ 未通过"
    assert "请" not in re.sub("<[^>]*>", "", told)
    assert "请填写；没有安排的请填0。" in says(bureau.publisher, bureau.at("checks"))


@pytest.mark.parametrize("name", ["figures", "section"])
def test_what_is_typed_is_kept_until_it_is_sent(bureau, says, name):
    more = ["performance"] if name == "section" else []
    page = says(bureau.publisher, bureau.at(name, *more))
    assert f'data-keep="{name}" novalidate' in page
    assert "js/keep." in page
    refused = says(bureau.publisher, bureau.at(name, *more), action="look", revision="x")
    assert f'data-keep="{name}" data-given novalidate' in refused

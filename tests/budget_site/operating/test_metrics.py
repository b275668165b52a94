"""Figures are for the operator's Prometheus, by a token; they tell of the site and of no table."""

import logging

import pytest
from django.db import Error
from prometheus_client.parser import text_string_to_metric_families

from budget_site.operating import metrics
from projects.jobs import submit
from projects.models import Job

TOKEN = "fg-81-a-token"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = TOKEN


def figures(client) -> dict[tuple, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer wrong", "Bearer 口令", f"Basic {TOKEN}x"])
def test_who_does_not_know_the_token_finds_no_such_page(client, said):
    answer = client.get("/metrics", headers={"Authorization": said.encode().decode("latin-1")})
    assert (answer.status_code, answer.content) == (404, b"")


def test_without_a_token_in_the_settings_nobody_does(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_view_and_answer_never_by_address(client):
    before = figures(client)
    for name in ("one", "two"):
        client.get(f"/nowhere/{name}/")
    client.get("/accounts/login/")
    client.generic("BREW", "/accounts/login/")
    after = figures(client)

    def more(method, status, view):
        name = ("budget_requests_total", method, status, view)
        return after[name] - before.get(name, 0)

    assert more("GET", "404", "none") == 2
    assert more("GET", "200", "login") == 1
    assert more("other", "405", "login") == 1
    assert not [name for name in after if "nowhere" in str(name)]


def test_jobs_mails_and_the_disk_are_read_when_asked(client, drafter):
    job = submit(Job.Kind.EXPORT, drafter, "导出", {})
    found = figures(client)
    assert found["budget_jobs", "waiting"] == 1
    assert found["budget_jobs", "running"] == found["budget_jobs_failed_in_a_day",] == 0
    assert found["budget_jobs_oldest_waiting_seconds",] > 0
    assert found["budget_mails_unsent",] == 0
    assert found["budget_database_up",] == 1
    assert 0 < found["budget_disk_free_bytes",] < found["budget_disk_bytes",]
    assert str(job.title) not in str(found)


def test_a_reader_that_fails_takes_no_other_figure_away(client, monkeypatch, caplog):
    def fails():
        raise Error("gone")

    monkeypatch.setattr(metrics, "_readers", [fails])
    with caplog.at_level(logging.WARNING):
        assert figures(client)["budget_database_up",] == 1
    assert "No figures of" in caplog.text

"""A balancer asks before it sends people: the site lives, and all is there that a request may need."""

import pytest
from django.core.management import call_command
from django.db import Error, connection

from budget_site.operating import health, metrics

STRANGE_HOST = {"HTTP_HOST": "10.0.0.9:8000"}  # a balancer asks by address, which ALLOWED_HOSTS does not name


def test_a_process_that_answers_lives_whatever_the_database_does(client):
    answer = client.get(health.LIVE, **STRANGE_HOST)
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_a_site_whose_parts_are_all_there_is_ready(client):
    answer = client.get(health.READY, **STRANGE_HOST)
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok"}


def test_it_is_asked_without_https_on_the_machine_itself(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(health.LIVE).status_code == 200


def test_nobody_is_sent_to_a_site_whose_database_is_away(client, monkeypatch):
    def away(*arguments):
        raise Error("gone")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get(health.READY)
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": health.database()}
    assert "DATABASE_URL" in health.database()
    assert health.database() in answer.content.decode()  # to be read in a terminal, as it comes


@pytest.mark.django_db(transaction=True)
def test_a_program_newer_than_its_tables_waits_for_migrate(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    last = ("sessions", "0001_initial")
    call_command("migrate", last[0], "zero", fake=True, verbosity=0)
    try:
        answer = client.get(health.READY)
    finally:
        call_command("migrate", last[0], fake=True, verbosity=0)
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "数据表还没有更新（1项），请运行 manage.py migrate。"
    assert client.get(health.READY).status_code == 200


def test_what_a_site_needs_besides_is_asked_too(client, monkeypatch):
    monkeypatch.setattr(metrics, "database_answers", lambda: True)
    monkeypatch.setattr(health, "_checks", {"store": lambda: "存储没有应答。"})
    answer = client.get(health.READY)
    assert (answer.status_code, answer.json()["store"]) == (503, "存储没有应答。")

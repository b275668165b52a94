"""日志留存不少于六个月: the program never takes anything out of the trail, however old, whatever is set."""

import ast
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from budget_site.env import BASE_DIR
from budget_site.trail.models import Action, NeverChanged, TrailRecord, TrailSeal
from budget_site.trail.recording import record
from budget_site.trail.sealing import seal
from projects.jobs.sweeping import sweep

OF_RECORDS = {"TrailRecord", "TrailSeal"}
PASSES = {"JOB_KEEP_DAYS", "PAGES_KEEP_DAYS"}  # files that are made again, and no records


@pytest.mark.django_db
def test_no_sweep_takes_away_what_was_told_years_ago(district, settings, monkeypatch):
    settings.JOB_KEEP_DAYS = settings.PAGES_KEEP_DAYS = 1
    long_ago = timezone.now() - timedelta(days=3650)
    monkeypatch.setattr("budget_site.trail.models.now", lambda: long_ago)
    old = record(Action.SETTING, by=None, district=district, note="十年前")
    seal()
    monkeypatch.undo()
    before = TrailRecord.objects.count(), TrailSeal.objects.count()
    sweep()
    call_command("clearsessions")
    assert TrailRecord.objects.get(pk=old.pk).note == "十年前"
    assert TrailRecord.objects.count() >= before[0]
    assert TrailSeal.objects.count() >= before[1]
    for rows in (TrailRecord.objects.filter(pk=old.pk), TrailSeal.objects.filter(record=old)):
        with pytest.raises((NeverChanged, DatabaseError)), transaction.atomic():
            rows.delete()


def test_no_line_of_the_program_deletes_a_record_and_no_setting_says_how_long_they_stay():
    for package in ("budget_site", "projects", "disclosures"):
        for path in (BASE_DIR / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    asked = ast.unparse(node.func)
                    if node.func.attr in ("delete", "_raw_delete"):
                        assert not OF_RECORDS & set(re.findall(r"\w+", asked)), f"{path}: {asked}"
    told = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    kept = set(re.findall(r"^([A-Z0-9_]*KEEP[A-Z0-9_]*)=", told, re.MULTILINE))
    assert kept == PASSES

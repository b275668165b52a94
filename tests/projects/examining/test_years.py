"""A year's tables examined again where rules or settings change, and compared with each other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.examining import due, years
from projects.examining.counting import count_flagged
from projects.examining.setting import SettingsMoved, change_settings
from projects.jobs import examining
from projects.jobs.running import run
from projects.jobs.sweeping import sweep
from projects.models import Comparison, CrossFinding, Job, RuleSettings, TableVersion
from projects.rules import Settings
from projects.surroundings import settings_of
from projects.tables import Amount
from tests.people import make_district, make_project, make_table
from tests.projects.examining.dues import comparison_due

pytestmark = pytest.mark.django_db(transaction=True)

LENIENT = Settings(levels={"A3": "warning", "A1": "off"})


@pytest.fixture
def project(district, department):
    return make_project(district, department, table=make_table(code="", fiscal=Amount.of("30")))


def levels(project) -> dict[str, str]:
    found = TableVersion.objects.select_related("examination").get(project=project).examination.findings
    return {one["code"]: one["level"] for one in found}


def test_settings_are_kept_as_revisions_with_who_and_when(district, reviewer):
    change_settings(district, 2025, LENIENT, reviewer, 0)
    change_settings(district, 2025, Settings(), reviewer, 1)
    assert [one.revision for one in RuleSettings.objects.all()] == [2, 1]
    assert settings_of(district, 2025) == Settings()
    assert RuleSettings.objects.get(revision=1).changed_by == reviewer


def test_settings_are_those_of_one_district_and_year(district, reviewer):
    change_settings(district, 2025, LENIENT, reviewer, 0)
    assert settings_of(district, 2025).levels["A3"] == "warning"
    assert settings_of(district, 2026) == Settings()
    assert settings_of(make_district("邻区", "next"), 2025) == Settings()


def test_who_was_slower_is_told_and_changes_nothing(district, reviewer):
    change_settings(district, 2025, LENIENT, reviewer, 0)
    with pytest.raises(SettingsMoved):
        change_settings(district, 2025, Settings(), reviewer, 0)
    assert settings_of(district, 2025).levels == LENIENT.levels


def test_settings_that_say_the_same_make_no_revision(district, reviewer):
    assert change_settings(district, 2025, Settings(), reviewer, 0) is None
    assert not RuleSettings.objects.exists()


def test_changed_settings_have_the_years_tables_examined_again_in_the_background(district, project, reviewer):
    assert levels(project)["A3"] == "error"
    change_settings(district, 2025, LENIENT, reviewer, 0)
    assert list(years.stale_versions(district, 2025)) == [project.versions.get()]
    sweep()
    job = Job.objects.get(kind=Job.Kind.EXAMINE)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.DONE, "已检查1张表。")
    assert levels(project)["A3"] == "warning"
    assert "A1" not in levels(project)
    assert not years.stale_versions(district, 2025).exists()


def test_changed_rules_too(district, project, monkeypatch):
    monkeypatch.setattr("projects.examining.asked._engine", lambda: "the next release")
    monkeypatch.setattr("projects.examining.years.asked", lambda settings: "the next release")
    assert years.stale_versions(district, 2025).exists()


def test_a_sweep_asks_once_for_what_is_waiting_already(district, project):
    TableVersion.objects.update(changed_at=timezone.now() - timedelta(hours=2))
    sweep()
    sweep()
    assert Job.objects.filter(kind=Job.Kind.COMPARE).count() == 1


def test_a_year_is_compared_a_while_after_it_was_last_changed(district, project, drafter):
    assert comparison_due(district, 2025)  # never compared
    run(examining.ask_to_compare(district, 2025, drafter).pk)
    assert Comparison.objects.get().tables == 1
    assert not comparison_due(district, 2025)
    version = project.versions.get()
    save(version.pk, drafter, uuid4(), version.revision, [Set(None, "code", "", "13020025P1")])
    assert not comparison_due(district, 2025)  # somebody is typing
    TableVersion.objects.update(changed_at=timezone.now() - due.QUIET - timedelta(seconds=1))
    Comparison.objects.update(compared_at=timezone.now() - due.QUIET - timedelta(minutes=1))
    assert comparison_due(district, 2025)


def test_a_year_that_is_never_quiet_is_compared_at_last(district, project, drafter):
    run(examining.ask_to_compare(district, 2025, drafter).pk)
    Comparison.objects.update(compared_at=timezone.now() - due.PATIENCE - timedelta(seconds=1))
    TableVersion.objects.update(changed_at=timezone.now())
    assert comparison_due(district, 2025)


def test_a_new_comparison_replaces_what_the_last_one_found(district, department, drafter):
    twins = [make_project(district, department, table=make_table(code="13020025P1")) for _ in range(2)]
    for _ in range(2):
        job = examining.ask_to_compare(district, 2025, drafter)
        run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message
    found = CrossFinding.objects.filter(project=twins[0], other=twins[1], finding__code="E3")
    assert found.count() == 1


def test_what_a_setting_would_flag_is_counted_without_keeping_it(district, project, department):
    make_project(district, department)
    flagged = count_flagged(district, 2025, LENIENT)
    assert (flagged.looked_at, flagged.there) == (2, 2)
    assert flagged.tables["A3"] == 1
    assert flagged.tables["A1"] == 1  # switched off there: the figure says what switching it on would mean
    assert levels(project)["A3"] == "error"


def test_of_very_many_tables_evenly_chosen_ones_are_counted(district, department, monkeypatch):
    monkeypatch.setattr("projects.examining.counting.MOST", 2)
    for number in range(5):
        make_project(district, department, table=make_table(name=f"项目{number}"))
    assert count_flagged(district, 2025, Settings()).looked_at == 2

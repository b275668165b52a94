"""The same files at the doors that people use: a sentence, and nothing is written or left lying.

Every file is read in `test_corpus` as the site reads it; here one of every few goes all the way.
"""

import logging
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budget_site.accounts.models import Department, User
from projects.importing.importer import Importer
from projects.importing.incoming import discard, receive
from projects.jobs.running import run
from projects.models import AssessmentFile, BudgetList, IncomingFile, Job, Project, TableImport, TableVersion
from projects.models.job import private_storage
from projects.review.assessing import AssessmentRefused
from projects.review.papers import attach
from tests.people import make_project, make_user
from tests.projects.hostile.case import READ, Case
from tests.projects.hostile.families import FAMILIES, Door, cases
from tests.projects.management.calling import PLACE, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.decided, pytest.mark.xdist_group("hostile")]
_LONG_IN_THE_MAKING = ("floods", "markup", "words")
_EACH = 12  # of so many one goes all the way
_WRITTEN = (Project, TableVersion, TableImport, AssessmentFile, BudgetList, Department, User)


def some(family: str, every: int = _EACH) -> list[Case]:
    """Of those that are not taken."""
    return [case for case in cases(family) if READ not in case.told.split("|")][::every]


def at(door: Door) -> list[str]:
    return [name for name, its in FAMILIES.items() if its is door and name not in _LONG_IN_THE_MAKING]


def everything() -> list[int]:
    return [model.objects.count() for model in _WRITTEN]


def kept() -> list[str]:
    return sorted(str(path) for path in Path(private_storage().location).rglob("*") if path.is_file())


@pytest.fixture
def version(district, department):
    return make_project(district, department).versions.get()


@pytest.fixture(autouse=True)
def _nothing_is_written(version, drafter, reviewer, caplog, monkeypatch, tmp_path_factory):
    scratch = tmp_path_factory.mktemp("scratch")  # of this test alone, whatever else runs on the machine
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before, there = everything(), kept()
    yield
    assert everything() == before
    assert kept() == there
    assert not list(scratch.iterdir())
    ours = [one for one in caplog.records if one.name.startswith(("projects", "disclosures", "budget_site"))]
    assert not [one.getMessage() for one in ours if one.levelno >= logging.WARNING]


@pytest.mark.parametrize("family", at(Door.IMPORT))
def test_whoever_imports_one_is_told_what_to_do(family, drafter, district):
    for case in some(family):
        upload = SimpleUploadedFile("公开说明.docx", case.make())
        incoming = receive(Importer.of(drafter, district, 2025), upload, None)
        run(incoming.job.pk)  # where it is large it waits for a worker; else this does nothing
        incoming.refresh_from_db()
        assert incoming.job.state == Job.State.FAILED, case.name
        assert incoming.job.message == incoming.refused
        assert case.fits(incoming.refused), f"{case.name}: {incoming.refused}"
        assert not incoming.file, case.name
        assert not incoming.reading, case.name
        discard(incoming)


@pytest.mark.parametrize("family", at(Door.PAPER))
def test_whoever_attaches_one_to_an_assessment_is_told_what_to_do(family, version, drafter):
    for case in some(family):
        with pytest.raises(AssessmentRefused) as refused:
            attach(version, SimpleUploadedFile("评估报告.pdf", case.make()), drafter)
        assert case.fits(str(refused.value)), f"{case.name}: {refused.value}"


def test_the_pages_tell_it_too(client, district, version, drafter, reviewer):
    keeper = make_user("keeper", "system_admin", district=district)
    Department.objects.filter(pk=version.project.department_id).update(name="财政局")
    lists = [("new_year_list", [district.code, 2025, "departments"], reviewer)]
    lists += [("new_year_list", [district.code, 2025, "people"], keeper)]
    lists += [("budget_list_upload", [district.code, 2025], reviewer)]
    doors = [(*door, case) for door in lists for case in (*some("cut lists"), *some("kinds", 4))]
    doors += [("import_new", [district.code, 2025], drafter, case) for case in some("encodings", 5)]
    doors += [("assessment_file", [version.project.pk], drafter, case) for case in some("pictures")]
    for name, place, user, case in doors:
        client.force_login(user)
        upload = SimpleUploadedFile("名单.xlsx", case.make())
        text = client.post(reverse(name, args=place), {"file": upload}, follow=True).content.decode()
        assert any(word and word in text for word in case.told.split("|")), f"{name}: {case.name}"
    User.objects.filter(pk=keeper.pk).delete()
    for incoming in IncomingFile.objects.all():
        discard(incoming)


def test_the_command_refuses_with_a_sentence(tmp_path, version):
    path = tmp_path / "公开说明.docx"
    for case in (*some("entities", 40), *some("bombs", 6), *some("cuts", 30), *some("encodings", 15)):
        path.write_bytes(case.make())
        assert case.fits(refusal("import_word", path, *PLACE)), case.name

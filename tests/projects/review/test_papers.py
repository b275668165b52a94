"""The files of an assessment: kept once, under a name that tells nothing, gone or kept when removed."""

import os
import re
import time
from datetime import timedelta
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile

from projects.jobs.sweeping import sweep
from projects.models import AssessmentFile
from projects.models.job import private_storage
from projects.review import papers
from projects.review.assessing import AssessmentRefused
from projects.review.paper_kinds import MOST_BYTES
from projects.review.papers import FOLDER, MOST_FILES, STRAY, attach, filename_for, remove, sweep_assessments
from projects.workflow import Action
from tests.people import make_project
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import a_pdf, a_picture, make_paper, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


@pytest.fixture(autouse=True)
def _empty_folder():
    for name in lying():
        private_storage().delete(f"{FOLDER}/{name}")


def lying() -> list[str]:
    """What is stored."""
    storage = private_storage()
    return storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []


def refused(cast, file, told):
    with pytest.raises(AssessmentRefused, match=told):
        attach(cast.version, file, cast.drafter)
    assert not AssessmentFile.objects.exists()
    assert lying() == []


def test_a_file_is_stored_under_a_name_that_tells_nothing_and_has_no_address(cast, client):
    data = a_pdf()
    kept = attach(cast.version, upload("取暖项目评估报告.pdf", data), cast.drafter)
    with private_storage().open(kept.file.name) as file:
        assert file.read() == data
    assert (kept.filename, kept.kind, kept.uploaded_by) == ("取暖项目评估报告.pdf", "pdf", cast.drafter)
    assert re.fullmatch(f"{FOLDER}/[0-9a-f]{{32}}", kept.file.name)
    client.force_login(cast.drafter)
    for address in (
        f"/{kept.file.url.lstrip('/')}",
        f"/static/{kept.file.name}",
        f"/private/{kept.file.name}",
    ):
        assert client.get(address).status_code == 404
    assert os.stat(kept.file.path).st_mode & 0o077 == 0


def test_a_program_that_calls_itself_a_report_is_refused_and_not_kept(cast):
    refused(cast, upload("评估报告.pdf", b"MZ\x90\0" + bytes(5000)), "这不是 PDF")
    refused(cast, upload("评估报告.docx", b"MZ\x90\0" + bytes(5000)), "这不是 PDF")


def test_too_large_a_file_is_refused_before_it_is_stored(cast):
    refused(cast, upload(data=a_pdf() + b"\n" * MOST_BYTES), "超过 20 MB")


def test_a_file_that_keeps_the_looking_busy_is_given_up(cast, monkeypatch):
    monkeypatch.setattr(papers, "PATIENCE", -1.0)
    monkeypatch.setattr(papers, "OFTEN", 0.01)
    refused(cast, upload(), "检查不了")


def test_the_same_bytes_twice_are_one_file(cast):
    first = attach(cast.version, upload(data=(data := a_pdf())), cast.drafter)
    again = attach(cast.version, upload("另一个名字.pdf", data), cast.colleague)
    assert again == first
    assert again.filename == "评估报告.pdf"
    assert [PurePath(first.file.name).name] == lying()


def test_there_are_at_most_twenty(cast):
    for number in range(MOST_FILES):
        make_paper(cast.project, cast.drafter, f"{number}.pdf")
    with pytest.raises(AssessmentRefused, match="最多上传20个"):
        attach(cast.version, upload(), cast.drafter)
    assert len(lying()) == MOST_FILES


def test_what_is_removed_before_the_first_submission_is_gone_from_the_disk_too(cast):
    kept = attach(cast.version, upload(), cast.drafter)
    assert remove(cast.version, kept.pk, cast.drafter) == "评估报告.pdf"
    assert lying() == []
    assert not AssessmentFile.objects.exists()
    assert remove(cast.version, kept.pk, cast.drafter) == ""


def test_a_file_of_another_project_is_not_removed(cast, other_department):
    other = make_project(cast.district, other_department)
    kept = make_paper(other, cast.drafter)
    assert remove(cast.version, kept.pk, cast.drafter) == ""
    assert AssessmentFile.objects.get(removed_at=None) == kept


def test_with_the_reviewers_nothing_is_attached_nor_removed(cast):
    kept = attach(cast.version, upload(), cast.drafter)
    cast.submitted()
    with pytest.raises(AssessmentRefused, match="评估内容不能再改"):
        attach(cast.version, upload("图.png", a_picture()), cast.drafter)
    with pytest.raises(AssessmentRefused, match="评估内容不能再改"):
        remove(cast.version, kept.pk, cast.drafter)
    assert len(lying()) == AssessmentFile.objects.filter(removed_at=None).count() == 1
    cast.does(Action.WITHDRAW, cast.drafter)
    assert remove(cast.version, kept.pk, cast.drafter)


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("报告.PDF", "pdf", "报告.PDF"),
        ("报告.exe", "pdf", "报告.exe.pdf"),
        ("C:\\资料\\扫描.jpeg", "jpg", "扫描.jpeg"),
        ("../../etc/passwd", "png", "passwd.png"),
        ("两行\n名称\u202efdp.exe", "docx", "两行 名称fdp.exe.docx"),
        ("", "pdf", "评估材料.pdf"),
        (None, "pdf", "评估材料.pdf"),
    ],
)
def test_the_name_it_is_given_out_under_ends_as_what_it_is(name, kind, kept):
    assert filename_for(name, kind) == kept


def test_a_stray_is_swept_and_a_young_one_and_a_named_one_stay(cast):
    named = make_paper(cast.project, cast.drafter)
    stray, young = (private_storage().save(f"{FOLDER}/{name}", ContentFile(b"x")) for name in ("a1", "b2"))
    past = time.time() - (STRAY + timedelta(hours=1)).total_seconds()
    for name in (named.file.name, stray):
        os.utime(private_storage().path(name), (past, past))
    sweep()
    assert sorted(lying()) == sorted(PurePath(name).name for name in (named.file.name, young))
    sweep_assessments()
    assert len(lying()) == 2


def test_the_files_of_a_project_that_is_gone_are_swept(cast):
    kept = make_paper(cast.project, cast.drafter)
    past = time.time() - (STRAY + timedelta(hours=1)).total_seconds()
    os.utime(private_storage().path(kept.file.name), (past, past))
    kept.assessment.delete()
    sweep_assessments()
    assert lying() == []

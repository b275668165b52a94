"""What was submitted once is never lost: a removed file is hidden, kept, and counts no more."""

import os
import time
from datetime import timedelta
from uuid import uuid4

import pytest

from budget_site.accounts.models import Role
from projects.models import AssessmentFile
from projects.models.job import private_storage
from projects.review import papers
from projects.review.assessing import FILES, AssessmentRefused, lacking
from projects.review.papers import STRAY, attach, has_room, may_see_removed, remove, sweep_assessments
from projects.review.returning import answer
from projects.workflow import Action
from tests.people import make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import a_pdf, make_paper, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


@pytest.fixture
def kept(cast):
    """A file that was there when the table was submitted; the table has come back."""
    paper = make_paper(cast.project, cast.drafter)
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="请补充测算")
    return paper


def on_disk(paper) -> bool:
    return private_storage().exists(paper.file.name)


def hidden() -> list:
    return list(AssessmentFile.objects.exclude(removed_at=None).values_list("pk", "removed_by"))


def test_after_a_return_a_removed_file_is_hidden_and_kept(cast, kept):
    assert remove(cast.version, kept.pk, cast.colleague) == "评估报告.pdf"
    assert hidden() == [(kept.pk, cast.colleague.pk)]
    assert on_disk(kept)
    assert remove(cast.version, kept.pk, cast.drafter) == ""
    assert hidden() == [(kept.pk, cast.colleague.pk)]


def test_after_a_withdrawal_too_and_what_was_uploaded_since(cast, kept):
    answer(cast.version.pk, 1, "已补充测算依据", cast.drafter, uuid4())
    cast.submitted()
    cast.does(Action.WITHDRAW, cast.drafter)
    later = attach(cast.version, upload(), cast.drafter)
    for paper in (kept, later):
        assert remove(cast.version, paper.pk, cast.drafter)
        assert on_disk(paper)
    assert len(hidden()) == 2


def test_in_an_adjustment_what_the_reply_in_force_rests_on_is_kept(cast):
    paper = make_paper(cast.project, cast.drafter)
    cast.replied()
    with pytest.raises(AssessmentRefused, match="评估内容不能再改"):
        remove(cast.version, paper.pk, cast.drafter)
    cast.does(Action.ADJUST, cast.drafter, why="追加预算")
    assert cast.version.number == 2
    assert remove(cast.version, paper.pk, cast.drafter)
    assert hidden() == [(paper.pk, cast.drafter.pk)]
    assert on_disk(paper)


def test_of_a_project_that_was_never_submitted_nothing_stays_whatever_became_of_another(cast, kept):
    other = make_project(cast.district, cast.department)
    paper = make_paper(other, cast.drafter)
    assert remove(other.versions.get(), paper.pk, cast.drafter)
    assert not on_disk(paper)
    assert AssessmentFile.objects.get() == kept


def test_a_hidden_file_counts_neither_as_material_nor_against_the_most(cast, kept, monkeypatch):
    monkeypatch.setattr(papers, "MOST_FILES", 1)
    assert FILES not in lacking(cast.project)
    assert not has_room(kept.assessment)
    with pytest.raises(AssessmentRefused, match="最多上传1个"):
        attach(cast.version, upload(), cast.drafter)
    remove(cast.version, kept.pk, cast.drafter)
    assert FILES in lacking(cast.project)
    assert has_room(kept.assessment)
    attach(cast.version, upload(), cast.drafter)
    assert FILES not in lacking(cast.project)


def test_the_same_bytes_again_are_a_new_file_beside_the_hidden_one(cast, kept):
    first = attach(cast.version, upload(data=(data := a_pdf())), cast.drafter)
    remove(cast.version, first.pk, cast.drafter)
    again = attach(cast.version, upload("再次上传.pdf", data), cast.colleague)
    assert again.pk != first.pk
    assert (again.file_hash, again.filename) == (first.file_hash, "再次上传.pdf")
    assert on_disk(first)
    assert on_disk(again)
    assert attach(cast.version, upload(data=data), cast.drafter) == again


def test_a_hidden_file_is_never_swept(cast, kept):
    remove(cast.version, kept.pk, cast.drafter)
    past = time.time() - (STRAY + timedelta(hours=1)).total_seconds()
    os.utime(private_storage().path(kept.file.name), (past, past))
    sweep_assessments()
    assert on_disk(kept)


@pytest.mark.parametrize("role", Role)
def test_the_department_and_the_bureau_may_still_read_it_and_nobody_else(cast, role, other_department):
    reads = role not in (Role.PUBLISHER, Role.SYSTEM_ADMIN, Role.AUDITOR)
    here = make_user("本部门", role, department=cast.department)
    assert may_see_removed(here, cast.project) is reads
    assert may_see_removed(make_user("本区划", role, district=cast.district), cast.project) is reads
    assert not may_see_removed(make_user("别处", role, department=other_department), cast.project)


def test_a_stranger_may_not(cast, stranger):
    assert not may_see_removed(stranger, cast.project)

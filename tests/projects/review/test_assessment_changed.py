"""Each submission names the assessment it rests on, so that a later change of it shows."""

import datetime
from uuid import uuid4

import pytest

from projects.models import Assessment, AssessmentFile, ReviewEvent
from projects.models.assessment import ASPECTS
from projects.review.assessing import WRITTEN, changed_since_submission, fingerprint, save_assessment
from projects.review.papers import remove
from projects.review.returning import answer
from projects.workflow import Action
from tests.people import make_project
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import make_paper
from tests.projects.review.test_assessing import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    made = make_cast(district, department)
    save_assessment(made.version, words(), 0, made.drafter)
    return made


@pytest.fixture
def paper(cast):
    return make_paper(cast.project, cast.drafter)


def rewrites(cast, text="改写") -> None:
    now = Assessment.objects.get(project=cast.project)
    save_assessment(cast.version, words(economy=text), now.revision, cast.drafter)


def changed(cast) -> bool:
    return changed_since_submission(cast.version)


def test_where_there_is_no_assessment_there_is_no_fingerprint(cast, other_department):
    assert fingerprint(make_project(cast.district, other_department)) == ""
    assert len(fingerprint(cast.project)) == 64


@pytest.mark.parametrize("name", WRITTEN)
def test_every_field_counts(cast, name):
    before = fingerprint(cast.project)
    others = {"conclusion": "adjust", "assessed_on": datetime.date(2025, 3, 1)}
    Assessment.objects.update(**{name: others.get(name, "改写")})
    assert fingerprint(cast.project) != before


def test_the_same_words_in_another_field_are_something_else(cast):
    found = set()
    for name in ASPECTS:
        Assessment.objects.update(**dict.fromkeys(ASPECTS, "") | {name: "同一句话"})
        found.add(fingerprint(cast.project))
    assert len(found) == len(ASPECTS)


def test_who_saved_it_and_how_often_does_not_count(cast):
    before = fingerprint(cast.project)
    rewrites(cast)
    save_assessment(cast.version, words(), 2, cast.colleague)
    assert fingerprint(cast.project) == before


def test_files_count_by_their_bytes_in_whatever_order_they_came(cast, paper):
    alone = fingerprint(cast.project)
    later = make_paper(cast.project, cast.drafter, "合同.pdf")
    both = fingerprint(cast.project)
    assert both != alone
    AssessmentFile.objects.filter(pk=paper.pk).update(file_hash="")
    AssessmentFile.objects.filter(pk=later.pk).update(file_hash=paper.file_hash)
    AssessmentFile.objects.filter(pk=paper.pk).update(file_hash=later.file_hash)
    assert fingerprint(cast.project) == both
    AssessmentFile.objects.filter(pk=later.pk).update(filename="改名.pdf")
    assert fingerprint(cast.project) == both


def test_a_submission_names_the_assessment_it_was_made_with(cast):
    cast.submitted()
    assert ReviewEvent.objects.get(action=Action.SUBMIT).assessment_hash == fingerprint(cast.project)
    assert not changed(cast)


def test_a_table_that_was_never_submitted_has_nothing_to_differ_from(cast):
    assert not changed(cast)
    rewrites(cast)
    assert not changed(cast)


def test_words_changed_after_a_return_show_until_it_is_submitted_again(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="请补充测算")
    assert not changed(cast)
    rewrites(cast)
    assert changed(cast)
    rewrites(cast, "经论证可行")
    assert not changed(cast)
    rewrites(cast)
    answer(cast.version.pk, 1, "已补充测算依据", cast.drafter, uuid4())
    cast.submitted()
    assert not changed(cast)


def test_a_file_that_came_or_went_shows(cast, paper):
    cast.submitted()
    cast.does(Action.WITHDRAW, cast.drafter)
    remove(cast.version, paper.pk, cast.drafter)
    assert changed(cast)
    cast.submitted()
    cast.does(Action.WITHDRAW, cast.drafter)
    make_paper(cast.project, cast.drafter)
    assert changed(cast)


def test_in_an_adjustment_it_is_compared_with_what_the_reply_in_force_rests_on(cast):
    cast.replied()
    cast.does(Action.ADJUST, cast.drafter, why="追加预算")
    assert not changed(cast)
    rewrites(cast)
    assert changed(cast)
    cast.does(Action.VOID, cast.drafter, why="不调整了")
    assert cast.version.number == 1
    assert changed(cast)


def test_an_assessment_that_came_after_the_submission_shows(district, department):
    cast = make_cast(district, department)
    cast.submitted()
    assert ReviewEvent.objects.get().assessment_hash == ""
    cast.does(Action.WITHDRAW, cast.drafter)
    assert not changed(cast)
    save_assessment(cast.version, words(), 0, cast.drafter)
    assert changed(cast)

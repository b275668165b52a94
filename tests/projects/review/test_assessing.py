"""Which projects need 事前绩效评估, what it lacks, and that nobody writes over another."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from projects.models import Assessment, ReviewSetup, Status
from projects.models.assessment import ASPECTS
from projects.review.assessing import (
    FILES,
    MOST,
    AssessmentMoved,
    AssessmentRefused,
    assessment_refusals,
    lacking,
    needs_assessment,
    save_assessment,
    setup_of,
)
from projects.review.said import Refused
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import make_paper

pytestmark = pytest.mark.django_db
NAMES = ["立项必要性", "投入经济性", "绩效目标合理性", "实施方案可行性", "筹资合规性", "评估结论"]


@pytest.fixture
def cast(district, department):
    """A new project of exactly the amount that is major here."""
    made = make_cast(district, department)
    made.switch_on(major_amount=SOUND.total.value)
    made.project.is_new = True
    made.project.save()
    return made


def words(**changed):
    about = dict.fromkeys(ASPECTS, "经论证可行") | {
        "conclusion": "support",
        "assessed_by": "",
        "assessed_on": None,
    }
    return about | changed


def assessed(cast, **changed):
    make_paper(cast.project, cast.drafter)
    return save_assessment(cast.version, words(**changed), 0, cast.drafter)


@pytest.mark.parametrize(
    ("is_new", "least", "total", "needed"),
    [
        (True, "50", "50", True),
        (True, "50", "50.000001", True),
        (True, "50", "49.999999", False),
        (False, "50", "500", False),
        (True, None, "500", False),
        (True, "50", None, False),
        (True, "0", "0", True),
    ],
)
def test_new_and_major_needs_one(cast, is_new, least, total, needed):
    version = cast.version
    version.project.is_new = is_new
    version.total = total and Decimal(total)
    assert needs_assessment(version, ReviewSetup(major_amount=least and Decimal(least))) is needed
    assert needs_assessment(version, None) is False


def test_it_is_told_piece_by_piece_what_is_missing(cast):
    assert lacking(cast.project) == [*NAMES, FILES]
    save_assessment(cast.version, words(conclusion="", economy=""), 0, cast.drafter)
    assert lacking(cast.project) == ["投入经济性", "评估结论", FILES]
    make_paper(cast.project, cast.drafter)
    assert FILES not in lacking(cast.project)


def test_without_one_the_table_is_not_submitted_and_with_one_it_is(cast):
    [told] = assessment_refusals(cast.version)
    assert "还缺立项必要性、投入经济性" in told
    with pytest.raises(Refused, match="事前绩效评估还缺"):
        cast.submitted()
    assert cast.version.status == Status.DRAFT
    assessed(cast)
    assert assessment_refusals(cast.version) == []
    cast.submitted()
    assert cast.version.status == Status.PERFORMANCE_REVIEW


def test_who_is_against_it_stops_it(cast):
    assessed(cast, conclusion="reject")
    assert assessment_refusals(cast.version)
    with pytest.raises(Refused, match="结论是“不予支持”，不能送审"):
        cast.submitted()
    save_assessment(cast.version, words(conclusion="adjust"), 1, cast.drafter)
    cast.submitted()


def test_others_are_not_asked_for_one(cast, django_assert_num_queries):
    version = cast.version
    version.project.is_new = False
    with django_assert_num_queries(0):
        assert assessment_refusals(version) == []
    cast.switch_on(major_amount=None)
    assert assessment_refusals(cast.version) == []
    assert setup_of(cast.district.pk).major_amount is None


def test_two_who_write_are_told_of_each_other(cast):
    first = save_assessment(cast.version, words(), 0, cast.drafter)
    assert (first.revision, first.changed_by) == (1, cast.drafter)
    with pytest.raises(AssessmentMoved, match="经办的姓名已经改过") as moved:
        save_assessment(cast.version, words(economy="另一种写法"), 0, cast.colleague)
    assert moved.value.current.economy == "经论证可行"
    second = save_assessment(cast.version, words(economy="另一种写法"), 1, cast.colleague)
    assert (second.revision, second.economy) == (2, "另一种写法")


def test_the_same_words_twice_are_one_revision(cast):
    for _ in range(2):
        assert save_assessment(cast.version, words(), 0, cast.drafter).revision == 1
    assert Assessment.objects.get().changed_by == cast.drafter


def test_what_is_with_the_reviewers_is_not_written(cast):
    assessed(cast)
    cast.submitted()
    with pytest.raises(AssessmentRefused, match="“待绩效审核”，评估内容不能再改"):
        save_assessment(cast.version, words(economy="改"), 1, cast.drafter)
    cast.does(Action.RETURN, cast.reviewer, why="请补充测算")
    assert save_assessment(cast.version, words(economy="改"), 1, cast.drafter).economy == "改"


def test_what_cannot_be_is_told_and_not_kept(cast):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    for said, told in (
        ({"funding": "长" * (MOST + 1)}, f"不要超过{MOST}字"),
        ({"assessed_on": tomorrow}, "还没有到"),
    ):
        with pytest.raises(AssessmentRefused, match=told):
            save_assessment(cast.version, words(**said), 0, cast.drafter)
    assert not Assessment.objects.exists()

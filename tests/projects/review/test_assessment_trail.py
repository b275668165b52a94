"""Who changed an assessment, and what of it, stands in the trail; what it says never does."""

import datetime

import pytest

from budget_site.accounts.models import Delegation, Role
from budget_site.trail.models import TrailRecord
from projects.review.assessing import AssessmentMoved, AssessmentRefused, save_assessment
from projects.review.papers import attach, remove
from projects.workflow import Action
from tests.people import make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import a_pdf, upload
from tests.projects.review.test_assessing import words

pytestmark = pytest.mark.django_db
SECRET = "按每平方米31元测算"


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def told(kind="assessment"):
    return list(TrailRecord.objects.filter(object_kind=f"projects.{kind}").order_by("id"))


def test_each_revision_is_told_by_who_and_by_the_names_of_what_changed(cast):
    save_assessment(cast.version, words(economy=SECRET, assessed_by="第三方"), 0, cast.drafter)
    save_assessment(cast.version, words(economy="改写", conclusion="adjust"), 1, cast.colleague)
    first, second = told()
    assert (first.actor, first.before, first.after) == (cast.drafter, {"修订号": 0}, {"修订号": 1})
    assert first.note.startswith("改动：立项必要性、投入经济性")
    assert first.note.endswith("评估结论、评估单位")
    assert (second.actor, second.before, second.after) == (cast.colleague, {"修订号": 1}, {"修订号": 2})
    assert second.note == "改动：投入经济性、评估结论、评估单位"
    assert first.district == cast.district
    assert first.object_text == str(cast.project)


def test_no_word_of_the_assessment_gets_into_the_trail(cast):
    save_assessment(cast.version, words(economy=SECRET, assessed_by="第三方"), 0, cast.drafter)
    for one in told():
        assert SECRET not in f"{one.before}{one.after}{one.note}{one.object_text}"
        assert "第三方" not in f"{one.before}{one.after}{one.note}{one.object_text}"


def test_what_changed_nothing_is_not_told(cast):
    for _ in range(2):
        save_assessment(cast.version, words(), 0, cast.drafter)
    with pytest.raises(AssessmentMoved):
        save_assessment(cast.version, words(economy="另写"), 0, cast.colleague)
    cast.submitted()
    with pytest.raises(AssessmentRefused):
        save_assessment(cast.version, words(economy="另写"), 1, cast.drafter)
    assert len(told()) == 1


def test_a_file_is_told_by_name_and_hash_when_it_comes_and_when_it_goes(cast):
    kept = attach(cast.version, upload(data=(data := a_pdf())), cast.drafter)
    attach(cast.version, upload(data=data), cast.drafter)  # the same file, which is there
    known = {"文件": "评估报告.pdf", "SHA-256": kept.file_hash}
    number = str(kept.pk)
    for _ in range(2):
        remove(cast.version, kept.pk, cast.colleague)
    came, went = told("assessmentfile")
    assert (came.actor, came.before, came.after, came.note) == (cast.drafter, None, known, "上传评估材料")
    assert (went.actor, went.before, went.after) == (cast.colleague, known, None)
    assert went.note == "移除评估材料，文件已删除"
    assert {came.object_id, went.object_id} == {number}


def test_after_a_submission_it_is_told_that_the_removed_file_stays(cast):
    kept = attach(cast.version, upload(), cast.drafter)
    cast.submitted()
    cast.does(Action.WITHDRAW, cast.drafter)
    remove(cast.version, kept.pk, cast.drafter)
    assert told("assessmentfile")[-1].note == "移除评估材料，文件留存"


def test_a_refused_file_is_not_told(cast):
    with pytest.raises(AssessmentRefused):
        attach(cast.version, upload(data=b"MZ\x90\0"), cast.drafter)
    cast.submitted()
    with pytest.raises(AssessmentRefused):
        attach(cast.version, upload(), cast.drafter)
    assert not told("assessmentfile")


def test_who_stands_in_is_told_with_whom_for(cast):
    helper = make_user("代办", Role.HEAD, department=cast.department)
    days = {"first": datetime.date(2025, 1, 1), "last": datetime.date(2999, 1, 1), "made_by": cast.drafter}
    Delegation.objects.create(giver=cast.drafter, holder=helper, **days)
    save_assessment(cast.version, words(), 0, helper)
    save_assessment(cast.version, words(economy="改"), 1, cast.colleague)
    assert told()[0].actor == helper
    assert told()[0].on_behalf_of.startswith(cast.drafter.name)
    assert told()[1].on_behalf_of == ""

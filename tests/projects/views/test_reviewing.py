"""The review over its pages: from the first draft to the reply, and what each page says to whom."""

from dataclasses import replace
from uuid import uuid4

import pytest

from budget_site.accounts.models import Role
from projects.drafting.operations import Set
from projects.drafting.places import place
from projects.drafting.saving import save
from projects.models import FeedbackThread, InternalThread, Status
from projects.review.facts import token
from projects.review.threads import FEEDBACK, INTERNAL, open_thread
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.people import make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.views.at_review import GRADED, at, steps, takes, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def test_from_draft_to_approval_over_the_pages(client, cast):
    assert steps(client, cast, cast.drafter, "submit").status_code == 302
    client.force_login(cast.reviewer)
    row = cast.rows()[0]
    spot = place(row.id, "value")
    page = text(client.get(at(cast, "review"), {"at": spot}))
    assert f"对 <strong>“{row.level3}”的指标值</strong> 提意见" in page
    told = {"kind": "feedback", "key": str(uuid4()), "at": spot, "text": "请附测算依据"}
    assert client.post(at(cast, "talk"), told).status_code == 302
    assert takes(client, cast, cast.reviewer, "return", why="请按意见修改").status_code == 302
    assert cast.version.status == Status.RETURNED

    client.force_login(cast.drafter)
    assert "还有 1 条待处理" in text(client.get(cast.project.get_absolute_url()))
    assert "请附测算依据" in text(client.get(at(cast, "checklist")))
    refused = steps(client, cast, cast.drafter, "submit")
    assert refused.status_code == 409
    assert "还有 1 条没有答复" in text(refused)
    answered = client.post(at(cast, "return_answer", 1), {"text": "依据见附件合同", "key": str(uuid4())})
    assert answered.status_code == 302
    save(
        cast.version.pk,
        cast.drafter,
        uuid4(),
        cast.version.revision,
        [Set(row.id, "basis", row.basis, "教育局设备清单")],
    )
    assert steps(client, cast, cast.drafter, "submit").status_code == 302

    client.force_login(cast.reviewer)
    page = text(client.get(at(cast, "review")))
    for told in (
        "自上次退回以来",
        "请附测算依据",
        "依据见附件合同",
        f"<del>{row.basis}</del>",
        "<ins>教育局设备清单</ins>",
    ):
        assert told in page
    assert "1 条反馈意见没有解决" in text(takes(client, cast, cast.reviewer, "approve", **GRADED))
    [thread] = FeedbackThread.objects.all()
    client.post(at(cast, "talk_more", "feedback", thread.pk), {"do": "resolve", "key": str(uuid4())})
    assert takes(client, cast, cast.reviewer, "approve", **GRADED).status_code == 302
    assert cast.version.status == Status.APPROVED
    page = text(client.get(at(cast, "timeline")))
    for told in (
        "建立项目",
        "送审，现为“待绩效审核”",
        "退回修改",
        "请按意见修改",
        "审核通过，等级优",
    ):
        assert told in page


def test_what_was_typed_is_not_lost_when_a_step_is_refused(client, cast):
    cast.submitted()
    said = GRADED | {"relevance": "not_met", "relevance_text": "与职能不符", "why": "请核对职能"}
    response = takes(client, cast, cast.reviewer, "approve", **said)
    assert response.status_code == 409
    page = text(response)
    assert "有一项不符合，等级不能是优" in page
    assert 'value="与职能不符"' in page
    assert "请核对职能" in page
    assert not cast.version.judgements.exists()


def test_whoever_goes_on_with_the_same_table_sees_what_was_done(client, cast):
    cast.submitted()
    assert takes(client, cast, cast.reviewer, "claim").url == at(cast, "review") + "#top"


def test_a_decision_that_came_too_late_is_told_where_there_is_no_form_any_more(client, cast):
    cast.approved()
    refused = text(takes(client, cast, cast.second, "approve", **GRADED | {"from": "decide"}))
    assert 'id="decide"' not in refused
    assert "没有办理：" in refused


def test_a_reply_is_not_given_on_the_review_page(client, cast):
    cast.approved()
    assert "请用页面上的按钮办理" in text(takes(client, cast, cast.replier, "reply"))
    assert cast.version.status == Status.APPROVED


def test_who_is_told_that_the_table_changed_can_go_on_from_what_it_says_now(client, cast):
    cast.submitted()
    refused = text(takes(client, cast, cast.reviewer, "approve", **GRADED | {"seen": "1-draft-0-"}))
    assert "您打开页面以后，这张表的内容或状态有了变化" in refused
    assert f'name="seen" value="{token(cast.version)}"' in refused


def test_a_half_filled_form_does_not_hold_up_a_return(client, cast):
    cast.submitted()
    said = {"relevance": "not_met", "grade": "excellent", "why": "请核对职能"}
    assert takes(client, cast, cast.reviewer, "return", **said).status_code == 302
    judgement = cast.version.judgements.get()
    assert (judgement.grade, judgement.criteria["relevance"]["verdict"]) == ("fair", "not_met")


def test_a_remark_that_is_refused_is_offered_again(client, cast):
    client.force_login(cast.reviewer)
    told = {"kind": "feedback", "key": str(uuid4()), "at": f"{uuid4()}.value", "text": "请核对数量"}
    response = client.post(at(cast, "talk"), told)
    assert response.status_code == 409
    assert "不在表里" in text(response)
    assert "请核对数量" in text(response)


def test_an_open_page_does_not_decide_on_a_text_it_did_not_show(client, cast):
    cast.submitted()
    seen = token(cast.version)
    cast.does(Action.WITHDRAW, cast.drafter)
    row = cast.rows()[0]
    save(cast.version.pk, cast.drafter, uuid4(), 0, [Set(row.id, "basis", row.basis, "教育局设备清单")])
    cast.submitted()
    response = takes(client, cast, cast.reviewer, "approve", **GRADED | {"seen": seen})
    assert "您打开页面以后，这张表的内容或状态有了变化" in text(response)
    assert cast.version.status == Status.PERFORMANCE_REVIEW


def test_the_reviewers_page_has_no_field_of_the_table(client, cast):
    cast.submitted()
    client.force_login(cast.reviewer)
    page = text(client.get(at(cast, "review")))
    assert "data-cell" not in page
    assert client.get(at(cast, "draft")).status_code == 403
    assert client.post(at(cast, "draft_save"), "{}", "application/json").status_code == 403


def test_the_department_sees_no_internal_remark_on_any_page(client, cast):
    row = cast.rows()[0]
    open_thread(INTERNAL, cast.project, cast.reviewer, (row.id, "value"), "此项疑似虚报", uuid4())
    open_thread(FEEDBACK, cast.project, cast.reviewer, (row.id, "value"), "请附依据", uuid4())
    for who in (cast.drafter, cast.head, make_user("公开", Role.PUBLISHER, district=cast.district)):
        client.force_login(who)
        page = text(client.get(at(cast, "review")))
        assert "请附依据" in page
        assert "疑似虚报" not in page
        assert "内部" not in page
    client.force_login(cast.business)
    page = text(client.get(at(cast, "review")))
    assert "疑似虚报" in page
    assert "部门看不到" in page


def test_whoever_guesses_an_internal_thread_of_the_own_project_finds_nothing(client, cast):
    thread = open_thread(INTERNAL, cast.project, cast.reviewer, (None, "total"), "疑似虚报", uuid4())
    client.force_login(cast.drafter)
    for kind in ("internal", "feedback"):
        for do in ("say", "resolve", "carry"):
            told = {"do": do, "text": "？", "key": str(uuid4())}
            assert client.post(at(cast, "talk_more", kind, thread.pk), told).status_code == 404
    told = {"kind": "internal", "key": str(uuid4()), "at": "head.total", "text": "写给自己"}
    assert client.post(at(cast, "talk"), told).status_code == 409
    assert InternalThread.objects.count() == 1


def test_good_is_corrected_over_the_pages(client, cast):
    cast.submitted()
    row = cast.rows()[0]
    said = GRADED | {
        "grade": "good",
        "cell0": place(row.id, "basis"),
        "new0": "供货合同",
        "why": "写合同名称",
    }
    assert takes(client, cast, cast.reviewer, "propose", **said).status_code == 302
    client.force_login(cast.drafter)
    assert "确认小修建议" in text(client.get(cast.project.get_absolute_url()))
    page = text(client.get(at(cast, "step", "accept")))
    assert f"<del>{row.basis}</del>" in page
    assert "<ins>供货合同</ins>" in page
    assert steps(client, cast, cast.drafter, "accept").status_code == 302
    assert takes(client, cast, cast.reviewer, "approve").status_code == 302
    assert cast.version.status == Status.APPROVED


def test_a_key_project_is_judged_by_points(client, cast):
    cast.project.is_key = True
    cast.project.save()
    cast.submitted()
    points = {"completeness": 15, "relevance": 25, "suitability": 25, "feasibility": 20}
    response = takes(client, cast, cast.reviewer, "approve", grade="excellent", **points)
    assert "合计85分，与所选等级不符" in text(response)
    points["relevance"] = 30
    assert takes(client, cast, cast.reviewer, "approve", grade="excellent", **points).status_code == 302
    assert cast.version.judgements.get().criteria["relevance"]["points"] == 30


@pytest.mark.parametrize("action", ["review", "approve", "claim", "nonsense", "return"])
def test_reviewers_steps_are_not_taken_on_the_drafters_page(client, cast, action):
    client.force_login(cast.drafter)
    assert client.get(at(cast, "step", action)).status_code == 404


def test_a_number_of_threads_does_not_change_the_number_of_queries(client, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.reviewer)
    cast.remark("第一条")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(at(cast, "review"))
    for number in range(3):
        for cell in ("value", "basis", "description"):
            cast.remark("再一条", number=number, cell=cell)
    with CaptureQueriesContext(connection) as many:
        client.get(at(cast, "review"))
    assert len(many) == len(few)


def test_who_decided_on_one_table_is_led_to_the_next_of_the_step_that_no_colleague_has(client, cast):
    others = [
        another(cast, name, code) for name, code in (("路灯", "13029925P0021"), ("A&B桥", "13029925P0022"))
    ]
    for one in others:
        one.submitted()
    cast.submitted()
    others[0].does(Action.CLAIM, cast.second)
    answer = takes(client, cast, cast.reviewer, "approve", **GRADED)
    page = text(client.get(answer.url))
    assert f'下一张：<a href="{at(others[1], "review")}">A&amp;B桥</a>' in page
    answer = takes(client, others[1], cast.reviewer, "approve", **GRADED)
    assert "下一张：" not in text(client.get(answer.url))


def another(cast, name, code):
    """A second project of the same office, in the hands of the same people."""
    table = replace(SOUND, name=name, code=code)
    return replace(cast, project=make_project(cast.district, cast.department, 2025, table=table))

"""What is refused at the review page leads to the field that mends it, where one stands there."""

import re

import pytest

from projects.drafting.places import place
from tests.projects.review.cast import make_cast
from tests.projects.views.at_review import GRADED, at, takes, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def test_why_a_decision_was_refused_stands_above_its_form_and_of_a_button_at_the_top(client, cast):
    cast.submitted()
    refused = text(takes(client, cast, cast.reviewer, "approve", **GRADED | {"from": "decide", "grade": ""}))
    assert refused.index('id="decide"') < refused.index("没有办理：") < refused.index('name="why"')
    assert 'action="' + at(cast, "review") + '#decide"' in refused
    assert '<a href="#id_grade">请选择等级。</a>' in refused
    assert "请先填写四项审核意见和等级" not in refused
    refused = text(takes(client, cast, cast.reviewer, "return", **{"from": "decide"}))
    assert re.search(r'<a href="#id_why">请[^<]*原因', refused)
    refused = text(takes(client, cast, cast.reviewer, "claim", seen="1-draft-0-"))
    assert refused.index("没有办理：") < refused.index('id="decide"')


@pytest.mark.parametrize(
    ("action", "said", "field", "sentence"),
    [
        ("approve", {"relevance": "not_met"}, "relevance_text", "相关性不符合，请写明哪里不符合。"),
        ("approve", {"relevance_text": "长" * 1001}, "relevance_text", "相关性的意见：确保"),
        ("approve", {"suitability": ""}, "suitability", "请选择适当性的审核意见。"),
        ("approve", {"grade": "poor"}, "grade", "等级为差，应不予安排，不能审核通过；请核对等级。"),
        ("approve", {"grade": "good"}, "grade", "等级为良，请先提出小修"),
        ("propose", {"grade": "good"}, "cell0", "请写明要改的单元格"),
        ("propose", {"grade": "good", "new2": "1200套"}, "cell2", "第3格：填了“改为”，请选择要改的单元格。"),
        ("reject", {"grade": "poor"}, "why", "请写明不予安排的原因"),
    ],
)
def test_a_refusal_leads_to_the_field_that_mends_it(client, cast, action, said, field, sentence):
    cast.submitted()
    refused = text(takes(client, cast, cast.reviewer, action, **GRADED | {"from": "decide"} | said))
    assert f'<a href="#id_{field}">{sentence}' in refused
    assert f'id="id_{field}"' in refused


def test_a_refusal_that_no_field_mends_leads_nowhere(client, cast):
    cast.submitted()
    stale = text(takes(client, cast, cast.reviewer, "approve", **GRADED | {"from": "decide", "seen": "1-"}))
    assert "<li>您打开页面以后，这张表的内容或状态有了变化" in stale


def test_a_refusal_leads_to_no_field_that_does_not_stand_there(client, cast):
    """While one small correction waits for its answer, no other can be proposed."""
    cast.submitted()
    row = cast.rows()[0]
    proposed = {
        "grade": "good",
        "cell0": place(row.id, "description"),
        "new0": "按验收单统计",
        "from": "decide",
    }
    assert takes(client, cast, cast.reviewer, "propose", **GRADED | proposed).status_code == 302
    again = text(
        takes(client, cast, cast.reviewer, "propose", **GRADED | {"grade": "good", "from": "decide"})
    )
    assert "<li>请写明要改的单元格" in again
    bad = text(takes(client, cast, cast.reviewer, "approve", **GRADED | {"from": "decide", "key": "x"}))
    assert "<li>页面已过期，请刷新页面后再办理。</li>" in bad

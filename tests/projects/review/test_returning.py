"""A return is a checklist: lines of cells, each changed or answered before the table comes back."""

from uuid import uuid4

import pytest

from projects.drafting.operations import Delete, Set
from projects.drafting.saving import save
from projects.drafting.sheet import texts
from projects.models import ReturnItem, Status
from projects.review.returning import answer, lines
from projects.review.said import Refused, Wish
from projects.review.since import line_names
from projects.review.threads import FEEDBACK, say
from projects.storing import load, working
from projects.workflow import Action
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def listed(cast):
    return lines(cast.version, working(cast.version))


def test_a_return_says_why(cast):
    cast.submitted()
    with pytest.raises(Refused, match="原因"):
        cast.does(Action.RETURN, cast.reviewer, why="  ")
    cast.does(Action.RETURN, cast.reviewer, why="请补充测算")
    [line] = listed(cast)
    assert (line.item.remark, line.item.cell) == ("请补充测算", "")


def test_every_open_thread_and_every_chosen_finding_is_a_line(cast):
    cast.submitted()
    for number in range(3):
        cast.remark(f"第{number + 1}条", number=number)
    row = cast.rows()[1]
    finding = {"code": "C1", "message": "“按时”不能考核，请写明时间。"}
    wish = Wish("", "indicators", row.id, "basis", finding=finding)
    cast.does(Action.RETURN, cast.reviewer, why="请逐条修改。", wishes=(wish, Wish("附件也请更新")))
    told = listed(cast)
    assert [(one.item.position, one.item.cell) for one in told] == [
        (1, "value"), (2, "value"), (3, "value"), (4, "basis"), (5, ""),
    ]  # fmt: skip
    assert told[3].item.finding["code"] == "C1"
    assert told[0].item.text == cast.rows()[0].value
    assert cast.version.status == Status.RETURNED


def test_a_changed_cell_or_an_answer_deals_with_a_line_and_nothing_else_does(cast):
    cast.submitted()
    for number in range(3):
        cast.remark(f"第{number + 1}条", number=number)
    cast.does(Action.RETURN, cast.reviewer, why="请逐条修改。")
    with pytest.raises(Refused, match="还有 3 条没有答复"):
        cast.submitted()
    first, second, _ = cast.rows()[:3]
    steps = [Set(first.id, "value", first.value, "≥9件"), Set(second.id, "basis", second.basis, "合同")]
    save(cast.version.pk, cast.drafter, uuid4(), cast.version.revision, steps)
    assert [one.dealt_with for one in listed(cast)] == [True, False, False]
    answer(cast.version.pk, 2, "数量以合同为准", cast.drafter, uuid4())
    third = cast.rows()[2]
    gone = Delete(third.id, texts("indicators", load(cast.version).indicators[2]))
    save(cast.version.pk, cast.drafter, uuid4(), cast.version.revision, [gone])
    assert [one.dealt_with for one in listed(cast)] == [True, True, True]
    assert listed(cast)[2].now is None


def test_an_answer_to_a_thread_is_said_in_it_and_one_from_before_does_not_count(cast):
    cast.submitted()
    thread = cast.remark("请附依据")
    say(FEEDBACK, thread, cast.drafter, "见合同", uuid4())
    cast.does(Action.RETURN, cast.reviewer, why="合同已过期，请换。")
    assert [one.answered for one in listed(cast)] == [False]
    key = uuid4()
    answer(cast.version.pk, 1, "已换新合同", cast.drafter, key)
    answer(cast.version.pk, 1, "已换新合同", cast.drafter, key)
    assert [one.text for one in thread.comments.all()] == ["请附依据", "见合同", "已换新合同"]
    assert [one.answered for one in listed(cast)] == [True]


def test_an_answer_can_be_taken_back_and_is_given_while_the_table_is_returned_only(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="请补充")
    answer(cast.version.pk, 1, "已补充", cast.drafter, uuid4())
    answer(cast.version.pk, 1, "", cast.drafter, uuid4())
    assert [one.answered for one in listed(cast)] == [False]
    with pytest.raises(Refused, match="500个字"):
        answer(cast.version.pk, 1, "长" * 501, cast.drafter, uuid4())
    with pytest.raises(Refused, match="没有这一条"):
        answer(cast.version.pk, 2, "已补充", cast.drafter, uuid4())
    answer(cast.version.pk, 1, "已补充", cast.drafter, uuid4())
    cast.submitted()
    with pytest.raises(Refused, match="待绩效审核"):
        answer(cast.version.pk, 1, "又补充", cast.drafter, uuid4())


def test_a_second_return_asks_anew(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="第一次")
    answer(cast.version.pk, 1, "好", cast.drafter, uuid4())
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="第二次")
    assert [one.item.remark for one in listed(cast)] == ["第二次"]
    assert ReturnItem.objects.count() == 2, "the first is kept"


def test_a_withdrawn_resubmission_still_owes_its_answers(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="请补充")
    answer(cast.version.pk, 1, "好", cast.drafter, uuid4())
    cast.submitted()
    cast.does(Action.WITHDRAW, cast.drafter)
    answer(cast.version.pk, 1, "", cast.drafter, uuid4())
    with pytest.raises(Refused, match="还有 1 条没有答复"):
        cast.submitted()


def test_every_step_that_reviews_can_return(cast):
    cast.switch_on(unit_review=True, business_review=True)
    for stop, who in enumerate((cast.head, cast.business, cast.reviewer)):
        cast.submitted()
        for passer in (cast.head, cast.business)[:stop]:
            cast.does(Action.PASS, passer)
        cast.does(Action.RETURN, who, why="请补充")
        assert cast.version.status == Status.RETURNED
        answer(cast.version.pk, 1, "好", cast.drafter, uuid4())


def test_a_line_about_a_row_that_is_gone_keeps_its_name_and_still_wants_an_answer(cast):
    cast.submitted()
    cast.remark("请写明年限", number=5)
    row, said = cast.rows()[5], load(cast.version).indicators[5]
    cast.does(Action.RETURN, cast.reviewer, why="请修改")
    gone = Delete(row.id, texts("indicators", said))
    save(cast.version.pk, cast.drafter, uuid4(), cast.version.revision, [gone])
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="请说明为什么删除")
    [line] = listed(cast)
    assert line_names([line], working(cast.version)) == {1: f"“{row.value}”（已删除）"}
    assert not line.dealt_with
    answer(cast.version.pk, 1, "并入下一行", cast.drafter, uuid4())
    assert listed(cast)[0].dealt_with


def test_of_two_who_answer_the_same_line_the_second_is_told(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="请补充")
    answer(cast.version.pk, 1, "已补充合同", cast.drafter, uuid4(), was="")
    with pytest.raises(Refused, match="经办的姓名改过答复"):
        answer(cast.version.pk, 1, "不用补充", cast.colleague, uuid4(), was="")
    answer(cast.version.pk, 1, "已补充合同", cast.colleague, uuid4(), was="")
    answer(cast.version.pk, 1, "已补充合同，第3页", cast.colleague, uuid4(), was="已补充合同")
    assert listed(cast)[0].item.answer == "已补充合同，第3页"


def test_a_changed_cell_answers_its_thread_when_the_table_comes_back(cast):
    cast.submitted()
    threads = [cast.remark(f"第{number + 1}条", number=number, cell="basis") for number in range(2)]
    cast.does(Action.RETURN, cast.reviewer, why="请逐条修改。")
    first = cast.rows()[0]
    step = Set(first.id, "basis", first.basis, "采购合同")
    save(cast.version.pk, cast.drafter, uuid4(), cast.version.revision, [step])
    answer(cast.version.pk, 2, "以合同为准", cast.drafter, uuid4())
    threads[0].refresh_from_db()
    assert threads[0].state == "open", "not before the reviewer can see it"
    cast.submitted()
    for thread in threads:
        thread.refresh_from_db()
        assert thread.state == "answered"

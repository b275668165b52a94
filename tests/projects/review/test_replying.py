"""One letter replies the tables of one department: all of them, or none."""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from budget_site.accounts.models import Delegation, Role
from budget_site.trail.models import TrailRecord
from projects.models import LetterTable, Notice, ReplyLetter, ReviewEvent, Status, TableVersion
from projects.review.letters import LetterBroken, letter_of, waiting
from projects.review.replying import MOST_TABLES, NotIssued, issue, proposed_number, usual_issuer
from projects.rules.examples import SOUND
from projects.tables import from_canonical
from projects.workflow import Action
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import make_letter

pytestmark = pytest.mark.django_db
FIRST = "芦财绩〔2025〕1号"


@pytest.fixture
def cast(district, department):
    """With one approved table."""
    made = make_cast(district, department)
    made.approved()
    return made


def another(cast, name="学校食堂改造", department=None, approved=True):
    """The same people with one more table."""
    project = make_project(cast.district, department or cast.department, table=replace(SOUND, name=name))
    made = replace(cast, project=project)
    if approved:
        made.approved()
    return made


def reply(*casts, user=None, number=FIRST, key=None, **said):
    first = casts[0]
    about = {
        "district": first.district,
        "year": 2025,
        "department": first.department,
        "dated": date(2025, 3, 1),
    }
    pks = [one.version.pk for one in casts]
    who = user or first.replier
    return issue(**about | {"number": number, "version_pks": pks, "user": who, "key": key or uuid4()} | said)


def nothing_happened(*casts):
    assert not ReplyLetter.objects.exists()
    assert not LetterTable.objects.exists()
    assert not ReviewEvent.objects.filter(action=Action.REPLY).exists()
    assert not TrailRecord.objects.filter(action="letter").exists()
    for one in casts:
        assert one.version.status != Status.REPLIED


def test_a_letter_replies_its_tables_and_keeps_their_very_bytes(cast):
    second = another(cast)
    approved = [one.version for one in (cast, second)]
    letter = reply(second, cast, remark=" 请按期执行。 ")
    assert (letter.number, letter.addressee, letter.issuer) == (FIRST, "财政局", "芦台经济开发区财政局")
    assert letter.remark == "请按期执行。"
    assert {one.version.status for one in (cast, second)} == {Status.REPLIED}
    kept = [(one.position, one.version_id, one.frozen_hash) for one in letter.tables.all()]
    assert kept == [(place, one.pk, one.frozen_hash) for place, one in enumerate(approved, 1)]
    drawn = letter_of(letter)
    assert drawn.tables == tuple(from_canonical(bytes(one.frozen)) for one in approved)
    assert [item.name for item in drawn.items] == [SOUND.name, "学校食堂改造"]


def test_the_trail_tells_of_the_letter_with_the_hashes_of_its_tables(cast):
    reply(cast)
    told = TrailRecord.objects.get(action="letter")
    assert told.object_text == FIRST
    assert told.after["表"] == {str(cast.project): cast.version.frozen_hash}
    assert told.after["主送"] == "财政局"


def test_the_officers_of_the_department_hear_of_the_letter_once(cast, other_drafter):
    key = uuid4()
    for _ in range(2):
        letter = reply(cast, key=key)
    for officer in (cast.drafter, cast.head):
        [told] = Notice.objects.visible_to(officer).filter(text__contains=FIRST)
        assert told.page.endswith(f"/letters/#letter-{letter.pk}")
        assert SOUND.name not in told.text
    assert not Notice.objects.visible_to(other_drafter).filter(text__contains=FIRST).exists()
    assert not Notice.objects.visible_to(cast.reviewer).filter(text__contains=FIRST).exists()


def test_if_one_table_cannot_be_replied_none_is_and_each_says_why(cast):
    draft, returned = another(cast, "未送审", approved=False), another(cast, "退回的")
    returned.does(Action.RETURN, cast.replier, why="请补充依据")
    with pytest.raises(NotIssued) as refused:
        reply(cast, draft, returned)
    told = {one.version: (one.name, "".join(one.reasons)) for one in refused.value.tables}
    assert set(told) == {draft.version.pk, returned.version.pk}
    assert "“草稿”，不能批复" in told[draft.version.pk][1]
    assert "“退回修改”，不能批复" in told[returned.version.pk][1]
    assert "未送审" in str(refused.value)
    nothing_happened(cast, draft, returned)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.REPLIER, Role.SYSTEM_ADMIN)])
def test_only_the_budget_office_replies(cast, role):
    with pytest.raises(NotIssued) as refused:
        reply(cast, user=make_user("别人", role, district=cast.district))
    assert "预算科" in str(refused.value) or "请重新打开本页" in str(refused.value)
    nothing_happened(cast)


def test_who_replies_elsewhere_or_nowhere_does_not_even_find_the_tables(cast, stranger, other_department):
    for user in (stranger, make_user("邻局预算", Role.REPLIER, department=other_department)):
        with pytest.raises(NotIssued, match="请重新打开本页"):
            reply(cast, user=user)
    nothing_happened(cast)


def test_who_had_a_hand_in_a_table_does_not_reply_it(cast):
    cast.also(cast.drafter, Role.REPLIER)
    with pytest.raises(NotIssued, match="您填写、修改或送审过这张表"):
        reply(cast, user=cast.drafter)
    nothing_happened(cast)


def test_a_stand_in_replies_and_the_trail_says_for_whom(cast):
    deputy = make_user("代办")
    today = {"first": date(2020, 1, 1), "last": date(2099, 1, 1)}
    Delegation.objects.create(giver=cast.replier, holder=deputy, made_by=cast.replier, **today)
    reply(cast, user=deputy)
    assert cast.version.events.get(action=Action.REPLY).on_behalf_of == cast.replier
    assert "预算的姓名" in TrailRecord.objects.get(action="letter").on_behalf_of


def test_bytes_that_were_changed_after_the_approval_are_not_replied(cast):
    forged = bytes(cast.version.frozen).replace(SOUND.name.encode(), "别的名称".encode())
    assert forged != bytes(cast.version.frozen)
    for hashed in (cast.version.frozen_hash, hashlib.sha256(forged).hexdigest()):
        TableVersion.objects.filter(pk=cast.version.pk).update(frozen=forged, frozen_hash=hashed)
        with pytest.raises(NotIssued, match="不是同一份"):
            reply(cast)
        nothing_happened(cast)


def test_bytes_that_were_changed_after_the_reply_are_not_drawn(cast):
    letter = reply(cast)
    TableVersion.objects.filter(pk=cast.version.pk).update(frozen=bytes(cast.version.frozen) + b" ")
    with pytest.raises(LetterBroken, match="第1张表与批复时不是同一份"):
        letter_of(letter)


def test_the_same_request_twice_is_one_letter(cast):
    key = uuid4()
    letter = reply(cast, key=key)
    assert reply(cast, key=key) == reply(cast, key=key, number="芦财绩〔2025〕9号") == letter
    assert reply(cast) == letter  # the same words from a page opened anew
    assert ReplyLetter.objects.count() == 1
    assert cast.version.events.filter(action=Action.REPLY).count() == 1


def test_a_number_is_used_once_however_its_brackets_are_typed(cast):
    reply(cast)
    second = another(cast)
    with pytest.raises(NotIssued, match=f"文号{FIRST}已用于2025年3月1日发给财政局的通知"):
        reply(second, number="芦财绩（2025）01号")
    assert second.version.status == Status.APPROVED
    assert reply(second, number="芦财绩[2025]2号").number == "芦财绩〔2025〕2号"


def test_another_district_numbers_its_own_letters(cast):
    neighbour = make_district("邻区", "next")
    office = neighbour.departments.create(code="1", name="教育局")
    make_letter(make_project(neighbour, office), cast.replier, FIRST)
    assert reply(cast).number == FIRST
    reply_of_both = ReplyLetter.objects.filter(number=FIRST)
    assert {one.district for one in reply_of_both} == {cast.district, neighbour}
    assert usual_issuer(make_district("第三区", "third")) == "第三区财政局"


def test_a_replied_table_is_not_replied_again(cast):
    reply(cast)
    second = another(cast)
    with pytest.raises(NotIssued, match=f"已经随{FIRST}批复"):
        reply(cast, second, number="芦财绩〔2025〕2号")
    assert second.version.status == Status.APPROVED


def test_no_table_too_many_tables_and_a_bad_number_are_told(cast):
    for said, words in (
        ({"version_pks": []}, "至少勾选一张"),
        ({"version_pks": range(1, MOST_TABLES + 2)}, f"最多附{MOST_TABLES}张表"),
        ({"number": "三号"}, "文号请写成"),
        ({"version_pks": [cast.version.pk, 10**9]}, "请重新打开本页"),
        ({"year": 2024}, "请重新打开本页"),
        ({"department": None}, "请重新打开本页"),
    ):
        with pytest.raises(NotIssued, match=words):
            reply(cast, **said)
    nothing_happened(cast)


def test_tables_of_two_departments_are_not_in_one_letter(cast, other_department):
    elsewhere = make_project(cast.district, other_department, table=replace(SOUND, name="邻局的"))
    with pytest.raises(NotIssued, match="请重新打开本页"):
        reply(cast, version_pks=[cast.version.pk, elsewhere.versions.get().pk])
    nothing_happened(cast)


def test_a_project_of_no_department_is_replied_to_all(cast):
    made = make_project(cast.district, None, table=SOUND)
    whole = make_user("全区经办", Role.DRAFTER, district=cast.district)
    homeless = replace(cast, project=made, drafter=whole, department=None)
    homeless.approved()
    assert reply(homeless).addressee == "各有关单位"


def test_an_adjusted_table_gets_a_letter_of_its_own_and_the_old_one_stays(cast):
    first = reply(cast)
    before = letter_of(first)
    cast.does(Action.ADJUST, cast.drafter, why="任务量有变化")
    cast.approved()
    second = reply(cast, number="芦财绩〔2025〕2号")
    assert second != first
    old, new = TableVersion.objects.filter(project=cast.project).order_by("number")
    assert (old.status, new.status) == (Status.SUPERSEDED, Status.REPLIED)
    assert (old.letter_table.letter, new.letter_table.letter) == (first, second)
    assert letter_of(first) == before


def test_the_next_number_follows_the_last_of_the_calendar_year_whatever_year_the_tables_are_of(cast):
    now = timezone.localdate().year
    assert proposed_number(cast.district, 2025) == ""
    reply(cast, number="芦财绩（2024）8号", issuer="芦台经济开发区财政金融局")
    assert proposed_number(cast.district, 2025) == f"芦财绩〔{now}〕1号"
    reply(another(cast, "又一个"), number=f"芦财绩（{now}）3号", issuer="芦台经济开发区财政金融局")
    assert proposed_number(cast.district, 2025) == f"芦财绩〔{now}〕4号"
    assert usual_issuer(cast.district) == "芦台经济开发区财政金融局"


def test_who_replies_sees_what_waits_department_by_department(cast, other_department):
    another(cast, "未送审", approved=False)
    [one] = waiting(cast.replier, cast.district, 2025)
    assert (one.department, one.count, one.others) == (cast.department, 1, 1)
    assert one.total == SOUND.total.value
    assert waiting(cast.reviewer, cast.district, 2025) == []
    own = make_user("本局预算", Role.REPLIER, department=cast.department)
    assert [one.department for one in waiting(own, cast.district, 2025)] == [cast.department]
    reply(cast)
    assert waiting(cast.replier, cast.district, 2025) == []

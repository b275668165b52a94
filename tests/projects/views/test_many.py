"""Many tables at once from the desk: done to what the list showed, and told table by table."""

import html
import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import Job, Notice, ReviewEvent, Status, TableVersion
from projects.review import choosing
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.people import make_project, make_user
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db
STALE = "您打开页面以后，这张表的内容或状态有了变化，请重新打开，看过现在的再办理。"
CHANGED = "您打开列表以后，其中的表又有变化，所以一张也没有办理"


@pytest.fixture
def casts(district, department):
    """Three tables that wait for 业务科室, who passes without a grade."""
    first = make_cast(district, department)
    first.switch_on(business_review=True)
    tables = [replace(SOUND, name=name, code=f"1302002500{name}") for name in ("养老", "安保")]
    others = [replace(first, project=make_project(district, department, table=one)) for one in tables]
    for one in (first, *others):
        one.submitted()
    return [first, *others]


@pytest.fixture
def desk(client, district, casts):
    """`desk()` is the list's form as 业务科室 gets it: what its fields say, every table ticked."""

    def opened(user=None, **query) -> dict:
        client.force_login(user or casts[0].business)
        text = client.get(reverse("year", args=[district.code, 2025]), query).content.decode()
        text = text[text.index("/bulk/") :]
        hidden = re.findall(r'<input type="hidden" name="([a-z]+)" value="(.*?)">', text)
        fields = {name: html.unescape(value) for name, value in hidden}
        return fields | {"project": re.findall(r'name="project" value="(.*?)"', text)}

    return opened


@pytest.fixture
def send(client, district):
    def sent(fields, action="pass", **more):
        data = {"action": action} | fields | more
        return client.post(reverse("many", args=[district.code, 2025]), data, follow=True)

    return sent


def everything(fields) -> dict:
    return fields | {"everything": "1", "project": []}


def change_and_resubmit(cast) -> None:
    """As it is done in an office: taken back, written on, sent again."""
    cast.does(Action.WITHDRAW, cast.drafter)
    version = cast.version
    written = Set(None, "purpose", version.purpose, "另有用途")
    assert save(version.pk, cast.drafter, uuid4(), version.revision, [written])
    cast.submitted()


def states(casts) -> list[str]:
    return [one.version.status for one in casts]


PASSED, WAITS = Status.PERFORMANCE_REVIEW, Status.BUSINESS_REVIEW


def test_what_was_ticked_is_passed_and_told_table_by_table(desk, send, casts):
    answer = send(desk())
    assert states(casts) == [PASSED] * 3
    job = Job.objects.get()
    assert answer.redirect_chain == [(reverse("many_told", args=[job.pk]), 302)]
    told = answer.content.decode()
    assert "审核通过：3 张表中办理了 3 张" in told
    assert told.count("✓ 已审核通过") == 3


def test_a_table_changed_between_the_desk_and_the_click_is_not_passed_and_the_others_are(desk, send, casts):
    shown = desk()
    change_and_resubmit(casts[1])
    told = send(shown).content.decode()
    assert states(casts) == [PASSED, WAITS, PASSED]
    assert "3 张表中办理了 2 张" in told
    assert re.search(rf"养老</a></th><td>{STALE}", told)
    assert not casts[1].version.events.filter(action=Action.PASS).exists()
    send(desk())
    assert states(casts) == [PASSED] * 3


def test_a_draft_changed_between_the_desk_and_the_click_is_not_submitted(desk, send, casts):
    drafter = casts[0].drafter
    for one in casts:
        one.does(Action.WITHDRAW, drafter)
    shown = desk(drafter)
    colleague, version = casts[0].colleague, casts[0].version
    save(version.pk, colleague, uuid4(), version.revision, [Set(None, "purpose", version.purpose, "别的")])
    assert STALE in send(shown, "submit").content.decode()
    assert states(casts) == [Status.DRAFT, WAITS, WAITS]


def test_a_tick_that_does_not_say_what_was_shown_is_refused(desk, send, casts):
    bare = [str(one.project.pk) for one in casts]
    told = send(desk() | {"project": bare}).content.decode()
    assert told.count(STALE) == 3
    assert states(casts) == [WAITS] * 3


def test_all_that_was_found_is_passed_where_it_is_what_the_list_showed(desk, send, casts):
    send(everything(desk(q="养老", sort="name")))
    assert states(casts) == [WAITS, PASSED, WAITS]
    send(everything(desk(sort="amount")))
    assert states(casts) == [PASSED] * 3


@pytest.mark.parametrize("action", ["pass", "return"])
def test_all_that_was_found_is_left_alone_where_one_of_it_changed(desk, send, casts, action, district):
    shown = everything(desk(status=WAITS.value))
    change_and_resubmit(casts[1])
    before = ReviewEvent.objects.count()
    answer = send(shown, action, why="请补充")
    assert answer.redirect_chain == [
        (reverse("year", args=[district.code, 2025]) + f"?status={WAITS.value}", 302)
    ]
    assert CHANGED in answer.content.decode()
    assert states(casts) == [WAITS] * 3
    assert ReviewEvent.objects.count() == before
    assert not Job.objects.exists()


@pytest.mark.parametrize("change", ["added", "gone", "forged"])
def test_all_that_was_found_is_left_alone_where_it_is_other_tables(desk, send, casts, change):
    shown = everything(desk())
    if change == "added":
        make_project(casts[0].district, casts[0].department)
    elif change == "gone":
        casts[2].does(Action.PASS, casts[0].business)
        shown |= {"status": WAITS.value}
    else:
        shown["shown"] = ""
    assert CHANGED in send(shown).content.decode()
    assert states(casts[:2]) == [WAITS] * 2


@pytest.mark.parametrize("whole", [False, True])
def test_a_second_click_leads_to_what_the_first_one_did(desk, send, casts, whole):
    shown = desk(status=WAITS.value)
    shown = everything(shown) if whole else shown
    first, again = send(shown), send(shown)
    assert first.redirect_chain == again.redirect_chain
    assert "3 张表中办理了 3 张" in again.content.decode()
    assert Job.objects.count() == 1
    assert ReviewEvent.objects.filter(action=Action.PASS).count() == 3


def test_other_ticks_of_the_same_page_are_another_click(desk, send, casts):
    shown = desk()
    for place in range(3):
        assert "1 张表中办理了 1 张" in send(shown | {"project": shown["project"][place]}).content.decode()
    assert states(casts) == [PASSED] * 3


@pytest.mark.parametrize("whole", [False, True])
def test_a_return_asks_for_its_reason_and_finds_the_way_back_to_the_list(desk, send, casts, whole):
    shown = desk(status=WAITS.value, q="保")
    asked = send(everything(shown) if whole else shown, "return").content.decode()
    assert "退回 1 张表" in asked
    assert states(casts) == [WAITS] * 3
    found = dict(re.findall(r'name="([a-z]+)" value="(.*?)"', asked)) | {"why": "请补充依据"}
    found = {name: html.unescape(value) for name, value in found.items()}
    assert ("everything" in found) == whole
    told = send(found, "return").content.decode()
    assert states(casts) == [WAITS, WAITS, Status.RETURNED]
    assert casts[2].version.events.last().why == "请补充依据"
    assert html.escape(f"/?{shown['query']}") in told


def test_between_the_reason_and_the_click_before_it_nothing_slips_through(desk, send, casts):
    asked = send(everything(desk()), "return").content.decode()
    found = dict(re.findall(r'name="([a-z]+)" value="(.*?)"', asked))
    change_and_resubmit(casts[0])
    assert CHANGED in send(found, "return", why="请补充").content.decode()
    assert states(casts) == [WAITS] * 3


def test_a_return_without_a_reason_asks_again(desk, send, casts):
    assert "请写明退回的原因" in send(desk(), "return", why="  ").content.decode()
    assert states(casts) == [WAITS] * 3


@pytest.mark.parametrize("action", ["pass", "return", "urge"])
def test_more_than_can_be_done_at_once_is_said_and_nothing_is_cut_off(desk, send, casts, action, monkeypatch):
    monkeypatch.setattr(choosing, "MOST", 2)
    for shown in (desk(), everything(desk())):
        answer = send(shown, action, why="请补充").content.decode()
        assert "一次最多办理2张表，现在选了3张，所以一张也没有办理" in answer
    assert states(casts) == [WAITS] * 3
    assert not Notice.objects.filter(kind=Notice.Kind.URGED).exists()


def test_a_reminder_and_a_file_need_no_look_at_the_text(desk, client, casts, district):
    shown = desk(casts[0].head)
    change_and_resubmit(casts[1])
    for fields in (shown, everything(shown)):
        client.post(reverse("many", args=[district.code, 2025]), fields | {"action": "urge"})
    assert Notice.objects.filter(kind=Notice.Kind.URGED).count() == 3
    client.post(reverse("bulk", args=[district.code, 2025]), shown | {"action": "docx"})
    assert "3张" in Job.objects.get().title


def test_nothing_ticked_an_unknown_step_and_a_link_do_nothing(desk, send, casts, client, district):
    shown = desk()
    for none in ([], ["x"], [f"{uuid4()}:1"]):
        assert "还没有选择项目" in send(shown | {"project": none}).content.decode()
    for unknown in ("", "approve", "void"):
        assert "还没有选择要办理的步骤" in send(shown, unknown).content.decode()
    assert client.get(reverse("many", args=[district.code, 2025])).status_code == 405
    assert states(casts) == [WAITS] * 3


def test_who_has_no_part_in_a_step_is_told_so_for_each_table(desk, send, casts):
    shown = desk(casts[0].replier)
    assert send(shown).content.decode().count("您在这个项目上没有这个角色") == 3
    assert states(casts) == [WAITS] * 3


def test_other_departments_tables_are_not_among_the_chosen(desk, send, casts, client, other_drafter):
    [theirs] = other_drafter.departments_as("drafter")
    make_project(casts[0].district, theirs)
    shown = desk()
    client.force_login(other_drafter)
    assert "还没有选择项目" in send(shown | {"project": shown["project"][:3]}).content.decode()
    assert CHANGED in send(everything(shown)).content.decode()
    assert states(casts) == [WAITS] * 3


def test_other_peoples_results_are_not_to_be_found(desk, send, casts, client, department):
    address = send(desk()).redirect_chain[-1][0]
    for user in (make_user("同科", "business_reviewer", department=department), casts[0].drafter):
        client.force_login(user)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_a_table_that_went_out_of_sight_is_not_named_on_the_results(desk, send, casts, client):
    address = send(desk()).redirect_chain[-1][0]
    TableVersion.objects.filter(pk=casts[1].version.pk).update(name="改过的名称")
    casts[1].project.binned_at, casts[1].project.binned_by = "2025-03-01T08:00Z", casts[1].drafter
    casts[1].project.save()
    told = client.get(address).content.decode()
    assert "现在看不到的项目" in told
    assert "改过的名称" not in told
    assert told.count("✓ 已审核通过") == 3


def test_passing_at_the_last_step_asks_for_the_common_opinion_first(desk, send, casts):
    reviewer = casts[0].reviewer
    send(desk())
    told = send(desk(reviewer)).content.decode()
    assert states(casts) == [PASSED] * 3, "nothing is passed unasked"
    assert "其中 3 张在绩效审核" in told
    assert "等级“优”" in told
    answer = send(desk(reviewer) | {"agreed": "1"}, why="目标清楚")
    assert states(casts) == [Status.APPROVED] * 3
    assert "3 张表中办理了 3 张" in answer.content.decode()
    assert {one.version.judgements.get().opinion for one in casts} == {"目标清楚"}

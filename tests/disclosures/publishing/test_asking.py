"""Who may publish what: every wrong role, state and stranger is told why, all at once, and nothing begins."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from disclosures.document import from_bytes
from disclosures.editing.drafts import usual_sections
from disclosures.editing.signing import let_pass, sign_off
from disclosures.models import DisclosureDraft, Edition, SignOff
from disclosures.publishing import gate, service
from disclosures.publishing.gathering import gather
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import HAD_HAND, NOT_PUBLISHER
from projects.models import Job, Status
from tests.disclosures.publishing.press import give_figures
from tests.people import make_district, make_user
from tests.projects.review.cast import stands_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


def refused(deed) -> tuple[str, ...]:
    """Its reasons; nothing may have begun."""
    before = (
        Edition.objects.count(),
        Job.objects.count(),
        TrailRecord.objects.count(),
        SignOff.objects.count(),
    )
    with pytest.raises(NotPublished) as caught:
        deed()
    after = (
        Edition.objects.count(),
        Job.objects.count(),
        TrailRecord.objects.count(),
        SignOff.objects.count(),
    )
    assert after == before
    return caught.value.reasons


def ask(press, user, **said):
    return service.ask(press.draft, user, **{"reviewer": press.reviewer} | said)


@pytest.mark.parametrize("role", [one for one in Role if one != Role.PUBLISHER])
def test_no_other_role_publishes(press, role):
    person = make_user("另一人", role, district=press.district)
    assert NOT_PUBLISHER in refused(lambda: ask(press, person))


def test_strangers_and_publishers_of_elsewhere_do_not_publish(press, department, other_department, stranger):
    elsewhere = make_user("外区", Role.PUBLISHER, district=make_district("邻区", "next"))
    own = make_user("部门公开", Role.PUBLISHER, department=department)
    for person in (stranger, elsewhere, own):
        assert NOT_PUBLISHER in refused(lambda person=person: ask(press, person))
    draft = DisclosureDraft.objects.create(
        district=press.district, department=department, year=2025, changed_by=own
    )
    other = make_user("别部门公开", Role.PUBLISHER, department=other_department)
    assert NOT_PUBLISHER in refused(lambda: service.ask(draft, other, reviewer=press.reviewer))
    edition = service.ask(draft, own, reviewer=press.reviewer)
    assert (edition.state, edition.chain) == ("preparing", "lutai/finance")


def test_who_approved_or_replied_a_table_does_not_publish_it(press):
    press.replied()
    for person in (press.cast.reviewer, press.cast.replier):
        press.cast.also(person, Role.PUBLISHER)
        assert refused(lambda person=person: ask(press, person)) == (HAD_HAND,)


def test_standing_in_gets_nobody_around_the_four_eyes(press):
    press.replied()
    cast = press.cast
    cast.also(cast.reviewer, Role.PUBLISHER)
    standing = make_user("代办")
    stands_in(standing, cast.reviewer)
    assert refused(lambda: ask(press, standing)) == (HAD_HAND,)
    stands_in(standing, press.publisher)
    edition = ask(press, standing)
    told = TrailRecord.objects.get(after__步骤="申请公开", object_id=str(edition.pk))
    assert told.on_behalf_of.startswith("公开的姓名")


def test_who_approved_and_stands_in_for_a_publisher_does_not_publish_either(press):
    press.replied()
    stands_in(press.cast.reviewer, press.publisher)
    assert refused(lambda: ask(press, press.cast.reviewer)) == (HAD_HAND,)


def test_nothing_is_published_that_nobody_reviewed(press):
    [reason] = refused(lambda: ask(press, press.publisher, reviewer=None))
    assert "还没有完成保密审查" in reason
    sign_off(press.draft, "0" * 64, press.reviewer)  # another content
    assert refused(lambda: ask(press, press.publisher, reviewer=None)) == (reason,)
    sign_off(press.draft, press.data_hash, press.reviewer)
    other = make_user("别人", Role.PUBLISHER, district=press.district)
    assert "不用再签" in refused(lambda: ask(press, press.publisher, reviewer=other))[0]
    assert ask(press, press.publisher, reviewer=None).reviewer == f"{press.reviewer.name}（公开岗）"


def test_a_review_counts_for_exactly_what_was_reviewed(press):
    sign_off(press.draft, press.data_hash, press.reviewer)
    press.retitle("另一个标题")
    assert "还没有完成保密审查" in refused(lambda: ask(press, press.publisher, reviewer=None))[0]


def test_another_content_than_the_page_showed_is_not_published(press):
    seen = press.data_hash
    press.retitle("另一个标题")
    assert "内容有了变动" in refused(lambda: ask(press, press.publisher, seen=seen))[0]
    assert ask(press, press.publisher, seen=press.data_hash).state == "preparing"


@pytest.mark.parametrize("status", [one for one in Status if one != Status.REPLIED])
def test_only_replied_tables_are_published(press, status):
    version = press.cast.version
    type(version).objects.filter(pk=version.pk).update(status=status)
    assert any("没有已批复的项目" in one for one in refused(lambda: ask(press, press.publisher)))


def test_a_picked_project_that_is_not_replied_stands_in_the_way(press):
    pk = str(press.cast.project.pk)
    press.draft.choice, press.draft.picked = "picked", [pk, str(uuid4())]
    press.draft.save()
    assert "1个现在没有已批复的表" in refused(lambda: ask(press, press.publisher))[0]
    assert refused(lambda: ask(press, press.cast.drafter))[0] == NOT_PUBLISHER


def test_a_table_with_other_bytes_than_its_hash_is_not_published(press):
    version = press.cast.version
    version.frozen = bytes(version.frozen).replace("取暖".encode(), "降温".encode()) + b" "
    version.save()
    assert "校验值不符" in refused(lambda: ask(press, press.publisher))[0]


HOLES = [
    ({"reception": ""}, "缺少公务接待费，请填写"),
    ({"reception": "约113"}, "公务接待费“约113”没有看懂"),
    ({"balance_general": "-24200"}, "一般债务余额“-24200”小于0"),
]


@pytest.mark.parametrize(("amounts", "why"), HOLES)
def test_a_document_with_holes_is_not_published(press, amounts, why):
    give_figures(press.district, 2025, press.publisher, **amounts)
    assert any(why in one for one in refused(lambda: ask(press, press.publisher)))


def test_a_label_that_is_none_is_not_published(press):
    press.draft.sections = usual_sections(press.district, None, 2025)
    press.draft.sections[5]["text"] = "【绩效】"
    press.draft.save()
    assert "【绩效】不是数据的名称" in refused(lambda: ask(press, press.publisher))[0]


def test_what_else_a_rule_finds_is_shown_and_does_not_stand_in_the_way(press):
    give_figures(press.district, 2025, press.publisher, limit_general="1", goods_from="50")
    edition = ask(press, press.publisher)
    found = {one.code for one in from_bytes(bytes(edition.data)).checks if one.state == "failed"}
    assert {"F4a", "F14"} <= found


def test_personal_data_stand_in_the_way_until_a_person_answers_for_them(press):
    press.draft.title = "联系电话13812345678"
    press.draft.save()
    [reason] = refused(lambda: ask(press, press.publisher))
    assert "手机号" in reason
    assert "13812345678" not in reason
    [found] = gate.findings(gather(press.draft))
    let_pass(press.draft, found.digest, found.place, "单位公开的办公电话", press.publisher)
    assert ask(press, press.publisher).state == "preparing"


def test_every_reason_is_told_at_once(press, stranger):
    press.draft.title = "联系电话13812345678"
    press.draft.save()
    when = timezone.now() - timedelta(minutes=1)
    told = refused(lambda: ask(press, stranger, reviewer=None, when=when, seen="x"))
    for part in ("只有公开岗", "定时公开的时间", "内容有了变动", "手机号", "保密审查"):
        assert any(part in one for one in told), part


def test_one_edition_of_a_year_is_under_way_and_one_in_force(press):
    ask(press, press.publisher)
    assert "同一年度还有一版" in refused(lambda: ask(press, press.publisher))[0]
    Edition.objects.update(state="stopped")
    press.publish()
    assert "请办理更正" in refused(lambda: ask(press, press.publisher))[0]


def test_a_time_too_far_off_or_past_is_none(press):
    for when in (timezone.now() - timedelta(seconds=1), timezone.now() + timedelta(days=367)):
        assert "定时公开的时间" in refused(lambda when=when: ask(press, press.publisher, when=when))[0]


def test_who_has_too_much_unfinished_work_is_told(press):
    for number in range(10):
        Job.objects.create(kind="export", owner=press.publisher, title=str(number))
    assert "后台任务还没有完成" in refused(lambda: ask(press, press.publisher))[0]

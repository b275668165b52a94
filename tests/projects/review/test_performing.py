"""Taking a table through the review: what each step writes, and everything that stops it."""

import hashlib
from uuid import uuid4

import pytest

from budget_site.accounts.models import Role
from projects.drafting.operations import Set
from projects.drafting.saving import SaveRefused, save
from projects.models import ReviewEvent, Snapshot, Status, TableVersion
from projects.models.version import OPEN
from projects.review.facts import Facts, token
from projects.review.performing import USED, perform
from projects.review.returning import answer
from projects.review.said import Refused, Said
from projects.storing import table_of
from projects.tables import from_canonical, to_canonical
from projects.workflow import TRANSITIONS, Action, refusals
from tests.people import make_user
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db
WHY = "请补充测算依据"


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def edit(cast, who, text="≥6000㎡"):
    row = cast.rows()[0]
    said = [Set(row.id, "value", row.value, text)]
    return save(cast.version.pk, who, uuid4(), cast.version.revision, said)


def test_the_whole_way_from_draft_to_reply(cast):
    cast.replied()
    assert cast.version.status == Status.REPLIED
    steps = [(one.action, one.before, one.after, one.by) for one in cast.version.events.all()]
    assert steps == [
        ("submit", "draft", "performance_review", cast.drafter),
        ("approve", "performance_review", "approved", cast.reviewer),
        ("reply", "approved", "replied", cast.replier),
    ]


def test_submission_freezes_exactly_what_the_table_says(cast):
    before = to_canonical(table_of(cast.version))
    cast.submitted()
    version = cast.version
    assert bytes(version.frozen) == before
    assert version.frozen_hash == hashlib.sha256(before).hexdigest()
    kept = version.snapshots.get(reason=Snapshot.Reason.SUBMITTED)
    assert bytes(kept.content) == before
    assert kept.findings
    assert kept.asked
    assert version.events.get().snapshot == kept


def test_an_approval_and_a_reply_sign_the_hash_of_the_submitted_text(cast):
    cast.replied()
    assert {one.frozen_hash for one in cast.version.events.all()} == {cast.version.frozen_hash}


def test_other_bytes_than_those_reviewed_are_refused(cast):
    cast.approved()
    version = cast.version
    TableVersion.objects.filter(pk=version.pk).update(frozen=bytes(version.frozen) + b" ")
    with pytest.raises(Refused, match="不是同一份"):
        cast.does(Action.REPLY, cast.replier)
    other = hashlib.sha256(bytes(version.frozen) + b" ").hexdigest()
    TableVersion.objects.filter(pk=version.pk).update(frozen_hash=other)  # a forger who knows of the hash
    with pytest.raises(Refused, match="不是同一份"):
        cast.does(Action.REPLY, cast.replier)
    assert cast.version.status == Status.APPROVED


def test_what_was_submitted_is_not_written_on(cast):
    cast.submitted()
    with pytest.raises(SaveRefused):
        edit(cast, cast.drafter)


def test_a_table_passes_the_steps_that_the_district_has_switched_on(cast):
    cast.switch_on(unit_review=True, business_review=True)
    cast.submitted()
    assert cast.version.status == Status.UNIT_REVIEW
    cast.does(Action.PASS, cast.head)
    assert cast.version.status == Status.BUSINESS_REVIEW
    cast.does(Action.RETURN, cast.business, why=WHY)
    assert cast.version.status == Status.RETURNED
    answer(cast.version.pk, 1, "已在依据栏补充", cast.drafter, uuid4())
    cast.submitted()
    assert cast.version.status == Status.UNIT_REVIEW, "a resubmission passes every step again"


@pytest.mark.decided
@pytest.mark.parametrize("status", Status)
def test_from_every_state_only_its_own_role_acts_and_nobody_else(cast, other_department, status):
    """Every role of the department and the district, another department's, a stranger; every action."""
    version = cast.version
    frozen = to_canonical(table_of(version))
    TableVersion.objects.filter(pk=version.pk).update(
        status=status, frozen=frozen, frozen_hash=hashlib.sha256(frozen).hexdigest()
    )
    near = [{"district": cast.district}, {"department": cast.department}]
    people = [
        (role, True, make_user(f"{role}-{n}", role, **at)) for role in Role for n, at in enumerate(near)
    ]
    away = {"department": other_department}
    people += [(role, False, make_user(f"{role}-away", role, **away)) for role in Role]
    people.append((None, False, make_user("路人")))
    locked, tried = TableVersion.objects.get(pk=version.pk), set()
    for role, is_near, user in people:
        facts = Facts(locked, user)
        for action in Action:
            allowed = {one.role for one in TRANSITIONS if (one.action, one.source) == (action, status)}
            if is_near and role in allowed:
                continue  # what happens then is told by the other tests
            assert refusals(action, facts.case(action, Said(why=WHY))[0]), (action, role, user)
            if (action, is_near) not in tried:  # in earnest by somebody here and somebody from elsewhere
                tried.add((action, is_near))
                with pytest.raises(Refused):
                    perform(action, version.pk, user, why=WHY)
    assert len(tried) == 2 * len(Action)
    assert TableVersion.objects.get(pk=version.pk).status == status
    assert not ReviewEvent.objects.exists()


def test_every_reason_is_told_at_once_and_nothing_is_written(cast):
    cast.submitted()
    cast.remark("请写清数量")
    seen = token(cast.version)
    TableVersion.objects.filter(pk=cast.version.pk).update(revision=99)
    with pytest.raises(Refused) as refused:
        cast.does(Action.APPROVE, cast.reviewer, seen=seen)
    assert len(refused.value.reasons) == 3  # another text, an open thread, no grade
    assert cast.version.status == Status.PERFORMANCE_REVIEW
    assert cast.version.events.count() == 1


def test_a_table_with_an_error_is_not_submitted_and_one_with_an_unanswered_warning_neither(
    district, department
):
    from tests.people import make_table

    cast = make_cast(district, department, make_table(total=make_table().fiscal.of("35"), code=""))
    with pytest.raises(Refused) as refused:
        cast.submitted()
    assert any("处错误" in one for one in refused.value.reasons)
    assert cast.version.status == Status.DRAFT
    assert cast.version.frozen is None


def test_submission_asks_todays_rules_not_those_of_the_last_save(cast):
    examination = cast.version.examination
    examination.errors, examination.asked = 7, "old"
    examination.save()
    cast.submitted()
    assert cast.version.status == Status.PERFORMANCE_REVIEW
    assert cast.version.examination.errors == 0


def test_the_same_key_again_changes_nothing(cast):
    key = uuid4()
    pk = cast.version.pk
    first = perform(Action.SUBMIT, pk, cast.drafter, key=key)
    assert perform(Action.SUBMIT, pk, cast.drafter, key=key) == first
    assert ReviewEvent.objects.count() == 1
    with pytest.raises(Refused, match=USED[:8]):
        perform(Action.SUBMIT, pk, cast.colleague, key=key)
    with pytest.raises(Refused, match=USED[:8]):
        perform(Action.WITHDRAW, pk, cast.drafter, key=key)


def test_the_drafter_takes_it_back_until_a_reviewer_has_taken_it(cast):
    cast.submitted()
    cast.does(Action.WITHDRAW, cast.colleague)
    assert cast.version.status == Status.DRAFT
    edit(cast, cast.drafter)
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    with pytest.raises(Refused, match="领办"):
        cast.does(Action.WITHDRAW, cast.drafter)
    with pytest.raises(Refused, match="绩效的姓名已经领办"):
        cast.does(Action.RETURN, cast.second, why=WHY)
    cast.does(Action.RELEASE, cast.reviewer)
    cast.does(Action.WITHDRAW, cast.drafter)
    assert cast.version.claimed_by is None


def test_the_claim_of_somebody_who_left_holds_nobody_up(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    cast.reviewer.assignments.all().delete()
    cast.does(Action.CLAIM, cast.second)
    assert cast.version.claimed_by == cast.second


def test_a_project_in_the_bin_goes_nowhere(cast):
    from projects.binning import put_away

    put_away(cast.project, cast.drafter)
    with pytest.raises(Refused, match="回收站"):
        perform(Action.SUBMIT, cast.project.versions.get().pk, cast.drafter)


def test_void_and_rejected_tables_have_ended(cast):
    cast.returned()
    cast.does(Action.VOID, cast.drafter, why="项目取消")
    assert cast.version.status == Status.VOID
    for action in Action:
        with pytest.raises(Refused):
            cast.does(action, cast.drafter, why=WHY)


def test_poor_is_not_arranged(cast):
    cast.submitted()
    with pytest.raises(Refused, match="等级为优"):
        cast.does(Action.REJECT, cast.reviewer, why=WHY, judged=judged("excellent"))
    cast.does(Action.REJECT, cast.reviewer, why=WHY, judged=judged("poor"))
    assert cast.version.status == Status.REJECTED


def test_the_replier_returns_what_cannot_be_replied(cast):
    cast.approved()
    cast.does(Action.RETURN, cast.replier, why="预算数已调整，请按新预算填写。")
    assert cast.version.status == Status.RETURNED
    assert cast.version.status not in set(OPEN) - {Status.RETURNED, Status.DRAFT}


def test_the_frozen_text_is_readable_for_ever(cast):
    cast.replied()
    assert from_canonical(bytes(cast.version.frozen)) == table_of(cast.version)

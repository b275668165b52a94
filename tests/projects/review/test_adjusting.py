"""调整: the replied version stays in force until the new one is replied."""

from uuid import uuid4

import pytest

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import Status, TableVersion
from projects.reading import versions_of
from projects.review.said import Refused
from projects.storing import table_of
from projects.workflow import Action
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db
WHY = "预算调整，压减供暖面积"


@pytest.fixture
def cast(district, department):
    cast = make_cast(district, department)
    cast.replied()
    return cast


def statuses(cast):
    return list(cast.project.versions.order_by("number").values_list("status", flat=True))


def in_force(cast):
    return cast.project.versions.get(status=Status.REPLIED)


def shown(cast):
    return versions_of(cast.reviewer, cast.district, cast.project.year).get().number


def test_an_adjustment_needs_a_reason_and_opens_a_draft_of_the_same_text(cast):
    with pytest.raises(Refused, match="原因"):
        cast.does(Action.ADJUST, cast.drafter)
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    assert statuses(cast) == ["replied", "draft"]
    old, new = (table_of(one) for one in cast.project.versions.order_by("number"))
    assert old == new
    assert [row.lineage or row.id for row in old.indicators] == [row.lineage for row in new.indicators]
    assert not {row.id for row in old.indicators} & {row.id for row in new.indicators}


def test_there_is_one_adjustment_at_a_time(cast):
    replied = cast.version.pk
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    from projects.review.performing import perform

    with pytest.raises(Refused, match="已有一个正在办理的调整"):
        perform(Action.ADJUST, replied, cast.colleague, why=WHY)


def test_the_replied_version_is_in_force_at_every_step_until_the_new_one_is_replied(cast):
    replied = in_force(cast)
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    row = cast.rows()[0]
    save(cast.version.pk, cast.drafter, uuid4(), 0, [Set(row.id, "basis", row.basis, "补充合同")])
    assert in_force(cast) == replied
    cast.submitted()
    assert in_force(cast) == replied
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    assert in_force(cast) == replied
    cast.does(Action.REPLY, cast.replier)
    assert statuses(cast) == ["superseded", "replied"]
    assert in_force(cast).number == 2
    assert table_of(in_force(cast)).indicators[0].basis == "补充合同"
    assert table_of(replied).indicators[0].basis == row.basis, "the old text stays readable"


@pytest.mark.parametrize("ending", [Action.VOID, Action.REJECT])
def test_an_adjustment_that_is_given_up_or_refused_leaves_the_replied_version(cast, ending):
    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    assert shown(cast) == 2
    if ending is Action.VOID:
        cast.does(ending, cast.drafter, why="不再调整")
    else:
        cast.submitted()
        cast.does(ending, cast.reviewer, why="没有资金来源", judged=judged("poor"))
    assert in_force(cast).number == 1
    assert shown(cast) == 1, "what counts is shown again"
    cast.does(Action.ADJUST, cast.drafter, why="再次调整")
    assert statuses(cast)[-1] == "draft"
    assert shown(cast) == 3


def test_the_database_itself_holds_one_version_in_force(cast):
    from django.db import IntegrityError, transaction

    cast.does(Action.ADJUST, cast.drafter, why=WHY)
    draft = TableVersion.objects.get(project=cast.project, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        TableVersion.objects.filter(pk=draft.pk).update(status=Status.REPLIED, frozen=b"{}")

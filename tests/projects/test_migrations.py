"""What is there already comes whole through a change of the tables."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("projects", "0006_review_and_approval")], [("projects", "0008_each_step_once")]
SUBMIT = {"action": "submit", "before": "draft", "after": "performance_review", "role": "drafter"}
RETURN = {
    "action": "return",
    "before": "performance_review",
    "after": "returned",
    "role": "performance_reviewer",
}


@pytest.fixture
def as_before():
    yield moved(BEFORE)
    moved(MigrationExecutor(connection).loader.graph.leaf_nodes())


def moved(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def test_steps_taken_before_are_numbered_in_their_order_and_each_judgement_finds_its_step(as_before):
    version = a_version(as_before)
    other = a_version(as_before)
    by = {"by": version.created_by, "frozen_hash": "a" * 64}
    steps = as_before.get_model("projects", "ReviewEvent").objects
    kept = [
        steps.create(id=uuid4(), version=one, **step, **by)
        for step in (SUBMIT, RETURN, SUBMIT, RETURN)
        for one in (version, other)
    ]
    as_before.get_model("projects", "Judgement").objects.create(
        version=version, frozen_hash="a" * 64, grade="fair", by=version.created_by
    )
    after = moved(AFTER)
    for pk, own in ((version.pk, kept[::2]), (other.pk, kept[1::2])):
        told = after.get_model("projects", "ReviewEvent").objects.filter(version=pk).order_by("number")
        assert [(one.pk, one.number) for one in told] == [(one.pk, n) for n, one in enumerate(own, 1)]
    assert after.get_model("projects", "Judgement").objects.get().event_id == kept[6].pk


def a_version(apps):
    district, _ = apps.get_model("accounts", "District").objects.get_or_create(code="before", name="明川区")
    user, _ = apps.get_model("accounts", "User").objects.get_or_create(username="before", name="甲")
    project = apps.get_model("projects", "Project").objects.create(
        district=district,
        year=2025,
        position=apps.get_model("projects", "Project").objects.count() + 1,
        lineage=uuid4(),
    )
    now = {"changed_at": timezone.now(), "status_since": timezone.now()}
    return apps.get_model("projects", "TableVersion").objects.create(
        project=project, created_by=user, changed_by=user, missing=[], **now
    )

"""What is stored is what was typed, with its identities; what was frozen stays."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings

from projects.models import IndicatorRow, Status, TableVersion
from projects.storing import load, store, table_of
from projects.tables import Amount, Goal, Indicator, PlanStep, content_hash, to_canonical
from tests.people import make_project, make_table
from tests.projects.strategies import tables as project_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(district):
    return make_project(district).versions.get()


@given(table=project_tables())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_was_typed_comes_back_as_it_was(version, table):
    stored = store(version, table)
    version.refresh_from_db()
    assert load(version) == table == stored
    assert all(
        row.id and row.lineage for part in (stored.plan, stored.goals, stored.indicators) for row in part
    )
    assert to_canonical(load(version)) == to_canonical(stored)


@pytest.mark.parametrize("typed", ["约50万", "-5", "", "50万元\n（暂估）", "=1+1", "1e400", "9" * 400])
def test_no_amount_is_refused_and_what_was_not_understood_is_empty_never_zero(version, typed):
    store(version, make_table(name="", total=Amount.of(typed)))
    version.refresh_from_db()
    assert version.total_text == typed
    assert version.total == Amount.of(typed).value
    assert version.total != 0


def test_an_empty_percentage_is_not_zero(version):
    store(version, make_table(plan=(PlanStep.of("3月底", ""), PlanStep.of("6月底", "0"))))
    assert list(version.plan.values_list("percent", flat=True)) == [None, 0]


def test_rows_keep_their_identity_through_moves_and_edits(version):
    table = load(version)
    first, second, third = table.indicators
    store(version, replace(table, indicators=(third, replace(first, value="≥6000㎡"))))
    kept = load(version).indicators
    assert [row.id for row in kept] == [third.id, first.id]
    assert [row.lineage for row in kept] == [third.lineage, first.lineage]
    assert not IndicatorRow.objects.filter(pk=second.id).exists()


def test_a_copy_keeps_the_lineage_of_its_row(version):
    table = load(version)
    row = table.indicators[0]
    _, copy, *_ = store(version, replace(table, indicators=(row, *table.indicators))).indicators
    assert copy.lineage == row.lineage
    assert copy.id != row.id


def test_a_table_stored_as_another_projects_leaves_the_first_ones_rows_alone(version, district):
    table = load(version)
    other = make_project(district).versions.get()
    copied = store(other, table)
    assert copied == table
    assert [row.lineage for row in copied.goals] == [row.lineage for row in table.goals]
    assert not {row.id for row in copied.goals} & {row.id for row in table.goals}
    assert to_canonical(load(version)) == to_canonical(table)


def test_labels_in_any_wording_find_their_class_and_unknown_ones_are_kept(version):
    store(
        version,
        make_table(
            indicators=(
                Indicator("产出指标", "数量指标", "甲"),
                Indicator("效益 指标", "可持续性影响", "乙"),
                Indicator("效果指标", "可持续影响指标", "丙"),
                Indicator("其他指标", "自定指标", "丁"),
            )
        ),
    )
    codes = [row.node and row.node.code for row in version.indicators.select_related("node")]
    assert codes == ["output.quantity", "benefit.sustainable", "benefit.sustainable", None]


def test_values_are_stored_as_understood_beside_what_was_typed(version):
    rows = (
        Indicator("产出指标", "质量指标", "率", value="≧95%"),
        Indicator("产出指标", "时效指标", "限", value="2025年底"),
    )
    store(version, make_table(indicators=rows))
    rate, deadline = version.indicators.all()
    assert (rate.value, rate.value_operator, rate.value_number, rate.value_unit) == ("≧95%", "≥", 95, "%")
    assert deadline.value_date.isoformat() == "2025-12-31"


def test_the_project_carries_the_code_of_its_table(version):
    store(version, make_table(code=" 1302\n0025 "))
    version.project.refresh_from_db()
    assert version.project.code == "1302 0025"


def test_frozen_bytes_are_read_as_they_are_and_not_written_again(version):
    table = load(version)
    frozen = to_canonical(table)
    TableVersion.objects.filter(pk=version.pk).update(
        frozen=frozen, status=Status.PERFORMANCE_REVIEW, name="别的"
    )
    version.refresh_from_db()
    assert bytes(version.frozen) == frozen
    assert table_of(version) == table
    with pytest.raises(ValueError, match="已送审"):
        store(version, make_table(goals=(Goal("", "改了"),)))


def test_a_returned_version_is_written_on_and_keeps_what_was_submitted(version):
    submitted = to_canonical(load(version))
    TableVersion.objects.filter(pk=version.pk).update(frozen=submitted, status=Status.RETURNED)
    store(version, make_table(name="改正后的名称"))
    version.refresh_from_db()
    assert table_of(version).name == "改正后的名称"
    assert bytes(version.frozen) == submitted


def test_a_project_with_versions_cannot_be_deleted_by_accident(version):
    with pytest.raises(ProtectedError):
        version.project.delete()


@pytest.mark.parametrize("status", [Status.UNIT_REVIEW, Status.APPROVED, Status.REPLIED, Status.REJECTED])
def test_nothing_is_submitted_without_frozen_bytes(version, status):
    with pytest.raises(IntegrityError), transaction.atomic():
        TableVersion.objects.filter(pk=version.pk).update(status=status)


def another(version, number, status):
    return TableVersion.objects.create(
        project=version.project, number=number, status=status, frozen=b"{}", created_by=version.created_by
    )


def test_a_project_has_one_open_version_and_one_in_force(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        another(version, 2, Status.RETURNED)
    another(version, 2, Status.REPLIED)
    with pytest.raises(IntegrityError), transaction.atomic():
        another(version, 3, Status.REPLIED)
    another(version, 3, Status.SUPERSEDED)


def test_two_rows_may_stand_at_the_same_position(version):
    version.indicators.update(position=0)
    assert len(load(version).indicators) == 3


def test_a_table_is_loaded_in_a_fixed_number_of_queries(district, django_assert_num_queries):
    for _ in range(5):
        make_project(district)
    with django_assert_num_queries(4):
        tables = [load(version) for version in TableVersion.objects.with_rows()]
    assert len({content_hash(table) for table in tables}) == 1

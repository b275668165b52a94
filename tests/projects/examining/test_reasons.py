"""A reason for a warning holds for the rule, the cell and its text, and for nothing else."""

from dataclasses import replace
from uuid import uuid4

import pytest

from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.drafting.sheet import cell_texts
from projects.examining.answering import MOST, ReasonRefused, give_reason
from projects.examining.keeping import findings_of
from projects.examining.reasons import mark
from projects.models import TableVersion, WarningReason
from projects.storing import working
from projects.tables import Amount
from tests.people import make_project, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(district, department):
    """One without a code: a warning that may have its reason."""
    return make_project(district, department, table=make_table(code=""))


def version_of(project) -> TableVersion:
    return TableVersion.objects.select_related("examination").get(project=project)


def warning(project) -> dict:
    [found] = [one for one in findings_of(version_of(project)) if one["code"] == "A1"]
    return found


def explain(project, user, reason="一体化系统尚未下达编码", code="A1", cell="code"):
    give_reason(version_of(project).pk, code, "", cell, reason, user)


def type_in(project, user, cell, seen, new):
    version = version_of(project)
    save(version.pk, user, uuid4(), version.revision, [Set(None, cell, seen, new)])


def test_a_warning_with_a_reason_is_no_longer_counted_but_still_shown(project, drafter):
    before = version_of(project).examination.warnings
    explain(project, drafter)
    assert version_of(project).examination.warnings == before - 1
    assert warning(project)["reason"] == "一体化系统尚未下达编码"
    assert warning(project)["reason_by"] == str(drafter)


def test_a_change_elsewhere_leaves_the_reason_standing(project, drafter):
    explain(project, drafter)
    type_in(project, drafter, "purpose", "支付学校冬季取暖费用", "支付6所学校冬季取暖费用")
    assert "reason" in warning(project)


def test_a_change_of_the_cell_reopens_the_warning_and_the_old_text_brings_its_reason_back(project, drafter):
    explain(project, drafter)
    type_in(project, drafter, "code", "", "待定")
    found = [one for one in findings_of(version_of(project)) if one["code"] == "A1"]
    assert all("reason" not in one for one in found)
    type_in(project, drafter, "code", "待定", "")
    assert "reason" in warning(project)


def test_an_empty_reason_takes_it_back(project, drafter):
    explain(project, drafter)
    explain(project, drafter, " \n ")
    assert "reason" not in warning(project)
    assert not WarningReason.objects.exists()


def test_a_second_reason_replaces_the_first(project, drafter):
    explain(project, drafter)
    explain(project, drafter, "编码在部门预算批复后补填")
    assert warning(project)["reason"] == "编码在部门预算批复后补填"
    assert WarningReason.objects.count() == 1


def test_what_is_no_warning_takes_no_reason(project, district, department, drafter):
    with pytest.raises(ReasonRefused, match="已经不在"):
        explain(project, drafter, cell="name")
    wrong = make_project(district, department, table=make_table(fiscal=Amount.of("30")))
    [sums] = [one for one in findings_of(version_of(wrong)) if one["code"] == "A3"]
    with pytest.raises(ReasonRefused, match="已经不在"):  # an error is mended, not explained
        explain(wrong, drafter, code="A3", cell=sums["cell"])
    assert not WarningReason.objects.exists()


def test_a_reason_is_short(project, drafter):
    with pytest.raises(ReasonRefused, match=f"不要超过{MOST}个字"):
        explain(project, drafter, "由" * (MOST + 1))


def test_a_submitted_table_takes_no_reason(project, drafter):
    TableVersion.objects.filter(project=project).update(status="unit_review", frozen=b"{}")
    with pytest.raises(ReasonRefused, match="待单位审核"):
        explain(project, drafter)


def test_of_two_warnings_of_one_rule_at_one_cell_each_has_its_own_reason(district, department, drafter):
    rows = make_table().indicators
    first = replace(
        rows[0], level2="数量指标", level3="运维监测站数量", description="联网的监测站25个", value="=27个"
    )
    table = make_table(purpose="委托运维26个监测站。", indicators=(first, *rows[1:]))
    project = make_project(district, department, table=table)
    warned = [one for one in findings_of(version_of(project)) if one["code"] == "D5b"]
    assert len(warned) == 2
    texts = cell_texts(working(version_of(project)))
    one = warned[0]
    give_reason(
        version_of(project).pk, "D5b", one["row"], one["cell"], "含1个备用站", drafter, mark(one, texts)
    )
    given = [found.get("reason", "") for found in findings_of(version_of(project)) if found["code"] == "D5b"]
    assert sorted(given) == ["", "含1个备用站"]

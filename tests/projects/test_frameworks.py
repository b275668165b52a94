"""The form of a year is data, and an old year never changes when the form does."""

import pytest
from django.db.models import ProtectedError

from projects.models import TableFramework
from projects.models.framework import FrameworkInUse
from projects.official.trees import TREES
from tests.people import make_framework, make_project

pytestmark = pytest.mark.django_db


def names(framework):
    return [
        (node.name, [child.name for child in node.children.all()])
        for node in framework.nodes.filter(parent=None)
    ]


def test_both_trees_are_shipped(district):
    old, new = make_framework(district, 2024, "2015"), make_framework(district, 2026, "2021")
    assert names(old)[0] == ("产出指标", ["数量指标", "质量指标", "时效指标", "成本指标"])
    assert names(new)[0] == ("成本指标", ["经济成本指标", "社会成本指标", "生态环境成本指标"])
    assert [name for name, _ in names(new)] == ["成本指标", "产出指标", "效益指标", "满意度指标"]


def test_a_form_that_tables_use_is_not_edited_but_revised(district):
    framework = make_framework(district)
    framework.title = "新的表名"
    framework.save()
    version = make_project(district).versions.get()
    framework.title = "又一个表名"
    for change in (
        framework.save,
        framework.nodes.first().save,
        framework.nodes.last().delete,
        framework.nodes.all().delete,
        lambda: framework.nodes.update(name="别的"),
        lambda: TableFramework.objects.filter(year=2025).update(title="别的"),
    ):
        with pytest.raises(FrameworkInUse, match="请另建一版"):
            change()
    revised = TableFramework.objects.make(district, 2025, TREES["2021"], title="又一个表名")
    assert revised.revision == 2
    assert TableFramework.objects.current(district, 2025) == revised
    version.refresh_from_db()
    assert version.framework.title == "新的表名"


def test_a_form_in_use_cannot_be_deleted(district):
    framework = make_project(district).versions.get().framework
    with pytest.raises(ProtectedError):
        framework.delete()


def test_checkpoints_may_differ_between_districts_and_years(district):
    TableFramework.objects.make(
        district, 2023, TREES["2015"], title="表", plan_labels=["3月底", "6月底", "10月底", "12月底"]
    )
    assert TableFramework.objects.current(district, 2023).plan_labels[2] == "10月底"
    assert TableFramework.objects.current(district, 2022) is None

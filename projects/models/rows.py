"""The working rows of a version. Their ids are theirs from the first moment; their order is free."""

from uuid import uuid4

from django.db import models

from projects.models.framework import FrameworkNode
from projects.models.version import TableVersion
from projects.values import AMOUNT_DIGITS, AMOUNT_PLACES, PERCENT_DIGITS, PERCENT_PLACES


class Row(models.Model):
    """`lineage` is kept by a row's copies in later versions and years; a row that is no copy is its own."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    lineage = models.UUIDField(editable=False, db_index=True)
    position = models.PositiveIntegerField("次序")

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class PlanRow(Row):
    """支出计划 at one checkpoint; cumulative %, empty where nothing was filled, which is not 0."""

    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="plan")
    label = models.TextField("时间节点", blank=True)
    percent_text = models.TextField("累计进度", blank=True)
    percent = models.DecimalField(
        "累计进度（%）", max_digits=PERCENT_DIGITS, decimal_places=PERCENT_PLACES, null=True
    )


class GoalRow(Row):
    """One 绩效目标."""

    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="goals")
    label = models.TextField("目标栏", blank=True)
    text = models.TextField("绩效目标", blank=True)


class IndicatorRow(Row):
    """One 绩效指标: labels and cells as typed, the class they mean, and what the value was read as."""

    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="indicators")
    node = models.ForeignKey(FrameworkNode, models.PROTECT, null=True, related_name="+")
    level1 = models.TextField("一级指标", blank=True)
    level2 = models.TextField("二级指标", blank=True)
    level3 = models.TextField("三级指标", blank=True)
    description = models.TextField("绩效指标描述", blank=True)
    value = models.TextField("指标值", blank=True)
    basis = models.TextField("指标值确定依据", blank=True)
    value_operator = models.CharField("符号", max_length=1, blank=True)
    value_number = models.DecimalField(
        "数值", max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, null=True
    )
    value_upper = models.DecimalField(
        "上限", max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, null=True
    )
    value_unit = models.TextField("单位", blank=True)
    value_date = models.DateField("时间", null=True)

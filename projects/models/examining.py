"""What the rules found, what they were asked, and the reasons that people gave."""

from typing import Self

from django.conf import settings
from django.db import models

from budget_site.accounts.models import District
from budget_site.accounts.models.scope import DistrictScopedQuerySet, ScopedQuerySet
from projects.models.drafting import VersionPartQuerySet
from projects.models.project import Project
from projects.models.version import TableVersion


class RuleSettings(models.Model):
    """What a district set for a year, append-only: the newest counts. See `projects.rules.settings`."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="rule_settings")
    year = models.PositiveSmallIntegerField("预算年度")
    revision = models.PositiveIntegerField("修订号")
    data = models.JSONField("设置")  # Settings.to_json()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="修改人", related_name="+"
    )
    changed_at = models.DateTimeField("修改时间", auto_now_add=True)

    objects = DistrictScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审核规则设置"
        ordering = ["district", "year", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "revision"], name="one_rule_settings_per_revision"
            )
        ]


class Examination(models.Model):
    """What the rules say of a version as it stands; made anew with every write.

    `asked` tells which rules under which settings were asked (`projects.examining.asked`): where it differs
    from today's, the version is to be examined again. `warnings` counts those without a reason.
    """

    version = models.OneToOneField(TableVersion, models.CASCADE, related_name="examination")
    asked = models.CharField(max_length=64)
    findings = models.JSONField("发现", default=list)  # projects.examining.wire
    errors = models.PositiveIntegerField("错误", default=0)
    warnings = models.PositiveIntegerField("警告", default=0)
    hints = models.PositiveIntegerField("提示", default=0)
    examined_at = models.DateTimeField("检查时间")

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "规则检查"
        ordering = ["version"]


class WarningReason(models.Model):
    """Why a warning stands: accepted for a rule, a cell and the text that the cell had.

    Another text in it, or in the other cell of a contradiction, reopens the warning; the reason is kept.
    """

    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="warning_reasons")
    code = models.CharField("规则", max_length=10)
    row = models.CharField(max_length=36, blank=True)  # empty for the table's own cells
    cell = models.CharField(max_length=20, blank=True)
    text = models.TextField("当时的文字")  # of every cell that the finding is about
    text_hash = models.CharField(max_length=64, editable=False)  # texts may be longer than an index bears
    reason = models.TextField("理由")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="说明人", related_name="+"
    )
    given_at = models.DateTimeField("说明时间", auto_now=True)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "警告的理由"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code", "row", "cell", "text_hash"], name="one_reason_per_finding"
            )
        ]


class Comparison(models.Model):
    """When the tables of a year were last compared with each other, and under which rules and settings."""

    district = models.ForeignKey(District, models.CASCADE, related_name="comparisons")
    year = models.PositiveSmallIntegerField("预算年度")
    asked = models.CharField(max_length=64)
    tables = models.PositiveIntegerField("比较的表数")
    compared_at = models.DateTimeField("比较时间")

    objects = DistrictScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目间比较"
        ordering = ["district", "year"]
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="one_comparison_per_year")]


class CrossFindingQuerySet(ScopedQuerySet):
    way = "project__"

    def visible_to(self, user) -> Self:
        return super().visible_to(user).filter(project__binned_at=None)


class CrossFinding(models.Model):
    """What a comparison says of one project. Who may see it may not therefore see the other project."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="findings")
    project = models.ForeignKey(Project, models.CASCADE, related_name="cross_findings")
    other = models.ForeignKey(Project, models.CASCADE, related_name="+", null=True)
    finding = models.JSONField("发现")  # projects.examining.wire

    objects = CrossFindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目间的发现"
        ordering = ["comparison", "pk"]

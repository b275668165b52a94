"""What the finance bureau sets for a year: deadlines, and the indicators worth taking."""

from django.db import models

from budget_site.accounts.models import District
from budget_site.accounts.models.scope import DistrictScopedQuerySet


class Deadline(models.Model):
    """The last day of one step of a year."""

    class Step(models.TextChoices):
        DRAFTING = "drafting", "填报"
        UNIT_REVIEW = "unit_review", "单位审核"
        BUSINESS_REVIEW = "business_review", "业务审核"
        REVIEW = "review", "审核"
        REPLY = "reply", "批复"
        DISCLOSURE = "disclosure", "公开"

    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="deadlines")
    year = models.PositiveSmallIntegerField("预算年度")
    step = models.CharField("环节", max_length=20, choices=Step)
    due = models.DateField("截止日期")

    objects = DistrictScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "截止日期"
        ordering = ["district", "year", "due"]
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "step"], name="one_deadline_per_step")
        ]


class LibraryEntry(models.Model):
    """An indicator that officers may take: from the framework's examples or the district's approved history.

    `class_label` is the plain 二级 label (projects.official.trees.plain_label), `name_key` the name without
    blanks: what entries are found and kept apart by.
    """

    class Source(models.TextChoices):
        EXAMPLE = "example", "样例"
        HISTORY = "history", "历年指标"

    class Mark(models.TextChoices):
        NONE = "", "未标注"
        MODEL = "model", "范例"
        AVOID = "avoid", "不宜再用"

    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="library")
    class_label = models.CharField("二级指标", max_length=50)
    name = models.TextField("三级指标")
    name_key = models.TextField(editable=False)
    description = models.TextField("绩效指标描述", blank=True)
    unit = models.CharField("计量单位", max_length=50, blank=True)
    basis = models.TextField("指标值确定依据", blank=True)
    source = models.CharField("来源", max_length=20, choices=Source)
    mark = models.CharField("标注", max_length=10, choices=Mark, default=Mark.NONE, blank=True)
    uses = models.PositiveIntegerField("使用次数", default=0)
    departments = models.PositiveIntegerField("使用部门数", default=0)
    typical_value = models.TextField("常见指标值", blank=True)
    last_year = models.PositiveSmallIntegerField("最近使用年度", null=True)

    objects = DistrictScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标库"
        ordering = ["district", "class_label", "-uses", "name_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "class_label", "name_key"], name="one_library_entry_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

"""One version of a project's table."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from budget_site.accounts.models.scope import ScopedQuerySet
from projects.models.framework import TableFramework
from projects.models.project import Project
from projects.values import AMOUNT_DIGITS, AMOUNT_PLACES


class Status(models.TextChoices):
    """Where a version stands between draft and reply. "Public" is no status: it follows from editions."""

    DRAFT = "draft", "草稿"
    UNIT_REVIEW = "unit_review", "待单位审核"
    BUSINESS_REVIEW = "business_review", "待业务审核"
    PERFORMANCE_REVIEW = "performance_review", "待绩效审核"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "审核通过"
    REPLIED = "replied", "已批复"
    SUPERSEDED = "superseded", "已调整"
    REJECTED = "rejected", "不予安排"
    VOID = "void", "作废"


WORKING = (Status.DRAFT, Status.RETURNED)
OPEN = (
    *WORKING,
    Status.UNIT_REVIEW,
    Status.BUSINESS_REVIEW,
    Status.PERFORMANCE_REVIEW,
    Status.APPROVED,
)
ENDED = (Status.REJECTED, Status.VOID)


def amount(label: str) -> models.DecimalField:
    """万元 as understood, or nothing."""
    return models.DecimalField(label, max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_PLACES, null=True)


class VersionQuerySet(ScopedQuerySet):
    way = "project__"

    def visible_to(self, user) -> Self:
        """Those whose project is not in the bin."""
        return super().visible_to(user).filter(project__binned_at=None)

    def latest(self) -> Self:
        """Each project's version that counts: the one with the highest number that goes on.

        A version that has ended (作废, 不予安排) only counts where no other does: an adjustment that was
        given up leaves the replied version as it was.
        """
        return self.filter(_latest())

    def in_force(self) -> Self:
        """Each project's version that holds: the replied one, though it is being adjusted; else the latest.

        What leaves the site, is added up or goes on into another year says this; who works on a table works
        on the latest.
        """
        return self.filter(Q(status=Status.REPLIED) | ~adjusts() & _latest())

    def with_rows(self) -> Self:
        """Ready for `storing.load`, in a fixed number of queries."""
        return self.prefetch_related("plan", "goals", "indicators")


def adjusts() -> models.Exists:
    """Whether the project of an open version has a replied one, which it adjusts: no deadline is its own."""
    same = TableVersion.objects.filter(project=models.OuterRef("project"), status=Status.REPLIED)
    return models.Exists(same)


def _latest() -> Q:
    others = TableVersion.objects.filter(project=models.OuterRef("project"))
    newer = others.filter(number__gt=models.OuterRef("number"))
    goes_on = Q(status__in=ENDED) | ~models.Exists(newer.exclude(status__in=ENDED))
    ended = ~Q(status__in=ENDED) | ~(models.Exists(newer) | models.Exists(others.exclude(status__in=ENDED)))
    return goes_on & ended


class TableVersion(models.Model):
    """What its working rows say while it is a draft or was returned; else what its frozen bytes say.

    Every cell is the text as typed; `total`, `fiscal` and `other` beside it are what was understood, in 万元.
    """

    project = models.ForeignKey(Project, models.PROTECT, verbose_name="项目", related_name="versions")
    framework = models.ForeignKey(
        TableFramework, models.PROTECT, verbose_name="表格样式", null=True, related_name="versions"
    )
    number = models.PositiveSmallIntegerField("版本号", default=1)
    status = models.CharField("状态", max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    title = models.TextField("表名", blank=True)
    code = models.TextField("项目编码", blank=True)
    name_label = models.TextField("项目名称栏", blank=True)
    name = models.TextField("项目名称", blank=True)
    total_text = models.TextField("预算数", blank=True)
    total = amount("预算数（万元）")
    fiscal_text = models.TextField("财政资金", blank=True)
    fiscal = amount("财政资金（万元）")
    other_text = models.TextField("其他资金", blank=True)
    other = amount("其他资金（万元）")
    purpose = models.TextField("资金用途", blank=True)
    plan_label = models.TextField("支出计划栏", blank=True)
    # Canonical JSON bytes as last submitted; a returned version is written on while they stay for comparison.
    frozen = models.BinaryField("送审文本", null=True, editable=False)
    frozen_hash = models.CharField("送审文本校验值", max_length=64, blank=True, editable=False)
    status_since = models.DateTimeField("进入现状态的时间", default=timezone.now, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="领办人",
        related_name="claimed",
        null=True,
        editable=False,
    )
    claimed_at = models.DateTimeField("领办时间", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="建立人", related_name="+"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    # How many saves were accepted so far: what a browser says it worked from.
    revision = models.PositiveIntegerField("修订号", default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="最后修改人", related_name="+", null=True
    )
    changed_at = models.DateTimeField("最后修改时间", default=timezone.now)
    # Derived on every write (projects/derived.py), for lists.
    name_key = models.TextField("拼音", blank=True, editable=False)
    missing = models.JSONField("未填的单元格", default=list, editable=False)
    open_rechecks = models.PositiveIntegerField("待核对", default=0, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表格版本"
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status__in=OPEN), name="one_open_version"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status=Status.REPLIED), name="one_version_in_force"
            ),
            models.CheckConstraint(
                condition=Q(status__in=(*WORKING, Status.VOID)) | Q(frozen__isnull=False),
                name="submitted_means_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or '未填名称'}（第{self.number}版）"

    @property
    def is_working(self) -> bool:
        """Whether its rows are what it says; else its frozen bytes are."""
        return self.status in WORKING

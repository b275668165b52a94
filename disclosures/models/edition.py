"""Editions: what was published, for ever; and where it was put. Written by disclosures.publishing alone."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from budget_site.accounts.models import Department, District
from disclosures.models.draft import PublisherQuerySet
from projects.models import TableVersion


def new_token() -> str:
    """Nobody guesses it: the address of files before they are public, and of nothing else."""
    return uuid4().hex + uuid4().hex[:8]


class Edition(models.Model):
    """One publisher's disclosure of a year, frozen.

    `chain` is the publisher's key: each chain is numbered by `position`, and each manifest holds the hash of
    the one before. `number` counts the editions of a year. Both are given at the moment of publication.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", "正在准备"
        SCHEDULED = "scheduled", "定时公开"
        PUBLISHED = "published", "现行"
        CORRECTED = "corrected", "已更正"
        WITHDRAWN = "withdrawn", "已撤回"
        ERASED = "erased", "已删除个人信息"
        STOPPED = "stopped", "未公开"

    district = models.ForeignKey(District, models.PROTECT, related_name="editions")
    department = models.ForeignKey(Department, models.PROTECT, related_name="editions", null=True)
    year = models.PositiveSmallIntegerField("预算年度")
    chain = models.CharField("版本链", max_length=80)
    position = models.PositiveIntegerField("链上次序", null=True)
    number = models.PositiveIntegerField("版次", null=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PREPARING, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    data = models.BinaryField("公开数据", null=True, editable=False)  # document.to_bytes; gone when erased
    data_hash = models.CharField("数据校验值", max_length=64)
    manifest = models.BinaryField("清单", null=True, editable=False)
    manifest_hash = models.CharField("清单校验值", max_length=64, blank=True)
    previous_hash = models.CharField("上一清单校验值", max_length=64, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, verbose_name="更正", related_name="corrected_by", null=True
    )
    note = models.TextField("更正说明", blank=True)
    withdrawn_why = models.TextField("撤回原因", blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    erased_why = models.TextField("删除原因", blank=True)
    reviewer = models.CharField("保密审查人", max_length=50, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="公开人", related_name="+"
    )
    asked_at = models.DateTimeField("提交时间", auto_now_add=True)
    scheduled_for = models.DateTimeField("定时", null=True)
    published_at = models.DateTimeField("公开时间", null=True)

    objects = PublisherQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开版本"
        ordering = ["chain", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="one_edition_per_position"),
            models.UniqueConstraint(fields=["chain", "year", "number"], name="one_edition_per_number"),
            models.UniqueConstraint(
                fields=["chain", "year"], condition=Q(state="published"), name="one_current_edition"
            ),
        ]

    def __str__(self) -> str:
        who = f"{self.district}{self.department or ''}"
        return f"{who}{self.year}年第{self.number}版" if self.number else f"{who}{self.year}年（未公开）"


class EditionVersion(models.Model):
    """Which replied versions stand in an edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="holds")
    version = models.ForeignKey(TableVersion, models.PROTECT, related_name="editions")

    class Meta:
        verbose_name = verbose_name_plural = "公开的表"
        ordering = ["edition", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "version"], name="once_in_an_edition")]


class RegisterEntry(models.Model):
    """公开登记: where and when a year was published, or why it is not."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", null=True)
    year = models.PositiveSmallIntegerField("预算年度")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="register", null=True)
    place = models.CharField("公开平台", max_length=100, blank=True)
    address = models.URLField("网址", max_length=500, blank=True)
    on = models.DateField("公开日期", null=True)
    withdrawn_on = models.DateField("撤回日期", null=True)  # from this site
    reason = models.TextField("不公开的原因", blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = PublisherQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开登记"
        ordering = ["district", "year", "-entered_at"]

"""How a working table came to say what it says: saves, kept snapshots, cells to check again, who is there."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from budget_site.accounts.models.scope import ScopedQuerySet
from projects.models.version import TableVersion


class VersionPartQuerySet(ScopedQuerySet):
    """Rows that belong to one version: whoever sees the version sees them."""

    way = "version__project__"

    def visible_to(self, user) -> Self:
        return super().visible_to(user).filter(version__project__binned_at=None)


class Save(models.Model):
    """One accepted save: what it changed, and what it answered, so that sending it twice changes nothing.

    `operations` are those applied, with the values they replaced. Append-only.
    """

    key = models.UUIDField(primary_key=True)  # made by the browser, for idempotency
    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="saves")
    revision = models.PositiveIntegerField("修订号")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("保存时间", auto_now_add=True)
    operations = models.JSONField("改动", default=list)
    conflicts = models.JSONField("冲突", default=list)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保存记录"
        ordering = ["version", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["version", "revision"], name="one_save_per_revision"),
        ]


class Snapshot(models.Model):
    """What a table said, and what the rules said of it, at a moment that was kept; it can be brought back."""

    class Reason(models.TextChoices):
        CREATED = "created", "新建"
        IMPORTED = "imported", "导入"
        BEFORE_IMPORT = "before_import", "导入前"
        COPIED = "copied", "沿用上年"
        REQUESTED = "requested", "手动留存"
        BEFORE_RESTORE = "before_restore", "恢复前"
        SUBMITTED = "submitted", "送审"

    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField("序号")
    reason = models.CharField("缘由", max_length=20, choices=Reason)
    note = models.CharField("说明", max_length=200, blank=True)
    revision = models.PositiveIntegerField("修订号")
    content = models.BinaryField("表格内容", editable=False)  # canonical JSON bytes
    findings = models.JSONField("规则检查", default=list, editable=False)  # what the rules said then
    asked = models.CharField(max_length=64, blank=True, editable=False)  # see Examination.asked
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField("留存时间", auto_now_add=True)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "留存版本"
        ordering = ["version", "-number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_snapshot_per_number")]

    def __str__(self) -> str:
        return f"第{self.number}次留存（{self.get_reason_display()}）"


class Recheck(models.Model):
    """A cell that a person must look at again: copied from last year, or guessed at import.

    It is open while the cell still says `text` and nobody confirmed it. `row` is empty for the table's own
    cells.
    """

    class Why(models.TextChoices):
        COPIED = "copied", "沿用上年"
        GUESSED = "guessed", "导入时推测"

    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="rechecks")
    row = models.UUIDField(null=True)
    cell = models.CharField(max_length=20)
    why = models.CharField("缘由", max_length=20, choices=Why)
    text = models.TextField("当时的文字")
    reason = models.TextField("说明")
    proposal = models.TextField("建议", blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待核对的单元格"
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="confirmed_when_and_by_whom",
            )
        ]


class Presence(models.Model):
    """Who has a table open, by browser tab; a tab says so every few seconds."""

    tab = models.UUIDField(primary_key=True, default=uuid4)
    version = models.ForeignKey(TableVersion, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "正在查看的人"
        ordering = [F("seen_at").desc()]

"""Work in the background, and files on their way in. The truth about a job is its row, not the queue."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models

from budget_site.accounts.models import Department, District
from budget_site.accounts.models.scope import ScopedQuerySet
from budget_site.stores import private_files
from projects.models.table_import import TableImport


def private_storage():
    """Files that only the person they are for may have; they are never served by address."""
    return private_files()


class OwnQuerySet(ScopedQuerySet):
    """What somebody started is that person's alone."""

    def visible_to(self, user) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self if user.sees_everything else self.filter(owner=user)


class Job(models.Model):
    """One piece of long work: who wants it, how far it is, what came of it.

    A worker holds a lease while it works; a lease that ran out means the worker died, and the job goes on
    with another. Every step may be done twice.
    """

    class Kind(models.TextChoices):
        READ = "read", "读取文件"
        TAKE_IN = "take_in", "导入"
        EXPORT = "export", "导出"
        EXAMINE = "examine", "规则检查"
        COMPARE = "compare", "项目间比较"
        MANY = "many", "批量办理"
        PUBLISH = "publish", "公开"
        PREVIEW = "preview", "预览稿"

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "未完成"
        CANCELLED = "cancelled", "已取消"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField("类型", max_length=20, choices=Kind)
    state = models.CharField("状态", max_length=20, choices=State, default=State.WAITING)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    title = models.CharField("内容", max_length=200)
    parameters = models.JSONField(default=dict)
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    message = models.TextField("说明", blank=True)
    result = models.FileField("结果", storage=private_storage, upload_to="jobs/", blank=True)
    result_name = models.TextField("文件名", blank=True)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_by_lease")]

    def __str__(self) -> str:
        return self.title

    @property
    def page(self) -> str:
        """The address where the person goes on, for kinds of work that have one; `submit` was told it."""
        return self.parameters.get("page", "")


class IncomingFile(models.Model):
    """A file that was uploaded to be imported: read by a job, looked at by its owner, taken in once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("预算年度")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="incoming_files")
    filename = models.TextField("文件名")
    file = models.FileField("文件", storage=private_storage, upload_to="incoming/")
    reading = models.FileField("识别结果", storage=private_storage, upload_to="incoming/", blank=True)
    refused = models.TextField("不能导入的原因", blank=True)
    choices = models.JSONField("选择", default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    table_import = models.ForeignKey(TableImport, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待导入的文件"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

"""事前绩效评估 of a new and major project, and its files (中发〔2018〕34号)."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from projects.models.job import private_storage
from projects.models.project import Project
from projects.models.talk import ProjectPartQuerySet

ASPECTS = ("necessity", "economy", "target", "feasibility", "funding")


class Assessment(models.Model):
    """Five aspects and a conclusion; complete with at least one file."""

    class Conclusion(models.TextChoices):
        SUPPORT = "support", "建议支持"
        ADJUST = "adjust", "调整完善后支持"
        REJECT = "reject", "不予支持"

    project = models.OneToOneField(Project, models.CASCADE, related_name="assessment")
    necessity = models.TextField("立项必要性", blank=True)
    economy = models.TextField("投入经济性", blank=True)
    target = models.TextField("绩效目标合理性", blank=True)
    feasibility = models.TextField("实施方案可行性", blank=True)
    funding = models.TextField("筹资合规性", blank=True)
    conclusion = models.CharField("评估结论", max_length=10, choices=Conclusion, blank=True)
    assessed_by = models.CharField("评估单位", max_length=100, blank=True)
    assessed_on = models.DateField("评估日期", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="最后修改人", related_name="+"
    )
    changed_at = models.DateTimeField("最后修改时间", auto_now=True)
    revision = models.PositiveIntegerField("修订号", default=0)

    objects = ProjectPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事前绩效评估"
        ordering = ["project"]


class AssessmentFileQuerySet(ProjectPartQuerySet):
    way = "assessment__project__"

    def visible_to(self, user):
        return super(ProjectPartQuerySet, self).visible_to(user).filter(assessment__project__binned_at=None)


class AssessmentFile(models.Model):
    """A report or scan: stored under a name that tells nothing, handed out by a view alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="files")
    file = models.FileField("文件", storage=private_storage, upload_to="assessments/")
    filename = models.TextField("文件名")
    kind = models.CharField(max_length=10)  # pdf, docx, png, jpg
    size = models.PositiveIntegerField("字节数")
    file_hash = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="移除人", related_name="+", null=True
    )
    removed_at = models.DateTimeField("移除时间", null=True)

    objects = AssessmentFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评估材料"
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "file_hash"],
                condition=models.Q(removed_at=None),
                name="one_copy_of_each_file",
            )
        ]

    def __str__(self) -> str:
        return self.filename

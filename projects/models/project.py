"""A project's identity. What its table says stands in its versions."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Max
from django.urls import reverse

from budget_site.accounts.models import Department, District
from budget_site.accounts.models.scope import ScopedQuerySet


class ProjectQuerySet(ScopedQuerySet):
    def of_year(self, district: District, year: int) -> Self:
        """One district's year in document order."""
        return self.filter(district=district, year=year).order_by("position", "pk")

    def next_position(self, district: District, year: int) -> int:
        last = self.filter(district=district, year=year).aggregate(last=Max("position"))["last"]
        return 1 if last is None else last + 1


class Project(models.Model):
    """One budget project of one year; the department may be assigned later."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="projects")
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="部门", null=True, blank=True, related_name="projects"
    )
    year = models.PositiveSmallIntegerField("预算年度")
    code = models.CharField("项目编码", max_length=100, blank=True)
    position = models.PositiveIntegerField("文档中的次序")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ["district", "year", "position", "pk"]
        indexes = [models.Index(fields=["district", "year", "position"], name="project_in_document_order")]

    def __str__(self) -> str:
        return f"{self.district}{self.year}年第{self.position}个项目"

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

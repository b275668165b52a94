"""A project's identity. What its table says stands in its versions."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse

from budget_site.accounts.models import Department, District, Role
from budget_site.accounts.models.scope import ScopedQuerySet


class ProjectQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> Self:
        """Those that are not in the bin; for these see `binned_for`."""
        return super().visible_to(user).filter(binned_at=None)

    def binned_for(self, user) -> Self:
        """Those in the bin, for whoever could see them before."""
        return super().visible_to(user).exclude(binned_at=None)

    def drafted_by(self, user) -> Self:
        """Those whose table this person may write."""
        return self.visible_to(user).of_drafter(user)

    def of_drafter(self, user) -> Self:
        """Those of which this person is 经办人: of the department or of the whole district."""
        return self.filter(self.within(user.acting({Role.DRAFTER})))

    def before(self, project: "Project") -> "Project | None":
        """The one just above in the document."""
        above = Q(position__lt=project.position) | Q(position=project.position, pk__lt=project.pk)
        return self._of_the_same_year(project).filter(above).order_by("-position", "-pk").first()

    def after(self, project: "Project") -> "Project | None":
        """The one just below in the document."""
        below = Q(position__gt=project.position) | Q(position=project.position, pk__gt=project.pk)
        return self._of_the_same_year(project).filter(below).order_by("position", "pk").first()

    def _of_the_same_year(self, project: "Project") -> "ProjectQuerySet":
        return self.filter(district=project.district_id, year=project.year)

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
    lineage = models.UUIDField(
        default=uuid4, editable=False, db_index=True
    )  # the same project in other years
    is_new = models.BooleanField("新增项目", default=False)
    is_key = models.BooleanField("重点项目", default=False)
    binned_at = models.DateTimeField("移入回收站时间", null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="移入回收站的人",
        related_name="+",
        null=True,
        editable=False,
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ["district", "year", "position", "pk"]
        indexes = [models.Index(fields=["district", "year", "position"], name="project_in_document_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "lineage"], name="one_project_per_lineage_and_year"
            ),
            models.CheckConstraint(
                condition=Q(binned_at=None, binned_by=None)
                | Q(binned_at__isnull=False, binned_by__isnull=False),
                name="binned_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}{self.year}年第{self.position}个项目"

    def save(self, *args, **kwargs) -> None:
        self.refuse_strange_department()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def refuse_strange_department(self) -> None:
        if self.department and self.department.district_id != self.district_id:
            raise ValueError(f"{self.department}不是{self.district}的部门。")

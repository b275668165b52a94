"""What came in from Word and Excel files, from which file, through whom, and how each cell was understood."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from budget_site.accounts.models import Assignment, Department, District
from budget_site.accounts.models.people import FINANCE_ROLES
from budget_site.accounts.models.scope import ScopedQuerySet
from projects.models.version import TableVersion


class TableImportQuerySet(ScopedQuerySet):
    def standing(self) -> Self:
        """Those not undone."""
        return self.filter(undone_at=None)

    def by_finance(self) -> Self:
        """Those that the machine room took in, or somebody who is of the district's finance bureau."""
        bureau = Assignment.objects.filter(
            role__in=FINANCE_ROLES, user=OuterRef("imported_by"), district=OuterRef("district")
        )
        return self.filter(Q(imported_by__is_system=True) | Exists(bureau))


class TableImport(models.Model):
    """Tables of one file taken in, once: the same tables again change nothing while this import stands."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="imports")
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="部门", null=True)
    year = models.PositiveSmallIntegerField("预算年度")
    filename = models.TextField("文件名")
    file_hash = models.CharField("文件 SHA-256", max_length=64)
    content_hash = models.CharField("各表内容 SHA-256", max_length=64)
    narrative = models.JSONField("表外文字", default=list)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人", related_name="+"
    )
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="撤销人", related_name="+", null=True
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表格导入"
        ordering = ["-imported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "content_hash"],
                condition=Q(undone_at=None),
                name="one_standing_import_per_content",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename}（{self.district}{self.year}年）"


class ImportedTable(models.Model):
    """One table of an import: the version it became, its content then, and what of it was not certain.

    `doubts` are the cells that were not certain; those of rows go by the row's id, since rows move.
    """

    table_import = models.ForeignKey(TableImport, models.CASCADE, related_name="tables")
    version = models.ForeignKey(TableVersion, models.SET_NULL, null=True, related_name="imported_as")
    before = models.ForeignKey(
        "Snapshot", models.PROTECT, verbose_name="导入前的内容", null=True, related_name="+"
    )  # where it changed a table that was there
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="部门", null=True, related_name="+"
    )
    index = models.PositiveIntegerField("文件中的次序")
    content_hash = models.CharField("导入时内容 SHA-256", max_length=64)
    doubts = models.JSONField("存疑的单元格", default=list)

    class Meta:
        ordering = ["table_import", "index"]

    @property
    def not_understood(self) -> int:
        """How many cells could not be read: they stand as they were typed, and rules say what is wrong."""
        return sum(one["certainty"] == "not understood" for one in self.doubts)

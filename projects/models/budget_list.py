"""The year's budget projects, as the budget says: what must have an approved table (全覆盖)."""

from django.conf import settings
from django.db import models

from budget_site.accounts.models import Department, District
from budget_site.accounts.models.scope import DistrictScopedQuerySet, ScopedQuerySet
from projects.models.project import Project
from projects.models.version import amount


class BudgetList(models.Model):
    """One list that came in; the newest of a year counts."""

    district = models.ForeignKey(District, models.PROTECT, related_name="budget_lists")
    year = models.PositiveSmallIntegerField("预算年度")
    revision = models.PositiveIntegerField("修订号")
    filename = models.TextField("文件名")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人", related_name="+"
    )
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)

    objects = DistrictScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预算项目清单"
        ordering = ["district", "year", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "revision"], name="one_budget_list_per_revision"
            )
        ]


class BudgetProjectQuerySet(ScopedQuerySet):
    """`department` is where it is known; the district's people see all, a department's their own."""

    district_at = "budget_list__district"


class BudgetProject(models.Model):
    """One line of the list. `project` is set where a person said which table it is; else it is found."""

    budget_list = models.ForeignKey(BudgetList, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField("次序")
    code = models.CharField("项目编码", max_length=100, blank=True)
    name = models.TextField("项目名称")
    department_name = models.CharField("部门", max_length=100, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    total = amount("预算数（万元）")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, related_name="+")

    objects = BudgetProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预算项目"
        ordering = ["budget_list", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_list", "position"], name="one_budget_project_per_position"
            )
        ]

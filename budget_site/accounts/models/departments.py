"""A district's budget units, through the years: renamed, merged, closed, and what each was called when."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from budget_site.accounts.models.places import District, Place, PlaceQuerySet, printable


class DepartmentQuerySet(PlaceQuerySet):
    def called(self, text: str, year: int | None = None) -> Self:
        """Those whose code or name this is, or was.

        A name given up may be taken by another department. In a year it means the one that was called so
        then; else the one called so today; only then one that ever was, for papers that go on with old names.
        """
        today = super().called(text)
        if not text.isprintable() or self.filter(code=text).exists():
            return today
        former = FormerName.objects.filter(name=text, department__in=self).order_by("until_year")
        then = former.filter(until_year__gte=year) if year is not None else former.none()
        for found in (self.filter(pk__in=then.values("department")[:1]), today):
            if found.exists():
                return found
        return self.filter(pk__in=former.values("department"))

    def open_in(self, year: int) -> Self:
        """Those that draw up a budget for this year."""
        return self.filter(Q(closed_from=None) | Q(closed_from__gt=year))


class Department(Place):
    """A budget unit (预算单位) of one district. `closed_from` is the first year without it."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="departments")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name="并入", null=True, editable=False, related_name="predecessors"
    )  # never a merged one itself
    closed_from = models.PositiveSmallIntegerField(
        "撤并年份", null=True, editable=False
    )  # first year without it

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ["district", "code"]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="one_department_per_code"),
            models.UniqueConstraint(fields=["district", "name"], name="one_department_per_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(closed_from__isnull=False),
                name="a_merged_department_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="no_department_merged_into_itself",
            ),
        ]

    def called_in(self, year: int) -> str:
        """What it was called in a year. For many, prefetch `former_names`: then this asks no database."""
        then = [former for former in self.former_names.all() if former.until_year >= year]
        return min(then, key=lambda former: former.until_year).name if then else self.name

    @transaction.atomic
    def rename(self, name: str, from_year: int) -> None:
        """From a year on it is called so; on the years before it keeps the old name.

        A second time in the same year corrects the first. ValidationError says why it cannot be.
        """
        self._lock()
        if name == self.name:
            return
        self._may_be_called(name, from_year)
        if not self.former_names.filter(until_year=from_year - 1).exists():
            self.former_names.create(name=self.name, until_year=from_year - 1)
        self.name = name
        self.clean_fields()
        self.save(update_fields=["name"])

    def _may_be_called(self, name: str, from_year: int) -> None:
        if type(self).objects.filter(district=self.district_id, name=name).exclude(pk=self.pk).exists():
            raise ValidationError(f"本区划已有名为“{name}”的部门，请核对；两个部门合并请办理并入。")
        if self.closed_from and from_year >= self.closed_from:
            raise ValidationError(f"{self.name}已于{self.closed_from}年撤并，不能再改名。")
        if self.former_names.filter(until_year__gte=from_year).exists():
            raise ValidationError(f"{self.name}在{from_year}年以后还改过名称，请填写更晚的年份。")

    @transaction.atomic
    def merge_into(self, other: "Department", from_year: int) -> None:
        """From a year on it is part of another, whose people then see its old years beside their own.

        Where the other was merged itself, its successor is meant. ValidationError says why it cannot be.
        """
        for one in sorted((self, other), key=lambda one: one.pk):
            one._lock()
        successor = other.merged_into or other
        if self.closed_from:
            raise ValidationError(f"{self.name}已于{self.closed_from}年撤并，不能再并入别的部门。")
        if successor == self:
            raise ValidationError(f"{self.name}不能并入自己。")
        if successor.district_id != self.district_id:
            raise ValidationError("只能并入同一区划的部门。")
        if successor.closed_from and successor.closed_from <= from_year:
            raise ValidationError(f"{successor.name}已于{successor.closed_from}年撤并，请选择仍在的部门。")
        self.merged_into, self.closed_from = successor, from_year
        self.save(update_fields=["merged_into", "closed_from"])
        self.predecessors.update(merged_into=successor)

    def _lock(self) -> None:
        """Wait for others who rename or merge it, and go on from what they left."""
        self.refresh_from_db(from_queryset=Department.objects.select_for_update())


class FormerName(models.Model):
    """What a department was called up to and including a year."""

    department = models.ForeignKey(
        Department, models.CASCADE, verbose_name="部门", related_name="former_names"
    )
    name = models.CharField("原名称", max_length=100, validators=[printable])
    until_year = models.PositiveSmallIntegerField("沿用到哪一年")

    class Meta:
        verbose_name = verbose_name_plural = "原名称"
        ordering = ["department", "until_year"]
        constraints = [
            models.UniqueConstraint(fields=["department", "until_year"], name="one_former_name_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（至{self.until_year}年）"

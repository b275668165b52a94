"""批复通知: what the finance bureau replies to a department, with the tables attached."""

from typing import Self

from django.conf import settings
from django.db import models

from budget_site.accounts.models import Department, District
from budget_site.accounts.models.scope import ScopedQuerySet
from projects.models.version import TableVersion


class ReplyLetter(models.Model):
    """One letter to one department, as it was issued; nothing of it changes afterwards."""

    district = models.ForeignKey(District, models.PROTECT, related_name="letters")
    department = models.ForeignKey(Department, models.PROTECT, related_name="letters", null=True)
    year = models.PositiveSmallIntegerField("预算年度")
    number = models.CharField("文号", max_length=60)
    dated = models.DateField("日期")
    issuer = models.CharField("发文单位", max_length=100)
    addressee = models.CharField("主送单位", max_length=100)  # the department's name in that year
    remark = models.TextField("说明", blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办理人", related_name="+"
    )
    issued_at = models.DateTimeField("办理时间", auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批复通知"
        ordering = ["district", "year", "dated", "pk"]
        constraints = [models.UniqueConstraint(fields=["district", "number"], name="one_letter_per_number")]

    def __str__(self) -> str:
        return self.number


class LetterTable(models.Model):
    """A table attached to a letter: the exact text, by the hash that was approved."""

    class Tables(ScopedQuerySet):
        way = "letter__"

        def visible_to(self, user) -> Self:
            return super().visible_to(user).filter(version__project__binned_at=None)

    letter = models.ForeignKey(ReplyLetter, models.PROTECT, related_name="tables")
    version = models.OneToOneField(TableVersion, models.PROTECT, related_name="letter_table")
    position = models.PositiveSmallIntegerField("次序")
    frozen_hash = models.CharField("文本校验值", max_length=64)

    objects = Tables.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批复的表"
        ordering = ["letter", "position"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="one_table_per_position_in_a_letter")
        ]

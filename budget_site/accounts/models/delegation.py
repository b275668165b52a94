"""Standing in for somebody: for dated days, in all roles in which that person works on tables."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DelegationQuerySet(models.QuerySet):
    def in_force(self, day=None) -> Self:
        """Those that hold on a day, today where none is said; of an account that is closed none does."""
        day = day or timezone.localdate()
        return self.filter(first__lte=day, last__gte=day, ended_at=None, giver__is_active=True)


class Delegation(models.Model):
    """`holder` acts for `giver` from `first` to `last`, both days included; shown as 代.

    The giver keeps the roles and goes on being told. What the giver may not pass, the holder may not pass
    for the giver either; accounts and the trail are nobody's to delegate.
    """

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="委托人", related_name="delegations_given"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="代办人", related_name="delegations_held"
    )
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    note = models.CharField("说明", max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办理人", related_name="+"
    )
    made_at = models.DateTimeField("办理时间", auto_now_add=True)
    ended_at = models.DateTimeField("提前结束时间", null=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委托代办"
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="a_delegation_ends_after_it_begins",
                violation_error_message="结束日期早于开始日期，请核对。",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("holder")),
                name="nobody_stands_in_for_oneself",
                violation_error_message="不能委托给本人，请选择另一位同事。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}代{self.giver}"

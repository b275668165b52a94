"""What was done, and the chains that show whether it is still told as it was. Nothing is ever changed."""

from datetime import datetime
from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from budget_site.accounts.models import District

NEVER_CHANGED = "审计记录只能增加，不能修改或删除。"
INSTALLATION = "installation"


class NeverChanged(Exception):
    """Somebody's code tried to change or delete what is only ever added to."""

    def __init__(self) -> None:
        super().__init__(NEVER_CHANGED)


class Action(models.TextChoices):
    """What kind of thing was done."""

    SIGN_IN = "sign_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    SIGN_OUT = "sign_out", "退出"
    LOCKED_OUT = "locked_out", "账号锁定"
    PASSWORD = "password", "更改密码"
    SECOND_FACTOR = "second_factor", "第二重验证"
    ACCOUNT = "account", "账号"
    ROLE = "role", "任职"
    PLACE = "place", "区划和部门"
    SETTING = "setting", "设置"
    EXPORT = "export", "导出"
    STATUS = "status", "流转"
    DELEGATION = "delegation", "委托代办"
    HAND_OVER = "hand_over", "工作移交"
    LETTER = "letter", "批复通知"
    ASSESSMENT = "assessment", "事前绩效评估"
    PUBLICATION = "publication", "公开"
    HEADS = "heads", "记下链头"


def now() -> datetime:
    """To the millisecond: a dump, by which a trail moves to another database, keeps no more."""
    moment = timezone.now()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values) -> NoReturn:
        raise NeverChanged

    def bulk_update(self, *arguments, **options) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged


class AppendOnly(models.Model):
    """The database refuses as well, whoever asks it (see triggers.py); here it is refused with a sentence."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()

    def save(self, **options) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(**options | {"force_insert": True})

    def delete(self, *arguments, **options) -> NoReturn:
        raise NeverChanged


class TrailRecord(AppendOnly):
    """One thing that was done, as people read it then.

    Names are kept beside numbers, and no constraint ties a row to the person or place it tells of: it
    outlives both. `district` is whose chain it belongs to; none is the installation's. No `actor`: nobody was
    signed in. `before` and `after` hold what was changed, by the names that people see; never a password.
    """

    district = models.ForeignKey(
        District,
        models.DO_NOTHING,
        verbose_name="区划",
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    at = models.DateTimeField("时间", default=now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name="用户",
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    actor_name = models.CharField("办理人", max_length=220)
    on_behalf_of = models.CharField("代何人办理", max_length=220, blank=True)
    address = models.CharField("来源", max_length=64)
    action = models.CharField("事项", max_length=24, choices=Action)
    object_kind = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.CharField("对象编号", max_length=100, blank=True)
    object_text = models.CharField("对象", max_length=300, blank=True)
    before = models.JSONField("之前", null=True)
    after = models.JSONField("之后", null=True)
    note = models.TextField("说明", blank=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["district", "id"], name="trail_of_a_district"),
            models.Index(fields=["action", "id"], name="trail_of_an_action"),
        ]

    @property
    def chain(self) -> str:
        return chain_of(self.district_id)


class TrailSeal(AppendOnly):
    """The link of one record into its chain: `number` from 1 on, `hash` over the link before and the record.

    The order of a chain is that of its numbers. A record that was committed late comes after ones of higher
    id.
    """

    record = models.OneToOneField(TrailRecord, models.PROTECT, verbose_name="审计记录", related_name="seal")
    chain = models.CharField("链", max_length=40)  # see chain_of
    number = models.PositiveBigIntegerField("序号")
    previous = models.CharField("前一号的哈希", max_length=64)
    hash = models.CharField("哈希", max_length=64)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "审计封存"
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_seal_per_number"),
        ]


def chain_of(district: int | None) -> str:
    """By the district's number: its code and name may change, and its chain goes on."""
    return INSTALLATION if district is None else f"district-{district}"

"""Where somebody is signed in, which passwords were used, and how much of a limit is spent."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Why(models.TextChoices):
    """Why a session was ended by somebody else than the one who sits before it."""

    ELSEWHERE = "elsewhere", "本人在另一处退出"
    NEWER = "newer", "在另一处重新登录"
    KEEPER = "keeper", "系统管理员退出所有设备"
    PASSWORD = "password", "密码已更改"
    CLOSED = "closed", "账号已停用"
    NO_ROLE = "no_role", "任职已全部取消"


class SignedIn(models.Model):
    """One session of one person, beside Django's own row, which alone decides whether it goes on.

    `key` is the SHA-256 of the session's key: who reads this table can take over nobody's session. A row that
    was ended stays for a day, so that whoever comes back with its cookie can be told why.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signed_in")
    key = models.CharField(max_length=64, unique=True)
    address = models.CharField("来源地址", max_length=64)
    device = models.CharField("设备", max_length=60)
    signed_in_at = models.DateTimeField("登录时间", default=timezone.now)
    seen_at = models.DateTimeField("最近使用", default=timezone.now)
    ended = models.CharField("退出原因", max_length=12, choices=Why, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录设备"
        default_permissions = ()
        ordering = ["-seen_at", "-id"]
        indexes = [models.Index(fields=["seen_at"], name="signed_in_by_time")]


class UsedPassword(models.Model):
    """A password that a person has or had, as its hash; the newest tells since when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        default_permissions = ()
        ordering = ["-id"]


class Spent(models.Model):
    """Up to when a person's limit of one kind is spent, in milliseconds since the epoch: see rates.py."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    until = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "使用次数"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_limit_per_kind")]

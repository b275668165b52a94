"""What is kept of recovery codes."""

from django.conf import settings
from django.db import models


class RecoveryCode(models.Model):
    """The hash of one 恢复码; see second_factor/recovery.py."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "hash"], name="each_recovery_code_once")]

"""What is kept of a phone."""

from django_otp.plugins.otp_totp.models import TOTPDevice

from budget_site.accounts.second_factor.encrypting import decrypted


class Phone(TOTPDevice):
    """As django-otp keeps it, but `key` holds the secret encrypted; Unreadable where it cannot be read."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "手机"
        default_permissions = ()

    @property
    def bin_key(self) -> bytes:
        return bytes.fromhex(decrypted(self.key, self.user_id))

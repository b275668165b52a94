"""A mail as it is read: plain text, no cell of a table, one link for each notice."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from budget_site.accounts.models import User
from projects.models import Notice

SITE = "项目绩效目标表"
NO_ADDRESS = "请登录“项目绩效目标表”查看。"


def message(user: User, notices: Sequence[Notice]) -> EmailMessage:
    """One message of one or more notices, in the order in which they came."""
    kinds = list(dict.fromkeys(notice.get_kind_display() for notice in notices))
    what = kinds[0] if len(kinds) == 1 else "通知"
    many = f" {len(notices)} 条" if len(notices) > 1 else ""
    return EmailMessage(f"{SITE}：{what}{many}", _body(user, notices), None, [user.email])


def _body(user: User, notices: Sequence[Notice]) -> str:
    numbered = len(notices) > 1
    parts = [f"{user}，您好："]
    for number, notice in enumerate(notices, 1):
        parts.append(f"{number}. {notice.text}" if numbered else notice.text)
        if settings.SITE_ADDRESS:
            parts[-1] += f"\n{settings.SITE_ADDRESS}{notice.page}"
    if settings.SITE_ADDRESS:
        parts.append(f"全部待办：{settings.SITE_ADDRESS}{reverse('inbox')}")
        parts.append(
            f"这封邮件由系统发送，请不要回复。更改邮件提醒：{settings.SITE_ADDRESS}{reverse('mails')}"
        )
    else:
        parts.append(NO_ADDRESS)
        parts.append("这封邮件由系统发送，请不要回复。")
    return "\n\n".join(parts) + "\n"

"""Whether somebody has the phone, or a recovery code that is still good. What is wrong counts."""

import logging
import math

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from budget_site.accounts.models import User
from budget_site.accounts.second_factor import recovery
from budget_site.accounts.second_factor.encrypting import Unreadable
from budget_site.accounts.second_factor.models import Phone
from budget_site.accounts.second_factor.typed import CODE, RECOVERY, tidy
from budget_site.trail.belonging import district_of
from budget_site.trail.recording import Action, record

WRONG = "动态码不对，或者已经用过。请等验证器显示新的动态码再输入；一直不对，请检查手机的时间是否准确。"
WRONG_RECOVERY = "恢复码不对，或者已经用过，请核对 16 位数字，或者换一个。"
NEITHER = "请填写验证器显示的 6 位动态码，或者一个 16 位的恢复码。"
UNREADABLE = (
    "动态码现在核对不了：服务器上存的密钥读不出来，不是您输错了。请改用一个恢复码；"
    "没有恢复码，请联系系统管理员重置第二重验证，再用手机重新设置。"
)
TOO_SOON = "连续输错，请等 {seconds} 秒再输入新的动态码。"
CODE_REFUSED = "动态码或恢复码不对"

logger = logging.getLogger(__name__)


class CodeRefused(Exception):
    """str() is the sentence; nothing was spent. Where the account rests now, axes answers in its place."""


def check(request: HttpRequest, user: User, typed: str) -> None:
    """Spend the code, or raise CodeRefused."""
    code, name = tidy(typed), {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, name):
        request.axes_locked_out, request.axes_credentials = True, name
        raise CodeRefused(WRONG)
    if CODE.fullmatch(code):
        right, sentence = _by_phone(user, code), WRONG
    elif RECOVERY.fullmatch(code):
        right, sentence = _by_paper(user, code), WRONG_RECOVERY
    else:
        raise CodeRefused(NEITHER)
    if not right:
        request.signing_in_by = CODE_REFUSED
        user_login_failed.send(__name__, credentials=name, request=request)
        raise CodeRefused(sentence)


@transaction.atomic
def _by_phone(user: User, code: str) -> bool:
    """Of two who send the same code one is right. django-otp slows down whoever goes on guessing."""
    device = Phone.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return False
    allowed, why = device.verify_is_allowed()
    if not allowed:
        wait = (why["locked_until"] - timezone.now()).total_seconds()
        raise CodeRefused(TOO_SOON.format(seconds=max(1, math.ceil(wait))))
    try:
        return device.verify_token(code)
    except Unreadable:
        logger.error("The phone of user %s cannot be read: see SECRET_KEY_FALLBACKS", user.pk)
        raise CodeRefused(UNREADABLE) from None


@transaction.atomic
def _by_paper(user: User, code: str) -> bool:
    if not recovery.spend(user, code):
        return False
    note = f"使用恢复码，还剩 {recovery.left(user)} 个"
    record(Action.SECOND_FACTOR, by=user, district=district_of(user), about=user, note=note)
    return True

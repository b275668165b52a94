"""For the machine room: when nobody is left who could help on the people page."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from budget_site.accounts.models import User
from budget_site.accounts.second_factor.keeping import reset


class Command(BaseCommand):
    help = (
        "重置一个人的第二重验证：下次登录只用密码，登录后重新设置。用于最后一位系统管理员丢了手机和恢复码的情况；"
        "平时请系统管理员在“人员”页面办理。会记入审计记录，并通知本人。请先核实是本人要求的。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("username", metavar="用户名")

    @transaction.atomic
    def handle(self, *, username: str, **options) -> None:
        user = User.objects.select_for_update().filter(username=username, is_system=False).first()
        if user is None:
            raise CommandError(f"没有“{username}”这个账号，请核对用户名。")
        done = reset(user, User.objects.system())
        self.stdout.write(f"{user}的第二重验证已重置。" if done else f"{user}没有设置第二重验证，不用重置。")

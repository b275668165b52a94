"""For the machine room: whether all secrets can be read, before a former SECRET_KEY is taken away."""

from django.core.management.base import BaseCommand, CommandError

from budget_site.accounts.second_factor import at_rest


class Command(BaseCommand):
    help = (
        "把第二重验证的密钥都改用现在的 SECRET_KEY 加密，并核对是不是都读得出来。后台任务程序平时会自己加密；"
        "换了 SECRET_KEY 以后，先运行本命令核对，再从 SECRET_KEY_FALLBACKS 里删去旧的。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--decrypt",
            action="store_true",
            help="全部改为不加密：只在退回不认得加密的上一版程序之前用，会记入审计记录",
        )

    def handle(self, *, decrypt: bool, **options) -> None:
        done = at_rest.decrypt_all() if decrypt else at_rest.encrypt_all()
        self.stdout.write(
            f"{done} 个密钥已改为不加密。" if decrypt else f"{done} 个密钥已改用现在的 SECRET_KEY 加密。"
        )
        if lost := at_rest.unreadable():
            names = "、".join(user.get_username() for user in lost)
            raise CommandError(
                f"{len(lost)} 个账号的密钥读不出来，他们的动态码核对不了：{names}。"
                "请把加密时用的 SECRET_KEY 填到 SECRET_KEY_FALLBACKS；找不回来的，请系统管理员重置。"
            )
        self.stdout.write("全部密钥都读得出来。")

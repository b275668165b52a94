"""For the machine room: whether all secrets can be read, before a former SECRET_KEY is taken away."""

from django.core.management.base import BaseCommand, CommandError

from budget_site.accounts.second_factor import at_rest


class Command(BaseCommand):
    help = (
        "核对第二重验证的密钥是不是都读得出来，还没有用现在的 SECRET_KEY 加密的也加密；"
        "后台任务程序平时会自己加密。"
        "换了 SECRET_KEY 以后，先运行本命令核对，再从 SECRET_KEY_FALLBACKS 里删去旧的。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--decrypt",
            action="store_true",
            help="全部改为不加密：只在退回不认得加密的上一版程序之前用，会记入审计记录",
        )

    def handle(self, *, decrypt: bool, **options) -> None:
        if decrypt:
            self.stdout.write(f"{at_rest.decrypt_all()} 个密钥已改为不加密。")
        elif at_rest.beside_the_release_before():
            self.stdout.write("升级还不到一天，上一版程序也许还在用，先不加密；过了一天由后台任务程序加密。")
        else:
            self.stdout.write(f"{at_rest.encrypt_all()} 个密钥已改用现在的 SECRET_KEY 加密。")
        if lost := at_rest.unreadable():
            names = "、".join(user.get_username() for user in lost)
            raise CommandError(
                f"{len(lost)} 个账号的密钥读不出来，他们的动态码核对不了：{names}。"
                "请把加密时用的 SECRET_KEY 填到 SECRET_KEY_FALLBACKS；找不回来的，请系统管理员重置。"
            )
        self.stdout.write("全部密钥都读得出来。")

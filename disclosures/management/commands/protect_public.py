"""For whoever runs the public site on PostgreSQL: after the first migrate and each that adds tables."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from disclosures.public.protecting import TABLES, NotProtected, protect, statements

NO_ROLES = (
    "SQLite 没有数据库角色：公开网站以只读方式打开同一个数据库文件。"
    "需要由数据库来限制公开网站只读公开内容的，请改用 PostgreSQL。"
)


class Command(BaseCommand):
    help = (
        "在 PostgreSQL 上让公开网站的角色只能读公开的几张表，其他表一律拒绝。"
        "不加 --apply 只列出 SQL。用表的拥有者或超级用户运行，角色要先建好，"
        "例如 CREATE ROLE budget_public LOGIN PASSWORD '…'，再填进 PUBLIC_DATABASE_URL。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--role", required=True, metavar="角色", help="公开网站登录数据库所用的角色")
        parser.add_argument("--apply", action="store_true", help="执行，并核对这个角色确实只能读公开内容")

    def handle(self, *, role: str, apply: bool, **options) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write(NO_ROLES)
            return
        connection.ensure_connection()
        for statement in statements(role):
            self.stdout.write(f"{statement};")
        if not apply:
            return
        try:
            protect(role)
        except NotProtected as refused:
            raise CommandError(f"没有改动任何权限：{refused}") from refused
        except DatabaseError as error:
            raise CommandError(
                f"没有改动任何权限，数据库的答复：{error}请用表的拥有者或超级用户运行本命令。"
            ) from error
        self.stdout.write(f"已执行：{role}只能读公开的{'、'.join(TABLES)}。")

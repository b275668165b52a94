"""For whoever runs the site on PostgreSQL: after the first migrate, and after each that meets the trail."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from budget_site.trail.protecting import NotProtected, protect, statements

NO_ROLES = (
    "SQLite 没有数据库角色：谁能写数据库文件，谁就能改动审计记录；触发器只能挡住误改。"
    "请把链头另存（每天记在日志里），用 verify_trail 核对；需要由数据库来限制权限的，请改用 PostgreSQL。"
)


class Command(BaseCommand):
    help = (
        "在 PostgreSQL 上把审计记录的表归到一个网站从不登录的角色名下，网站的角色只能查阅和增加。"
        "不加 --apply 只列出 SQL。要用超级用户运行：把 DATABASE_URL 换成超级用户的，"
        "运行 migrate，再运行本命令；平时网站和后台任务仍用网站的角色。"
        "以后的更新涉及审计记录时，网站的角色运行 migrate 会提示没有权限，"
        "这时换成超级用户运行 migrate 和本命令。两个角色都要先建好，例如 CREATE ROLE trail_owner NOLOGIN。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--owner", required=True, metavar="角色", help="审计记录的拥有者，不能登录的角色")
        parser.add_argument("--application", required=True, metavar="角色", help="网站登录数据库所用的角色")
        parser.add_argument("--apply", action="store_true", help="执行，并核对网站的角色确实改不了审计记录")

    def handle(self, *, owner: str, application: str, apply: bool, **options) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write(NO_ROLES)
            return
        connection.ensure_connection()
        for statement in statements(owner, application):
            self.stdout.write(f"{statement};")
        if not apply:
            return
        try:
            protect(owner, application)
        except NotProtected as refused:
            raise CommandError(f"没有改动任何权限：{refused}") from refused
        except DatabaseError as error:
            raise CommandError(f"没有改动任何权限，数据库的答复：{error}请用超级用户运行本命令。") from error
        self.stdout.write(f"已执行：审计记录归{owner}所有，{application}只能查阅和增加。")

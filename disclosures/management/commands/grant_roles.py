"""For whoever runs the site on PostgreSQL: who may do what in the database, after each migrate."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from budget_site.trail import protecting as trail
from disclosures.public import protecting

ROLES = "deploy/postgresql/roles.sql"
NO_ROLES = "SQLite 没有数据库角色，不需要授权。"
_OF_THE_SITE = (
    "GRANT USAGE ON SCHEMA {schema} TO {site}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {site}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {site}",
)


class Command(BaseCommand):
    help = (
        "在 PostgreSQL 上给三个角色授权：表的拥有者只在升级时登录（就是运行本命令的角色），"
        "工作网站只能增删改查、审计记录只能查阅和增加，公开网站只能读公开的几张表。"
        "每次 migrate 之后运行一遍；授权后核对数据库里确实只有这些权限，否则全部撤销。"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--site", required=True, metavar="角色", help="工作网站和后台任务登录所用的角色")
        parser.add_argument("--public", required=True, metavar="角色", help="公开网站登录所用的角色")

    def handle(self, *, site: str, public: str, **options) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write(NO_ROLES)
            return
        try:
            owner = grant(site, public)
        except (trail.NotProtected, protecting.NotProtected) as refused:
            raise CommandError(f"没有改动任何权限：{refused}") from refused
        except DatabaseError as error:
            raise CommandError(
                f"没有改动任何权限，数据库的答复：{error}请用表的拥有者运行本命令。"
            ) from error
        self.stdout.write(f"已授权：表归{owner}所有；{site}可以办理业务；{public}只能读公开的内容。")


@transaction.atomic
def grant(site: str, reader: str) -> str:
    """All of it or nothing; the role that owns the tables, which is the one that is signed in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        owner, schema = cursor.fetchone()
        if owner in (site, reader):
            raise trail.NotProtected(f"{owner}是表的拥有者，网站不能用它登录，请另建角色（见 {ROLES}）。")
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[site, reader]])
        missing = {site, reader} - {name for (name,) in cursor.fetchall()}
        if missing:
            raise trail.NotProtected(f"数据库里没有角色{'、'.join(sorted(missing))}，请先执行 {ROLES}。")
        names = {"schema": sql.Identifier(schema), "site": sql.Identifier(site)}
        for text in _OF_THE_SITE:
            cursor.execute(sql.SQL(text).format(**names))
    trail.protect(owner, site)
    protecting.protect(reader)
    return owner

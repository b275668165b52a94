"""Why the database cannot be reached, in a sentence for whoever has to mend it."""

import sqlite3

from django.db import DEFAULT_DB_ALIAS, Error, connections
from psycopg.errors import LockNotAvailable

ADVICE = (
    "请看数据库服务是否在运行（systemctl status postgresql），并核对 DATABASE_URL"
    "（公开网站是 PUBLIC_DATABASE_URL）；口令里的 @、/、#、% 要写成 %40、%2F、%23、%25。"
)


def why() -> str:
    """Empty where it answers: then something else went wrong.

    Asked without the pool, which only says that it waited in vain.
    """
    own = connections[DEFAULT_DB_ALIAS].copy()
    own.settings_dict["OPTIONS"].pop("pool", None)
    try:
        own.ensure_connection()
    except Error as trouble:
        first = (str(trouble).splitlines() or [""])[0].strip().removeprefix("connection failed: ")
        return f"连不上数据库：{first}。{ADVICE}"
    finally:
        own.close()
    return ""


def is_busy(trouble: Error) -> bool:
    """Whether another writer held the database for longer than one waits."""
    cause = trouble.__cause__
    code = getattr(cause, "sqlite_errorcode", 0)
    return isinstance(cause, LockNotAvailable) or code & 0xFF == sqlite3.SQLITE_BUSY

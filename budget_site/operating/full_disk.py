"""A disk without room, however it is met: by a file, by SQLite, by PostgreSQL on its own machine."""

import errno
import sqlite3

SENTENCE = "服务器的磁盘已满，这一步没有生效，以前保存的没有受影响。请告知系统管理员腾出空间，再重新办理。"
_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # full; beyond what one user, or one file, may take
_POSTGRESQL = "53100"  # disk_full


def is_full(error: BaseException | None) -> bool:
    """Whether it came of that; trying again is in vain until somebody has made room."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FILES:
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == _POSTGRESQL:
            return True
        error = error.__cause__
    return False

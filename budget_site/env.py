"""Settings come from the environment, typed, and a wrong one stops the start with a sentence."""

import difflib
import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

_SQLITE = "django.db.backends.sqlite3"
# NAME_FILE names a file with the value: a secret need not stand in the environment.
_env = environ.FileAwareEnv()
_FILE, _EXAMPLE = BASE_DIR / ".env", BASE_DIR / ".env.example"
if _FILE.is_file():
    environ.FileAwareEnv.read_env(_FILE)  # what the real environment says wins


def refuse_unknown() -> None:
    """A name in .env that no setting has is a slip: what was meant would silently stay as it was."""
    known = _named(_EXAMPLE) if _EXAMPLE.is_file() else set()
    for name in sorted(_named(_FILE) - known) if known and _FILE.is_file() else ():
        if name.removesuffix("_FILE") not in known:
            near = difflib.get_close_matches(name, known, 1)
            meant = f"是不是 {near[0]}？" if near else "全部设置见 .env.example。"
            raise ImproperlyConfigured(f".env 里的 {name} 不是本程序的设置，{meant}")


def _named(path: Path) -> set[str]:
    return set(re.findall(r"^\s*(?:export\s+)?(\w+)\s*=", path.read_text(encoding="utf-8"), re.MULTILINE))


def _said(name: str) -> str:
    """What the environment says, or the file that NAME_FILE names, to the letter: a secret may have a $."""
    return _env.ENVIRON.get(name) or ""


def text(name: str, default: str | None = None) -> str:
    """A setting that must be there and not empty, unless it has a default."""
    value = _said(name).strip() or default
    if value is None:
        raise ImproperlyConfigured(f"环境变量 {name} 没有设置，请参照 .env.example 填写。")
    return value


def flag(name: str, default: bool) -> bool:
    """True or False and nothing else: a misspelt DEBUG must not switch anything on."""
    value = _said(name) or str(default)
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"环境变量 {name} 只能填 True 或 False，现为“{value}”。")
    return value == "True"


def number(name: str, default: int, least: int = 0) -> int:
    """A whole number, `least` or more."""
    value = _said(name) or str(default)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"环境变量 {name} 应为整数，至少为 {least}，现为“{value}”。")
    if int(value) < least:
        raise ImproperlyConfigured(f"环境变量 {name} 至少为 {least}，现为“{value}”。")
    return int(value)


def choice(name: str, *options: str) -> str:
    """One of some words; nothing said is the first."""
    value = _said(name).strip() or options[0]
    if value not in options:
        raise ImproperlyConfigured(f"环境变量 {name} 只能填 {'、'.join(options)}，现为“{value}”。")
    return value


def address(name: str) -> str:
    """An HTTPS address, or nothing; without TLS only on this machine: secrets go there."""
    value = _said(name).strip()
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
        right = parts.hostname and (parts.scheme == "https" or local) and not (parts.query or parts.fragment)
    except ValueError:
        right = False
    if not right:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 https:// 开头的网址，现为“{value}”。")
    return value


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in (_said(name) or ",".join(default)).split(",") if part.strip()]


def database(default: Path, name: str = "DATABASE_URL", *, own: bool = False) -> dict:
    """What the setting `name` says, else DATABASE_URL unless it must be its `own`, else SQLite in `default`.

    SQLite is in WAL mode; PostgreSQL goes through a pool, and a statement or a lock that takes too long
    is given up, so that one slow page cannot keep everybody waiting.
    """
    said = text(name, "")
    url = said or text("DATABASE_URL", "")
    if own and not said and url.startswith("postgres"):
        raise ImproperlyConfigured(
            f"环境变量 {name} 没有填。它登录的角色应当只能读公开的内容，"
            "请先用 manage.py protect_public 授权，再填这一项。"
        )
    try:
        config = dict(environ.Env.db_url_config(url)) if url else {"ENGINE": _SQLITE, "NAME": str(default)}
    except Exception as error:
        raise ImproperlyConfigured(f"环境变量 {name} 无法识别，请参照 .env.example 填写。") from error
    options = config.setdefault("OPTIONS", {})
    if config.get("ENGINE") == _SQLITE:
        # IMMEDIATE: two writers wait for each other at the start, instead of one failing in the middle.
        # FULL: what was answered as saved is still there after a power cut.
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    elif config.get("ENGINE") == "django.db.backends.postgresql":
        # One connection kept a process, more while threads need them: many processes share one server.
        most = number("DATABASE_POOL_MAX", 4, least=1)
        options |= {
            "pool": {"min_size": 1, "max_size": most, "timeout": 10},
            "application_name": "budget",
            "connect_timeout": 5,
            "keepalives_idle": 30,
            "options": _limits(),
        }
        config["CONN_HEALTH_CHECKS"] = True  # one that a restart of the server broke is not handed out
    else:
        raise ImproperlyConfigured(f"{name} 只支持 sqlite:///… 或 postgres://…。")
    return config


def _limits() -> str:
    """What PostgreSQL gives up by itself. Commands set the seconds to 0: a migration takes what it takes."""
    statement = number("DATABASE_STATEMENT_SECONDS", 30)
    lock = number("DATABASE_LOCK_SECONDS", 15)
    idle = 60 if statement else 0  # seconds that a transaction may stand still
    times = {
        "statement_timeout": statement,
        "lock_timeout": lock,
        "idle_in_transaction_session_timeout": idle,
    }
    return " ".join(f"-c {name}={seconds}s" for name, seconds in times.items())

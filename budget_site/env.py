"""Settings come from the environment, typed, and a wrong one stops the start with a sentence."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

_SQLITE = "django.db.backends.sqlite3"
_env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")  # what the real environment says wins


def text(name: str, default: str | None = None) -> str:
    """A setting that must be there and not empty, unless it has a default."""
    value = _env.str(name, default="").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"环境变量 {name} 没有设置，请参照 .env.example 填写。")
    return value


def flag(name: str, default: bool) -> bool:
    """True or False and nothing else: a misspelt DEBUG must not switch anything on."""
    value = _env.str(name, default="") or str(default)
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"环境变量 {name} 只能填 True 或 False，现为“{value}”。")
    return value == "True"


def number(name: str, default: int, least: int = 0) -> int:
    """A whole number, `least` or more."""
    value = _env.str(name, default="") or str(default)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"环境变量 {name} 应为整数，至少为 {least}，现为“{value}”。")
    if int(value) < least:
        raise ImproperlyConfigured(f"环境变量 {name} 至少为 {least}，现为“{value}”。")
    return int(value)


def choice(name: str, *options: str) -> str:
    """One of some words; nothing said is the first."""
    value = _env.str(name, default="").strip() or options[0]
    if value not in options:
        raise ImproperlyConfigured(f"环境变量 {name} 只能填 {'、'.join(options)}，现为“{value}”。")
    return value


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in _env.str(name, default=",".join(default)).split(",") if part.strip()]


def database(default: Path, url: str = "") -> dict:
    """`url`, else DATABASE_URL, else SQLite in `default`: in WAL mode, or PostgreSQL through a pool."""
    url = url or text("DATABASE_URL", "")
    try:
        config = dict(environ.Env.db_url_config(url)) if url else {"ENGINE": _SQLITE, "NAME": str(default)}
    except Exception as error:
        raise ImproperlyConfigured("环境变量 DATABASE_URL 无法识别，请参照 .env.example 填写。") from error
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
        options |= {"pool": {"min_size": 1, "max_size": 4}}
    else:
        raise ImproperlyConfigured("DATABASE_URL 只支持 sqlite:///… 或 postgres://…。")
    return config

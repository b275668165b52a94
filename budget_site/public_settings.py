"""The public site's own settings: it reads public rows and files, knows nobody, and sets no cookie."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from budget_site import env, stores
from budget_site.env import BASE_DIR
from budget_site.operating import logs, reporting
from budget_site.public_site import public_site
from budget_site.version import VERSION

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(40)  # signs nothing here, so each start may have another
ALLOWED_HOSTS = env.names("PUBLIC_HOSTS") or env.names("ALLOWED_HOSTS", ("127.0.0.1", "localhost"))

# The rows it reads have no key to other tables, but stand in one application with those that have.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "csp",
    "budget_site.public_apps.Accounts",
    "budget_site.public_apps.Trail",
    "budget_site.public_apps.Projects",
    "disclosures.public.apps.PublicDisclosures",
]
AUTH_USER_MODEL = "accounts.User"
MIDDLEWARE = [
    "budget_site.headers.Headers",
    "budget_site.operating.health.Health",
    "budget_site.operating.request_ids.RequestIds",
    "budget_site.operating.watched.Watched",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "budget_site.public_urls"
WSGI_APPLICATION = "budget_site.public_wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "budget_site.public_templates.PlainTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
    },
]

VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
PUBLIC_ROOT = Path(env.text("PUBLIC_ROOT", str(VAR_DIR / "public")))
PUBLIC_SITE = public_site()
PUBLIC_SEARCHES_PER_MINUTE = env.number("PUBLIC_SEARCHES_PER_MINUTE", 60)  # of one address, a process
DATABASES = {"default": env.database(VAR_DIR / "database.sqlite3", "PUBLIC_DATABASE_URL", own=True)}
if "init_command" in DATABASES["default"].get("OPTIONS", {}):  # SQLite has no roles, but can refuse to write
    DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA query_only=ON;", "transaction_mode": None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Models name these; nothing that lies in private storage can be reached from here.
STORAGES = {
    name: {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    for name in ("default", "private", "staticfiles")
} | stores.published_part()

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = env.flag("HTTPS", False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Hosts below ours, and the domain, are others' too (W005, W021). Nothing is changed here, so nothing needs a
# token against being changed from elsewhere (W003).
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W005", "security.W021"]

TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
LOGGING = logs.logging_settings(
    env.choice("LOG_FORMAT", *logs.FORMATS), env.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")
)
if _REPORTS := env.text("ERROR_REPORT_DSN", ""):
    reporting.start(_REPORTS, VERSION)

env.refuse_unknown()

"""One file, read top to bottom. What differs between places comes from the environment: see .env.example."""

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from budget_site import env, stores
from budget_site.env import BASE_DIR
from budget_site.operating import logs, reporting
from budget_site.public_site import public_site
from budget_site.version import VERSION
from projects.importing.limits import Limits

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")  # former keys: what they signed still counts
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ("127.0.0.1", "localhost"))
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # the same static files under runserver as in production
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_include_bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "budget_site.accounts",
    "budget_site.accounts.second_factor",
    "budget_site.trail",
    "budget_site.guarding",
    "projects",
    "disclosures",
]

MIDDLEWARE = [
    "budget_site.headers.Headers",
    "budget_site.operating.health.Health",
    "budget_site.operating.request_ids.RequestIds",
    "budget_site.operating.watched.Watched",
    "budget_site.trail.origin.Origin",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "budget_site.accounts.middleware.RolesOnce",
    "budget_site.idle.IdleTimeout",
    "budget_site.accounts.second_factor.middleware.WholeSignIn",
    "budget_site.accounts.middleware.SignInRequired",  # strangers: only where a view says so
    "budget_site.accounts.middleware.OwnPasswordFirst",
    "budget_site.accounts.second_factor.middleware.SecondFactorFirst",
    "budget_site.accounts.confirming.middleware.ConfirmFirst",
    "budget_site.guarding.spending.Spending",
    "budget_site.private.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "budget_site.urls"
WSGI_APPLICATION = "budget_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data
VAR_DIR = Path(
    env.text("VAR_DIR", str(BASE_DIR / "var"))
)  # database, static files, fonts, the demo's secrets
DATABASES = {"default": env.database(VAR_DIR / "database.sqlite3")}
if env.text("REPLICA_DATABASE_URL", ""):
    DATABASES["replica"] = env.database(VAR_DIR / "database.sqlite3", "REPLICA_DATABASE_URL")
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
REPLICA_LAG_SECONDS = env.number("REPLICA_LAG_SECONDS", 60, least=1)  # further behind it is not asked
DATABASE_ROUTERS = ["budget_site.operating.replica.Router"]
PG_BIN = env.text("PG_BIN", "")  # the folder of pg_dump and pg_restore, where PATH does not lead to them
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What an imported Word file may be at most; meanings and defaults stand in projects/importing/limits.py.
IMPORT_LIMITS = Limits(
    **{part.name: env.number(f"IMPORT_MAX_{part.name.upper()}", part.default) for part in fields(Limits)}
)
UPLOAD_MAX_BYTES = IMPORT_LIMITS.packed_bytes  # what is beyond is dropped while it comes in
FILE_UPLOAD_HANDLERS = [
    "budget_site.uploads.AtMost",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # so what one file may be at most is what a request may be
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a table sent without scripts: five fields a row, up to 1000 rows

# People
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_MIN_LENGTH = env.number("PASSWORD_MIN_LENGTH", 10, least=8)
PASSWORD_MAX_DAYS = env.number("PASSWORD_MAX_DAYS", 0)  # 0: as long as one likes
PASSWORD_HISTORY = env.number("PASSWORD_HISTORY", 5)  # so many of the last may not be used again
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "budget_site.accounts.passwords.LongEnough", "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH}},
    {"NAME": "budget_site.accounts.passwords.TwoKinds"},
    {"NAME": "budget_site.accounts.passwords.NotLikeOneself"},
    {"NAME": "budget_site.accounts.passwords.NotCommon"},
    {"NAME": "budget_site.guarding.used_passwords.NotUsedBefore"},
]
# PBKDF2 with a million rounds, as national practice has it too: Argon2 would be one more compiled package,
# and scrypt takes 32 MB for every sign-in at once, on the first morning when everybody comes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

# Sign-in: an account rests after failures, for the address they came from. See accounts/lockout.py.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = env.number("SIGN_IN_FAILURES", 5, least=1)
AXES_COOLOFF_TIME = timedelta(minutes=env.number("SIGN_IN_COOLOFF_MINUTES", 15, least=1))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time somebody was told stays true
AXES_CLIENT_IP_CALLABLE = "budget_site.client.client_address"
AXES_LOCKOUT_CALLABLE = "budget_site.accounts.lockout.answer"
AXES_SENSITIVE_PARAMETERS = ["username", "csrfmiddlewaretoken", "code"]  # passwords are left out anyway
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is for the trail to keep, once

# How much of what is costly one person may ask, 0 for no limit: see guarding/costs.py.
SEARCHES_PER_MINUTE = env.number("SEARCHES_PER_MINUTE", 120)
PREVIEWS_PER_MINUTE = env.number("PREVIEWS_PER_MINUTE", 120)
EXPORTS_PER_HOUR = env.number("EXPORTS_PER_HOUR", 300)
UPLOADS_PER_HOUR = env.number("UPLOADS_PER_HOUR", 120)
PUBLIC_SEARCHES_PER_MINUTE = env.number("PUBLIC_SEARCHES_PER_MINUTE", 60)  # of one address, a process

# The second factor, showing again who one is, and sign-in elsewhere: see the packages of these names.
SECOND_FACTOR_ROLES = env.names("SECOND_FACTOR_ROLES")
OTP_TOTP_ISSUER = "项目绩效目标表"  # what the phone calls it
SENSITIVE_MINUTES = env.number("SENSITIVE_MINUTES", 15, least=1)
OIDC_ISSUER = env.address("OIDC_ISSUER").removesuffix("/.well-known/openid-configuration").rstrip("/")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID", None if OIDC_ISSUER else "")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET", None if OIDC_ISSUER else "")
OIDC_NAME = env.text("OIDC_NAME", "统一身份认证")
OIDC_CLAIM = env.text("OIDC_CLAIM", "preferred_username")  # what the provider calls our user name
OIDC_IS_SECOND_FACTOR = env.flag("OIDC_IS_SECOND_FACTOR", False)

# Work in the background waits in the database; `manage.py work` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOB_LEASE_SECONDS = env.number("JOB_LEASE_SECONDS", 60, least=1)  # so long a dead worker's job waits
JOB_KEEP_DAYS = env.number("JOB_KEEP_DAYS", 7, least=1)

# PDF: processes that draw at once (projects/rendering/paper/drawing.py), and how long pages are kept unused.
PDF_WORKERS = env.number("PDF_WORKERS", 0, least=0)
PAGES_KEEP_DAYS = env.number("PAGES_KEEP_DAYS", 180, least=1)

# Mail, sent by `manage.py work`. Without a host notices are in the site only, and no address is needed.
EMAIL_HOST = env.text("EMAIL_HOST", "")
_EMAIL_SAFETY = env.choice("EMAIL_SAFETY", "none", "starttls", "tls")
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL_SAFETY == "starttls", _EMAIL_SAFETY == "tls"
EMAIL_PORT = env.number("EMAIL_PORT", {"none": 25, "starttls": 587, "tls": 465}[_EMAIL_SAFETY], least=1)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", None if EMAIL_HOST else "")
SITE_ADDRESS = env.text("SITE_ADDRESS", None if EMAIL_HOST else "").rstrip(
    "/"
)  # what a mail's links begin with
EMAIL_TIMEOUT = 20  # seconds without a word from the mail server

# Words and times
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True  # Django's own messages in Chinese; ours are written in Chinese
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Static files: everything from this machine, nothing from another
STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Uploads and drafts' files: no address leads to them, views hand them out one by one.
    **stores.configured(VAR_DIR / "private"),
    "staticfiles": {"BACKEND": "budget_site.static_files.HashedFiles"},
}

# What is public: files that anybody may read, and what the pages say of their site. See public_settings.py.
PUBLIC_ROOT = Path(env.text("PUBLIC_ROOT", str(VAR_DIR / "public")))
PUBLIC_SITE = public_site()
PUBLIC_MOUNTED = env.flag("PUBLIC_MOUNTED", False)  # at /public/ of this site too, as `make run` does

# What a browser may do here
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own icons are data: pictures in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 3600 * env.number("SESSION_HOURS", 12, least=1)  # from signing in, however busy
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 30, least=1)
ONE_SESSION = env.flag("ONE_SESSION", False)  # signing in ends one's older sessions
CSRF_FAILURE_VIEW = "budget_site.errors.csrf_failure"
# Behind TLS: secure cookies, HTTPS only. Off for the demo, which is served on 127.0.0.1 without TLS.
HTTPS = env.flag("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:  # a browser takes such a name only over TLS and from this very host, from no other below its domain
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Hosts below ours, and the domain, are others' too: neither includeSubDomains nor preload is ours to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# What an operator sees: docs/operations.md
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
LOGGING = logs.logging_settings(
    env.choice("LOG_FORMAT", *logs.FORMATS),
    env.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR"),
    # These tell every step of a print or sign-in, in English; their warnings are wanted.
    quiet=("weasyprint", "fontTools", "pikepdf", "axes"),
)
LOGGING["loggers"]["budget_site.trail"] = {
    "level": "INFO"
}  # the chains' heads are told whatever LOG_LEVEL says
if _REPORTS := env.text("ERROR_REPORT_DSN", ""):
    reporting.start(_REPORTS, VERSION)

env.refuse_unknown()

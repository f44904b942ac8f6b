"""Settings of every process of the house. What differs between installations comes from BIHUAN_… in the environment."""

import os
from pathlib import Path

from bihuan.config import databases, directories, home, logs, stores
from bihuan.config.numbers import whole

PACKAGE = Path(__file__).resolve().parent.parent
WEB = PACKAGE / "interfaces" / "web"

BIHUAN_HOME = home.folder()
BIHUAN_BIND = os.environ.get("BIHUAN_BIND", "127.0.0.1:8000")
BIHUAN_DEMO = home.is_demo(BIHUAN_HOME)
BIHUAN_HASH = os.environ.get("BIHUAN_HASH", "sha256")  # or sm3; each record names the one it was made with
BIHUAN_SIGNATURE = os.environ.get("BIHUAN_SIGNATURE", "ed25519")  # or sm2, with the extra `guomi`
BIHUAN_SEAL = os.environ.get("BIHUAN_SEAL", "x25519")  # or sm2 with SM4-GCM, with the extra `guomi`
BIHUAN_WITNESS = os.environ.get("BIHUAN_WITNESS", "")  # a file elsewhere to which the clock adds where the book stands
# workers for background work beside the server; 0 where others do it
BIHUAN_WORKERS = whole("BIHUAN_WORKERS", os.environ.get("BIHUAN_WORKERS", "1"), least=0, most=64)
BIHUAN_PHONE_FILING = os.environ.get("BIHUAN_PHONE_FILING", "")  # number of the filing under which phones are let in (`bihuan phone`)
BIHUAN_DOOR = "web"  # the door for phones is `bihuan.config.phone`
BIHUAN_OPEN: frozenset[str] | None = None  # names of the addresses that a door carries; None: all
BIHUAN_BACKUPS = os.environ.get("BIHUAN_BACKUPS", "")  # a folder elsewhere for a backup every night
BIHUAN_FILES = BIHUAN_HOME / "files"
# the box of sealed envelopes between the public door and the office: a file of its own, or the address of a PostgreSQL database of its own
BIHUAN_PORTAL_BOX = home.told_or_kept("BIHUAN_PORTAL_BOX", os.environ.get("BIHUAN_PORTAL_BOX", "")) or str(
    BIHUAN_HOME / "portal" / "box.sqlite3"
)
# where the public finds the door, as it stands on posters
BIHUAN_PORTAL_SITE = os.environ.get("BIHUAN_PORTAL_SITE", "").rstrip("/")
BIHUAN_PORTAL_BIND = os.environ.get("BIHUAN_PORTAL_BIND", "127.0.0.1:8001")
# a door that no network joins, or that only the office may speak to: the public keys (hex) with which it signs its parcels, and its https address
BIHUAN_PORTAL_DOOR = frozenset(filter(None, os.environ.get("BIHUAN_PORTAL_DOOR", "").lower().replace(" ", "").split(",")))
BIHUAN_PORTAL_PULL = os.environ.get("BIHUAN_PORTAL_PULL", "")
BIHUAN_S3 = stores.s3()  # contents of files lie there instead

SECRET_KEY = home.secret_key(BIHUAN_HOME, os.environ.get("BIHUAN_SECRET", ""))
DEBUG = os.environ.get("BIHUAN_DEBUG", "") == "1"
_host = BIHUAN_BIND.rpartition(":")[0].strip("[]")
ALLOWED_HOSTS = [*filter(None, os.environ.get("BIHUAN_HOSTS", "").split(",")), "127.0.0.1", "localhost", "[::1]", _host]
CSRF_TRUSTED_ORIGINS = [*filter(None, os.environ.get("BIHUAN_ORIGINS", "").split(","))]
_https = os.environ.get("BIHUAN_HTTPS", "") == "1"
BIHUAN_PROXIES = [*filter(None, os.environ.get("BIHUAN_PROXIES", "").split(","))]  # addresses that are believed whom they speak for

_address = os.environ.get("BIHUAN_DATABASE_URL", "")
DATABASES = {
    "default": databases.postgresql(_address, home.told_or_kept("BIHUAN_DATABASE_PASSWORD", os.environ.get("BIHUAN_DATABASE_PASSWORD", "")))
    if _address
    else databases.sqlite(BIHUAN_HOME / "bihuan.sqlite3", os.environ.get("BIHUAN_SQLITE_SYNC", "FULL"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "bihuan.foundation.accounts",
    "bihuan.foundation.calendar",
    "bihuan.foundation.rulebook",
    "bihuan.foundation.audit",
    "bihuan.foundation.files",
    "bihuan.foundation.draws",
    "bihuan.foundation.jobs",
    "bihuan.foundation.tokens",
    "bihuan.foundation.webhooks",
    "bihuan.foundation.notifications",
    "bihuan.organisation",
    "bihuan.campaigns",
    "bihuan.documents",
    "bihuan.problems",
    "bihuan.plan_import",
    "bihuan.finding",
    "bihuan.clues",
    "bihuan.institutions",
    "bihuan.accountability",
    "bihuan.inspections",
    "bihuan.reports",
    "bihuan.forms",
    "bihuan.interfaces.web",
]

MIDDLEWARE = [
    "bihuan.foundation.watching.requests.watched",
    "django.middleware.security.SecurityMiddleware",
    "bihuan.interfaces.web.shell.headers.security_headers",
    "bihuan.interfaces.api.middleware.speaks_json",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bihuan.interfaces.web.shell.bodies.not_too_much",
    "bihuan.interfaces.web.shell.in_memory.reads_in_memory",
    "bihuan.interfaces.web.shell.gate.scripts_are_told",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bihuan.interfaces.web.shell.gate.plain_text_only",
    "bihuan.interfaces.web.shell.gate.set_up_first",
    "bihuan.interfaces.web.shell.gate.the_three_stay_outside",
    "bihuan.interfaces.web.shell.gate.new_password_first",
    "bihuan.interfaces.web.shell.gate.second_factor_first",
    "bihuan.interfaces.web.shell.gate.refusals_speak",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bihuan.config.urls"
WSGI_APPLICATION = "bihuan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "bihuan.interfaces.web.shell.context.frame",
            ],
            "builtins": [
                "bihuan.interfaces.web.components.templatetags.look",
                "bihuan.interfaces.web.components.templatetags.remembering",
            ],
        },
    }
]

# --- sign-in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend",
                           "bihuan.foundation.accounts.directories.ldap.LdapBackend"]  # fmt: skip
BIHUAN_OIDC = directories.oidc()
BIHUAN_LDAP = directories.ldap()
SOCIALACCOUNT_PROVIDERS = directories.apps(BIHUAN_OIDC)
INSTALLED_APPS += directories.PROVIDER if BIHUAN_OIDC else []  # costs a quarter of a second at every start
SOCIALACCOUNT_ADAPTER = "bihuan.foundation.accounts.directories.oidc.TiedToAccounts"
SOCIALACCOUNT_LOGIN_ON_GET = True  # leads to the issuer and nowhere else; a form could not: our pages send forms to us alone
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "bihuan.foundation.accounts.sign_in.NobodySignsUp"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts failures, in the database, for all processes
MFA_ADAPTER = "bihuan.foundation.accounts.sign_in.SecondFactor"
MFA_FORMS = {"authenticate": "bihuan.foundation.accounts.second_factor.CodeForm",
             "activate_totp": "bihuan.foundation.accounts.second_factor.BindForm",
             "reauthenticate": "bihuan.foundation.accounts.second_factor.CodeAgainForm"}  # fmt: skip
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "闭环 Bihuan"
# steps of 30 seconds before and after the present one: digits typed as they run out, and clocks of an intranet without a time server (RFC 6238, 5.2)
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = "bihuan.interfaces.web.shell.tries.most_tries"
AXES_USERNAME_CALLABLE = "bihuan.foundation.accounts.guessing.counted_name"
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # half an hour is half an hour: tries meanwhile count for nothing
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "shell/pages/locked_out.html"
AXES_VERBOSE = False
AXES_RESET_ON_SUCCESS = True
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# one-time codes of activation slips: days until one lapses
BIHUAN_ACTIVATION_DAYS = whole("BIHUAN_ACTIVATION_DAYS", os.environ.get("BIHUAN_ACTIVATION_DAYS", "14"), least=1, most=90)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "bihuan.foundation.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "bihuan.foundation.accounts.passwords.NotCommon"},
    {"NAME": "bihuan.foundation.accounts.passwords.NotTheName", "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": "bihuan.foundation.accounts.passwords.NotOnlyDigits"},
    {"NAME": "bihuan.foundation.accounts.passwords.NotTheSame"},
]

SESSION_COOKIE_AGE = 8 * 3600  # one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "bihuan"
CSRF_COOKIE_NAME = "bihuan_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bihuan.interfaces.web.shell.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_REFERRER_POLICY = "same-origin"  # under no-referrer browsers send forms with Origin: null, which the guard against forgery refuses
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- the machine door -----------------------------------------------------------------------------------------------
# requests of one token in a minute, counted by each process
BIHUAN_API_RATE = whole("BIHUAN_API_RATE", os.environ.get("BIHUAN_API_RATE", "600"), least=1, most=1_000_000)

BIHUAN_WEBHOOK_HOSTS = [*filter(None, os.environ.get("BIHUAN_WEBHOOK_HOSTS", "").split(","))]  # where webhooks may go; none by default

# --- mail: the daily digest and nothing else -------------------------------------------------------------------------
EMAIL_HOST = os.environ.get("BIHUAN_MAIL_HOST", "")  # empty: no mail at all
EMAIL_PORT = whole("BIHUAN_MAIL_PORT", os.environ.get("BIHUAN_MAIL_PORT", "25"), least=1, most=65_535)
EMAIL_HOST_USER = os.environ.get("BIHUAN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = home.told_or_kept("BIHUAN_MAIL_PASSWORD", os.environ.get("BIHUAN_MAIL_PASSWORD", ""))
EMAIL_USE_SSL = os.environ.get("BIHUAN_MAIL_TLS", "") == "ssl"
EMAIL_USE_TLS = os.environ.get("BIHUAN_MAIL_TLS", "") == "starttls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BIHUAN_MAIL_FROM", "") or EMAIL_HOST_USER or "bihuan@localhost"
# under which address its reader opens these pages; empty: the first trusted origin
BIHUAN_MAIL_LINK = (os.environ.get("BIHUAN_MAIL_LINK", "") or next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")

# --- checking issued files --------------------------------------------------------------------------------------------
BIHUAN_VERIFY_OPEN = os.environ.get("BIHUAN_VERIFY_OPEN", "1") != "0"  # whoever holds an issued file may check it without signing in
# files of one account or address in a minute, counted by each process
BIHUAN_VERIFY_RATE = whole("BIHUAN_VERIFY_RATE", os.environ.get("BIHUAN_VERIFY_RATE", "20"), least=1, most=1_000_000)

# --- people ------------------------------------------------------------------------------------------------------------
# whom somebody in distress may call, with its name ("青石县心理援助热线 …"); empty: the national line of the rule pack
BIHUAN_SUPPORT_LINE = os.environ.get("BIHUAN_SUPPORT_LINE", "")

# --- background work -----------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- words, times, files -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BIHUAN_HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # the server of static files asks for it, even while nothing is collected
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bihuan.interfaces.web.shell.stamped.Stamped"},
}
WHITENOISE_USE_FINDERS = True  # nothing to collect before the first start
WHITENOISE_MAX_AGE = 3600

# --- watching the service -------------------------------------------------------------------------------------------
BIHUAN_LOG_ADDRESS = os.environ.get("BIHUAN_LOG_ADDRESS", "") == "1"  # the client's address in the lines; it may count as personal data
BIHUAN_METRICS = os.environ.get("BIHUAN_METRICS", "127.0.0.0/8,::1")  # who may read /metrics directly; `off` closes it
BIHUAN_METRICS_TOKEN = home.told_or_kept("BIHUAN_METRICS_TOKEN", os.environ.get("BIHUAN_METRICS_TOKEN", ""))  # or by this token

LOGGING = logs.logging_of(os.environ.get("BIHUAN_LOG", "auto"))
BIHUAN_SERVER_LOG = logs.SERVER

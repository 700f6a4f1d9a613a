"""Settings of every profile. ``MOTCUA_PROFILE`` is demo (default), test or production."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from motcua.adapters.pkcs11.softhsm import MODULES
from motcua.files.bucket import Bucket
from motcua.kernel import clock

PROFILE = os.environ.get("MOTCUA_PROFILE", "demo")
PRODUCTION = PROFILE == "production"
SOURCE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("MOTCUA_DATA", SOURCE.parent.parent / ".data")).resolve()

if PRODUCTION and os.environ.get("MOTCUA_NOW"):
    raise ImproperlyConfigured("MOTCUA_NOW sets the clock of demos and tests; production refuses to start with it.")
try:
    clock.now()
except (ValueError, OverflowError):
    raise ImproperlyConfigured("MOTCUA_NOW must be a moment such as 2026-11-02T08:00.") from None
if PROFILE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured("MOTCUA_PROFILE must be demo, test or production.")

LEAST_DISTINCT = 10
MAKE_A_KEY = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"


def _kept_key(name: str, variable: str, least: int) -> str:
    """From the environment, else from the data folder; production takes only one that nobody could guess."""
    kept = DATA_DIR / name
    found = os.environ.get(variable) or (kept.read_text() if kept.exists() else "")
    if not PRODUCTION:
        return found or "demo-and-test-only-" + "x" * 40
    if not found:
        raise ImproperlyConfigured(f"Run ./motcua prepare, or set {variable} to at least {least} random characters.")
    if len(found.strip()) < least or len(set(found)) < LEAST_DISTINCT:
        where = variable if os.environ.get(variable) else str(kept)
        raise ImproperlyConfigured(
            f"{where} is too weak: at least {least} random characters, {LEAST_DISTINCT} different; {MAKE_A_KEY}"
        )
    return found


def _hosts() -> list[str]:
    given = os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1],testserver")
    hosts = [host.strip() for host in given.split(",") if host.strip()]
    if not hosts:
        raise ImproperlyConfigured("MOTCUA_HOSTS is empty: name what people type, as in motcua.example.vn,127.0.0.1")
    return hosts


SECRET_KEY = _kept_key("secret_key", "MOTCUA_SECRET_KEY", 50)
# Seals the ledger; never changes, kept out of the database.
LEDGER_KEY = _kept_key("ledger_key", "MOTCUA_LEDGER_KEY", 32)
DEBUG = False
ALLOWED_HOSTS = _hosts()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "motcua.people",
    "motcua.ledger",
    "motcua.outbox",
    "motcua.workdays",
    "motcua.files",
    "motcua.signing",
    "motcua.eforms",
    "motcua.fees",
    "motcua.procedures",
    "motcua.routing",
    "motcua.papers",
    "motcua.scanning",
    "motcua.dossiers",
    "motcua.archive",
    "motcua.correspondence",
    "motcua.notices",
    "motcua.web.ui",
    "motcua.web.citizen",
    "motcua.web.office",
    "motcua.web.console",
    "motcua.web.api",
]

WORKLOAD = "motcua.dossiers.workload"  # answers people.ports.Workload

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.ui.middleware.LanguageMiddleware",
    "motcua.web.ui.middleware.MethodMiddleware",
    "motcua.web.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.web.citizen.accounts.second_factor.SecondFactorMiddleware",
    "motcua.web.ui.middleware.ActorMiddleware",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "motcua.web.ui.templates.Templates",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "motcua.web.ui.environment.environment",
            "context_processors": ["motcua.web.ui.environment.page_context"],
        },
    },
]


def _database() -> dict[str, object]:
    url = os.environ.get("MOTCUA_DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "motcua.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("MOTCUA_DATABASE_URL must begin with postgresql://, or be left out for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"prepare_threshold": 2} | dict(parse_qsl(parts.query)),  # as in ?sslmode=verify-full
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # a signed-in request costs no statement for it
AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["motcua.people.signin.SignInBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
OFFICE_HOME = "/can-bo/"
CONSOLE_HOME = "/quan-tri/"
ACCOUNT_ADAPTER = "motcua.people.signin.AccountAdapter"
# "username" is one field: the backend reads it as sign-in name, citizen number, phone or e-mail.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "motcua.people.signin.shown_name"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = SESSION_COOKIE_AGE = 12 * 3600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Wrong passwords are counted by people.signin, in the database.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "signup": "30/h/ip"}
ACCOUNT_FORMS = {
    "login": "motcua.web.citizen.accounts.forms.SignInForm",
    "signup": "motcua.web.citizen.accounts.forms.SignUpForm",
    "change_password": "motcua.web.citizen.accounts.forms.ChangePasswordForm",
    "reauthenticate": "motcua.web.citizen.accounts.forms.ConfirmPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MOTCUA_PROXIES", "1" if PRODUCTION else "0"))
MFA_ADAPTER = "motcua.people.signin.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "motcua.web.citizen.accounts.forms.SecondFactorForm",
    "reauthenticate": "motcua.web.citizen.accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "motcua.web.citizen.accounts.forms.ActivateTotpForm",
    "generate_recovery_codes": "motcua.web.citizen.accounts.forms.NewCodesForm",
}
# allauth's own check wants "username" among the sign-up fields; ours is opaque and made by the act.
SILENCED_SYSTEM_CHECKS = ["account.W001"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [SOURCE / "adapters/locale"]  # of the rooms that are no application

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PROFILE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILES_DIR = DATA_DIR / "files"
SCRATCH_DIR = Path(os.environ.get("MOTCUA_SCRATCH_DIR", DATA_DIR / "scratch"))  # plain while worked on
FILE_KEYS_DIR = Path(os.environ.get("MOTCUA_FILE_KEYS_DIR", DATA_DIR / "keys"))  # outside database and files
FILES_CHECK_DAYS = int(os.environ.get("MOTCUA_FILES_CHECK_DAYS", "90"))  # each content is read again in that time


def _bucket() -> Bucket | None:
    """Where files lie when not in the data folder: in a bucket of an S3-compatible service."""
    name = os.environ.get("MOTCUA_S3_BUCKET", "")
    access, secret = os.environ.get("MOTCUA_S3_ACCESS_KEY", ""), os.environ.get("MOTCUA_S3_SECRET_KEY", "")
    if name and not (access and secret):
        raise ImproperlyConfigured("MOTCUA_S3_BUCKET needs MOTCUA_S3_ACCESS_KEY and MOTCUA_S3_SECRET_KEY beside it.")
    region, prefix = os.environ.get("MOTCUA_S3_REGION", "us-east-1"), os.environ.get("MOTCUA_S3_PREFIX", "")
    endpoint = os.environ.get("MOTCUA_S3_ENDPOINT", "")
    return Bucket(endpoint, name, access_key=access, secret_key=secret, region=region, prefix=prefix) if name else None


FILES_BUCKET = _bucket()

TRUST_DIR = DATA_DIR / "trust"  # whose signatures count: certificates, and lists of the revoked
# Libraries of signing devices that may be loaded: whoever names another one would run it as this user.
PKCS11_MODULES = os.environ.get("MOTCUA_PKCS11_MODULES", ":".join(MODULES)).split(":")
SIGNING_DIR = DATA_DIR / "signing"  # keys that the server holds; in the demo also its authority and its tokens
# Services that hold keys elsewhere, and what they are asked with: a file of the operator's, for the owner's eyes only.
REMOTE_SIGNING = Path(os.environ.get("MOTCUA_REMOTE_SIGNING", SIGNING_DIR / "remote.json"))
EXCHANGE = Path(os.environ.get("MOTCUA_EXCHANGE", DATA_DIR / "exchange.json"))  # how the axis of documents is reached
AXIS_DIR = DATA_DIR / "axis"  # in the demo: what the simulated axis carries
_STAMPS = SIGNING_DIR / "time_stamp_url"
TIME_STAMP_URL = os.environ.get("MOTCUA_TIME_STAMP_URL", _STAMPS.read_text().strip() if _STAMPS.exists() else "")
SCAN_DIR = Path(
    os.environ.get("MOTCUA_SCAN_DIR", DATA_DIR / "scans")
)  # a folder for each unit code; scanners write here
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_TEMP_DIR = None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "motcua.web.ui.kept.token_missing"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION

_mail = urlparse(os.environ.get("MOTCUA_SMTP", ""))  # smtp+tls://user:password@host:port
_way = "smtp" if _mail.scheme else "filebased"
EMAIL_BACKEND = os.environ.get("MOTCUA_EMAIL_BACKEND", f"django.core.mail.backends.{_way}.EmailBackend")
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MOTCUA_FROM_EMAIL", "motcua@localhost")
PUBLIC_URL = os.environ.get("MOTCUA_PUBLIC_URL", "http://127.0.0.1:8000")

OUTBOX_KEPT_DAYS = int(os.environ.get("MOTCUA_OUTBOX_DAYS", "30"))  # dead letters stay until sent again
FRONT = os.environ.get("MOTCUA_FRONT", "own")  # how a new data folder begins; later an administrator sets it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"motcua": {"level": "INFO"}},
}

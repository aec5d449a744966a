"""Every setting of the site, read from the environment.

A `.env` file beside manage.py completes the environment; docs/operations.md lists each
variable. A missing or malformed value stops the start with a sentence.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from lmec.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

# --- The site and where it answers -----------------------------------------------------------

DEBUG = env.boolean("DEBUG")
SECRET_KEY = env.text("SECRET_KEY") or ("only-for-development" * 3 if DEBUG else "")
if not SECRET_KEY:
    SECRET_KEY = env.required(
        "SECRET_KEY",
        "Run `make setup`, which generates one into .env, or set it to 50 or more random letters.",
    )
SITE_URL = env.origin("SITE_URL", "http://127.0.0.1:8000")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
if not DEBUG and not ALLOWED_HOSTS:
    env.required("ALLOWED_HOSTS", "Name the hosts that the site answers for, parted by commas.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "lmec.openforms.sessions.token_failed"
# The slug of the directory entry whose contact details stand on every page.
SITE_ORGANIZATION = env.text("SITE_ORGANIZATION", "lancang-mekong-environmental-cooperation-center")

# Whether a report has to be submitted by one person and published by another.
PUBLISHER_DIFFERS = env.boolean("PUBLISHER_DIFFERS")

# One address governs what depends on https: redirects, cookies and HSTS.
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
BEHIND_PROXY = env.boolean("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Applications ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "lmec",
    "organizations",
    "people",
    "events",
    "axes",
    "ckeditor",
    "csp",
    "django_countries",
    "lmec.apps.AdminConfig",
    "lmec.apps.FlatPagesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "lmec.compression.CompressionMiddleware",
    "lmec.api.open_data.OpenDataMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lmec.nul.NulMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "lmec.pages.freshness.FreshnessMiddleware",
    "lmec.pages.former.FormerAddressMiddleware",
]

ROOT_URLCONF = "lmec.urls"
WSGI_APPLICATION = "lmec.wsgi.application"
SITE_ID = 1

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "lmec.pages.context.site",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "lmec.templatetags.record"],
        },
    },
]
FORM_RENDERER = "lmec.formrenderer.FieldRenderer"

# --- Data ------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for the writer; a writer waits its turn instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.whole_number("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "lmec",
        },
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A report of 60 remarks posts about 1,500 fields; the limit is for abuse, not for reports.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# --- Files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Attachments have no public address of their own: a view serves those of public reports.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": MEDIA_ROOT / "attachments",
            "base_url": "/admin/events/event/attachments/",
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
PICTURE_MAX_BYTES = 25 * 1024 * 1024
PICTURE_MAX_PIXELS = 50_000_000
ATTACHMENT_MAX_BYTES = 50 * 1024 * 1024

# --- Language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lmec.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
COUNTRIES_FIRST = ["CN", "MM", "LA", "TH", "KH", "VN"]
# The names that the six governments use in English.
COUNTRIES_OVERRIDE = {"LA": _("Lao PDR"), "VN": _("Viet Nam")}

# --- Accounts --------------------------------------------------------------------------------

AUTH_USER_MODEL = "lmec.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = env.whole_number("LOGIN_ATTEMPTS", 5)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "lmec.proxy.client_address"
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# --- What a page may do ----------------------------------------------------------------------

# Django's names for the nonce-free policies; lmec.adminsite holds the admin's own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# --- The rich text editor --------------------------------------------------------------------

# The one setting that swaps the editor; lmec.richtext is the one module that loads it.
RICHTEXT_WIDGET = "lmec.editor.EditorWidget"

# --- Mail, logs, checks ----------------------------------------------------------------------

vars().update(env.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", f"no-reply@{urlsplit(SITE_URL).hostname}")
ADMINS = [("Site", address) for address in env.names("ERRORS_TO")]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# ckeditor.W001 says that the bundled editor is out of support; docs/decisions/rich-text.md
# lists its known holes and why none is reachable here.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

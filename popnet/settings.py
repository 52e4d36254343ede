"""The one settings file. Everything that differs between machines comes from the environment.

Three ways to run: DEMO=1 (nothing else needed; marked demonstration data, known passwords),
DEBUG=1 (developing), and neither: production, which refuses to start on a missing or weak
value and names the variable. Settings read no file and touch no network.
"""

import os
import sys
from pathlib import Path
from tempfile import gettempdir

import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from popnet.configuration import refuse_public_debugging, refuse_weak_production

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

TESTING = "pytest" in sys.modules
DEMO = env.bool("DEMO", TESTING)
DEBUG = env.bool("DEBUG", False)
PRODUCTION = not (DEMO or DEBUG)
refuse_public_debugging(env)
if PRODUCTION:
    refuse_weak_production(env)

# --- Secrets, hosts, origin -----------------------------------------------------------------
SECRET_KEY = env("SECRET_KEY", default="only-for-the-demonstration")
PUBLIC_ORIGIN = env("PUBLIC_ORIGIN", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))

# --- The house ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "popnet.apps.PopnetConfig",
    "municipalities.apps.MunicipalitiesConfig",
    "contracts.apps.ContractsConfig",
    "monitoring.apps.MonitoringConfig",
    "popnet.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "popnet.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "popnet.middleware.language_of_the_path",
    "popnet.uploads.within_limits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "popnet.middleware.only_reading",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "popnet.uploads.not_too_often",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "popnet.urls"
WSGI_APPLICATION = "popnet.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # Compiled once for each language (docs/decisions/0025).
            "loaders": [
                (
                    "popnet.fixed_words.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "libraries": {"i18n": "popnet.fixed_words"},
            "builtins": ["popnet.fixed_words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "popnet.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")
}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Deferred transactions fail under writers and NORMAL may lose the last commit (QUALITY §0.1).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
    if TESTING:
        # A file, since threads that race for a lock cannot share a database in memory.
        DATABASES["default"]["TEST"] = {"NAME": f"{gettempdir()}/popnet-{os.getpid()}.sqlite3"}
        DATABASES["default"]["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
        )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # What all servers and workers of this machine share: pages that were made when something was
    # published (docs/decisions/0035). A test that has no folder of its own shares nothing.
    "made_ahead": {
        "BACKEND": "django.core.cache.backends.dummy.DummyCache"
        if TESTING
        else "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pages_made_ahead",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

# --- People ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "municipalities.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "municipalities.signing_in.passwords.NotANameOfTheNetwork"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Everybody who sees drafts proves a second factor; a demonstration hands out its passwords.
SECOND_FACTOR = env.bool("SECOND_FACTOR", not DEMO)
LOGIN_URL = reverse_lazy("login")
LOGIN_REDIRECT_URL = reverse_lazy("workspace:dashboard")
LOGOUT_REDIRECT_URL = reverse_lazy("login")
# A disabled account is made anonymous after so many days (`manage.py anonymise_people`).
ANONYMISE_AFTER_DAYS = env.int("ANONYMISE_AFTER_DAYS", 365)
# How many proxies in front of the portal may say where a request comes from.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
AXES_HANDLER = "municipalities.signing_in.lockout.LockOut"
AXES_LOCKOUT_CALLABLE = "municipalities.signing_in.lockout.too_many"
AXES_CLIENT_IP_CALLABLE = "municipalities.signing_in.limits.address_of"
AXES_USERNAME_FORM_FIELD = "username"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # where people signed in from is nobody's business

# --- Languages: Albanian at the root, English under /en/ --------------------------------------
LANGUAGE_CODE = "sq"
LANGUAGES = [("sq", _("Albanian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "popnet" / "locale"]
FORMAT_MODULE_PATH = ["popnet.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Tirane"

# --- Files ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Nothing under MEDIA_ROOT is ever served by the front server: one view decides (evidence).
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(DATA_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "popnet.assets.HashedAssets"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = ["popnet.uploads.NamelessFile"]

# --- What the browser is told (QUALITY S-28 to S-31) ------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# popnet.middleware.security_headers sends X-Frame-Options on every answer, static files included.
# popnet.fixed_words takes the place of Django's library of the name i18n.
SILENCED_SYSTEM_CHECKS = ["security.W002", "templates.W003"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if PRODUCTION and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "municipalities.signing_in.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "popnet.views.csrf_failure"
# What the last step did is said from the session: no cookie besides those two.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Mail -----------------------------------------------------------------------------------
MAIL = env.email_url("EMAIL_URL", default="consolemail://")
if MAIL["EMAIL_FILE_PATH"]:  # of filemail:///path, which begins at the root
    MAIL["EMAIL_FILE_PATH"] = f"/{MAIL['EMAIL_FILE_PATH'].lstrip('/')}"
vars().update(MAIL)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@localhost")

# --- Log: one line per event, to standard error; no addresses, no drafts -----------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "popnet.log_lines.InUtc",
            "format": "{asctime}Z {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

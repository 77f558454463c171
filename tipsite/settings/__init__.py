"""Django settings of every zone, read from the environment with embedded defaults that work with
nothing installed.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured

from . import environment, languages
from .environment import BASE_DIR as BASE_DIR
from .operator import ACCESSIBILITY_BODY as ACCESSIBILITY_BODY
from .operator import COLOUR_ACCENT as COLOUR_ACCENT
from .operator import COLOUR_MASTHEAD as COLOUR_MASTHEAD
from .operator import CONTACT_EMAIL as CONTACT_EMAIL
from .operator import HELP_FILE as HELP_FILE
from .operator import LAW as LAW
from .operator import LEAVE_URL as LEAVE_URL
from .operator import LOGO as LOGO
from .operator import ONION_URL as ONION_URL
from .operator import OPERATOR_ADDRESS as OPERATOR_ADDRESS
from .operator import OPERATOR_NAME as OPERATOR_NAME
from .operator import PRIVACY_EMAIL as PRIVACY_EMAIL
from .operator import SECURITY_CONTACT as SECURITY_CONTACT
from .operator import SECURITY_LANGUAGES as SECURITY_LANGUAGES
from .operator import SITE_NAME as SITE_NAME
from .operator import STATIC_DIRS, TEMPLATES_DIRS
from .operator import SUPERVISOR as SUPERVISOR
from .parts import applications, content_security_policy, middleware, redis_url_for_celery
from .secrets import KeyFolders, refuse_private_keys

# Lets generic Django classes such as ModelAdmin[Appeal] be written at run time.
django_stubs_ext.monkeypatch()

ZONE = environment.one_of(
    "TIPSITE_ZONE", environment.ZONES, "all", meaning="which zone this process serves"
)
PRODUCTION = environment.yes_or_no(
    "TIPSITE_PRODUCTION",
    default=False,
    meaning="refuse embedded defaults and demonstrations",
)
VAR_DIR = Path(
    environment.text(
        "TIPSITE_VAR_DIR",
        str(BASE_DIR / "var"),
        meaning="folder of the embedded servers, keys and files",
    )
)
# The demonstration writes its sign-ins there; the web processes start after it.
DEMO_SIGN_INS = VAR_DIR / "demo-sign-ins.txt"
DEMONSTRATION = not PRODUCTION and DEMO_SIGN_INS.exists()
DEBUG = False


def _required_in_production(name: str, default: str, *, meaning: str) -> str:
    value = environment.text(name, "" if PRODUCTION else default, meaning=meaning)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {meaning}. Production has no default for it.")
    return value


# Keys ---------------------------------------------------------------------------------------------

_keys = KeyFolders.of_zone(ZONE, var_dir=VAR_DIR)
if ZONE in {"public", "staff"}:
    refuse_private_keys(ZONE, _keys)

SECRET_KEY = _keys.require("TIPSITE_SECRET_KEY", "secret_key", meaning="Django's secret key")
RECEIPT_KEY = ""
SHOWING_KEY = ""
SEALING_RECIPIENTS: list[str] = []
WORKER_IDENTITY = ""
if ZONE in {"public", "all"}:
    RECEIPT_KEY = _keys.require(
        "TIPSITE_RECEIPT_KEY", "receipt_key", meaning="secret from which receipts are derived"
    )
    SEALING_RECIPIENTS = _keys.require(
        "TIPSITE_RECIPIENTS", "recipients", meaning="public keys that tips are sealed to"
    ).split()
if ZONE in {"public", "staff", "all"}:
    SHOWING_KEY = _keys.require(
        "TIPSITE_SHOWING_KEY",
        "showing_key",
        meaning="secret that signs links to showings, the same in the public and the staff zone",
    )
if ZONE in {"worker", "all"}:
    WORKER_IDENTITY = _keys.require(
        "TIPSITE_IDENTITY", "identity", meaning="the worker's private key (age identity)"
    )

# Applications -------------------------------------------------------------------------------------

INSTALLED_APPS = applications(ZONE)
MIDDLEWARE = middleware(ZONE, has_onion=bool(ONION_URL))
ROOT_URLCONF = f"tipsite.urls.{ZONE}"
WSGI_APPLICATION = "tipsite.wsgi.application"
AUTH_USER_MODEL = "appeals.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*TEMPLATES_DIRS, BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "tipsite.context.site",
            ]
            + (
                []
                if ZONE == "public"
                else [
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            ),
        },
    }
]

# Database, queue, cache ---------------------------------------------------------------------------

_socket_dir = str(VAR_DIR / "run" / "postgres").replace("/", "%2F")
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        _required_in_production(
            "DATABASE_URL",
            f"postgresql://tipsite@{_socket_dir}/tipsite",
            meaning="the PostgreSQL database of this zone's role",
        ),
        conn_max_age=None,
        conn_health_checks=True,
    )
}
# A server that falls silent is taken for gone within seconds, not when the kernel gives up.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 3,
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    **DATABASES["default"].get("OPTIONS", {}),
}

REDIS_URL = _required_in_production(
    "REDIS_URL",
    f"unix://{VAR_DIR / 'run' / 'valkey.sock'}",
    meaning="the Redis or Valkey server for queue, cache and rate limits",
)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tipsite",
        # A visitor waits for these at most once a minute, see submissions/limits.py.
        "OPTIONS": {
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
            "serializer": "tipsite.cache_values.JsonValues",
        },
    }
}
CACHES["counters"] = {
    **CACHES["default"],
    "BACKEND": "tipsite.counters.Counters",
    "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
}

CELERY_BROKER_URL = redis_url_for_celery(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# A task is acknowledged when done; a child that is killed gives its task back.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# Whoever reaches the queue could otherwise ask a worker for its settings, or stop it.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_SOFT_TIME_LIMIT = 30
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # The sweep reads what a lost message named; an hour, Redis' default, would add stale copies.
    "visibility_timeout": 120,
    "socket_timeout": 5.0,
    "socket_connect_timeout": 1.0,
    # A visitor waits for their receipt meanwhile; without these kombu tries for six seconds.
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
SWEEP_EVERY_S = environment.whole(
    "TIPSITE_SWEEP_EVERY_S", 10, least=1, meaning="seconds between sweeps for tips no task reached"
)
_SHOWINGS_SWEEP_EVERY_S = 600
_STATISTICS_TRIED_EVERY_S = 600
_PRESS_KITS_SWEEP_EVERY_S = 60
CELERY_BEAT_SCHEDULE = {
    "sweep-tips": {
        "task": "moderation.sweep_tips",
        "schedule": SWEEP_EVERY_S,
        # With the worker away, sweeps must not pile up in the queue.
        "options": {"expires": SWEEP_EVERY_S},
    },
    # Links end by themselves; this only clears away the pictures of those that did.
    "sweep-showings": {
        "task": "appeals.sweep_showings",
        "schedule": _SHOWINGS_SWEEP_EVERY_S,
        "options": {"expires": _SHOWINGS_SWEEP_EVERY_S},
    },
    # Only the first one after midnight UTC counts: it covers whole days, whenever it comes.
    "take-statistics": {
        "task": "moderation.take_statistics",
        "schedule": _STATISTICS_TRIED_EVERY_S,
        "options": {"expires": _STATISTICS_TRIED_EVERY_S},
    },
    "sweep-press-kits": {
        "task": "appeals.sweep_press_kits",
        "schedule": _PRESS_KITS_SWEEP_EVERY_S,
        "options": {"expires": _PRESS_KITS_SWEEP_EVERY_S},
    },
}

# Files --------------------------------------------------------------------------------------------

S3_ENDPOINT_URL = environment.text(
    "TIPSITE_S3_ENDPOINT_URL",
    meaning="S3-compatible server; unset means files below TIPSITE_VAR_DIR",
)
_s3: dict[str, object] = {
    "endpoint_url": S3_ENDPOINT_URL,
    "region_name": environment.text("TIPSITE_S3_REGION", "us-east-1", meaning="S3 region"),
    "access_key": environment.text("TIPSITE_S3_ACCESS_KEY", meaning="S3 access key"),
    "secret_key": environment.text("TIPSITE_S3_SECRET_KEY", meaning="S3 secret key"),
    "addressing_style": "path",
    "signature_version": "s3v4",
    # Names are random and new for every write, so a clash is a fault, never something to rename.
    "file_overwrite": True,
    "querystring_auth": True,
}
_buckets = {
    "public": environment.text(
        "TIPSITE_S3_PUBLIC_BUCKET", "tipsite-public", meaning="bucket of published pictures"
    ),
    "private": environment.text(
        "TIPSITE_S3_PRIVATE_BUCKET", "tipsite-private", meaning="bucket of unpublished work"
    ),
    "restricted": environment.text(
        "TIPSITE_S3_RESTRICTED_BUCKET",
        "tipsite-restricted",
        meaning="bucket of pictures shown to an audience before the public",
    ),
}


def _pictures(which: str) -> dict[str, object]:
    if S3_ENDPOINT_URL:
        options = {**_s3, "bucket_name": _buckets[which]}
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    location = VAR_DIR / "media" / which
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": location, "base_url": None},
    }


STORAGES = {
    "default": _pictures("private"),
    "private": _pictures("private"),
    "public": _pictures("public"),
    "restricted": _pictures("restricted"),
    "staticfiles": {"BACKEND": "tipsite.static_files.HashedModules"},
}
STATIC_URL = "/static/"
STATICFILES_DIRS = [*STATIC_DIRS, BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
# One path for laptop and agency: hashed names, collected by bin/run and by the container's build.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 60
WHITENOISE_ALLOW_ALL_ORIGINS = False

# HTTP ---------------------------------------------------------------------------------------------

ALLOWED_HOSTS = environment.several(
    "TIPSITE_HOSTS",
    "" if PRODUCTION else "localhost,127.0.0.1,[::1]",
    meaning="host names this zone answers to",
)
if PRODUCTION and not ALLOWED_HOSTS and ZONE in {"public", "staff"}:
    raise ImproperlyConfigured("Set TIPSITE_HOSTS: the host names this zone answers to.")
if ONION_URL and ZONE in {"public", "all"}:
    ALLOWED_HOSTS.append(urlsplit(ONION_URL).netloc)

# Links that staff hand out, and posters in press kits, lead to the public zone, whose address the
# other zones cannot know.
PUBLIC_URL = environment.text(
    "TIPSITE_PUBLIC_URL", meaning="address of the public site, such as https://tips.example.org"
).rstrip("/")
if PRODUCTION and not PUBLIC_URL and ZONE in {"staff", "worker"}:
    raise ImproperlyConfigured("Set TIPSITE_PUBLIC_URL: the address of the public site.")
if not PUBLIC_URL:
    _public_port = environment.text(
        "TIPSITE_PUBLIC_PORT", "8000", meaning="port of the public pages under bin/run"
    )
    PUBLIC_URL = f"http://127.0.0.1:{_public_port}"

TRUSTED_PROXIES = environment.whole(
    "TIPSITE_TRUSTED_PROXIES", 0, meaning="proxies in front whose X-Forwarded-For is believed"
)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_security_policy(ZONE, https=PRODUCTION)}
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
# "no-referrer" would make browsers send "Origin: null" with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_NAME = "__Host-staff" if PRODUCTION else "tipsite-staff"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "tipsite-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOGIN_URL = "admin:login"
SILENCED_SYSTEM_CHECKS: list[str] = []
if ZONE == "public":
    # No cookie, so no CSRF token; tipsite/origin.py tells our own forms from other sites' ones.
    SILENCED_SYSTEM_CHECKS.append("security.W003")
if ONION_URL:
    # Django looks for its security middleware by name; ours is made of it.
    SILENCED_SYSTEM_CHECKS.append("security.W001")
CSRF_FAILURE_VIEW = "tipsite.errors.csrf_failure"

# The largest form a visitor sends is 10,000 characters of text, four bytes each, percent-encoded.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# As deploy/nginx/staff.conf; one file may have 20 MB (appeals/crops.py).
UPLOAD_MAX_BYTES = FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
# A file that was not cut before holds what must not be kept: never on a disk, where a process that
# is killed would leave it.
FILE_UPLOAD_HANDLERS = [
    "tipsite.bodies.NoUploads"
    if ZONE == "public"
    else "django.core.files.uploadhandler.MemoryFileUploadHandler"
]

# Tips ---------------------------------------------------------------------------------------------

TIPS_PER_NETWORK = environment.rate(
    "TIPSITE_TIPS_PER_NETWORK", "60/h", meaning="tips accepted from one network, as count/period"
)
RECEIPT_LOOKUPS_PER_NETWORK = environment.rate(
    "TIPSITE_RECEIPT_LOOKUPS_PER_NETWORK",
    "60/h",
    meaning="receipt look-ups allowed from one network, as count/period",
)
# django-ratelimit warns that the cache must be shared; Redis is.
RATELIMIT_USE_CACHE = "counters"

# Language, time, passwords, logs ------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = languages.OWN_NAMES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["tipsite.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "tipsite.logs.WithoutVisitor"}},
    "formatters": {
        "line": {"()": "tipsite.logs.OneLine", "format": "%(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["plain"]},
        # A logger without any handler would fall through to Python's last resort, unfiltered.
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own mail handler would carry a visitor's request to a mailbox.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        # A line for each odd request would be a log of visits.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        # A line for each task, with its time, would be a log of arrivals.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}

"""All settings, from the environment, read strictly. docs/operations.md lists every variable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import sqlite
from config.environment import env_flag, env_list, env_number, env_text

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = env_flag("DEBUG", default=False)
# Invented data and one-click sign-in; never on a machine that others can reach.
DEMONSTRATION = env_flag("DEMONSTRATION", default=False)
LOCAL = DEBUG or DEMONSTRATION

SECRET_KEY = env_text("SECRET_KEY", default="a-demonstration-has-nothing-to-hide" if LOCAL else None)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SITE_URL = env_text("SITE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "common",
    "accounts",
    "partnerships",
    "record",
    "surveys",
    "reports",
    "api",
    "archive",
    "packs",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "surveys.visits.VisitMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SignInsMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "config.middleware.PrivatePagesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "config.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"


def database() -> dict[str, Any]:
    """The database named by DATABASE_URL, with the options that keep every acknowledged answer."""
    url = env_text("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
    if not url.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL has to begin with postgres:// or sqlite:// (docs/operations.md).")
    options: dict[str, Any] = dict(dj_database_url.parse(url))
    if options["ENGINE"] == "django.db.backends.sqlite3":
        VAR_DIR.mkdir(exist_ok=True)
        # Writers queue instead of failing. Older SQLite can corrupt under WAL; there a journal that is emptied, not
        # deleted, saves writing the folder at each commit.
        journal = "WAL" if sqlite.VERSION >= (3, 51, 3) else "TRUNCATE"
        # What is deleted is overwritten, too: the draft of an anonymous answer still names its person.
        pragmas = f"PRAGMA synchronous=FULL; PRAGMA journal_mode={journal}; PRAGMA secure_delete=ON;"
        options["ENGINE"] = "config.sqlite"
        options["CONN_MAX_AGE"] = None
        options["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    else:
        options.update(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)
    return options


DATABASES = {"default": database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["partnerships.backends.SignedInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation, which proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.PlainLoginForm",
    "request_login_code": "accounts.sign_in_forms.PlainRequestLoginCodeForm",
    "confirm_login_code": "accounts.sign_in_forms.PlainConfirmLoginCodeForm",
    "reset_password": "accounts.sign_in_forms.PlainResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.PlainResetPasswordKeyForm",
    "change_password": "accounts.sign_in_forms.PlainChangePasswordForm",
    "set_password": "accounts.sign_in_forms.PlainSetPasswordForm",
    "reauthenticate": "accounts.sign_in_forms.PlainReauthenticateForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True

# Facilitators and administrators need a second factor; in a demonstration anybody may try one.
SECOND_FACTOR_REQUIRED = not DEMONSTRATION
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.sign_in_forms.PlainAuthenticateForm",
    "reauthenticate": "accounts.sign_in_forms.PlainReauthenticateByFactorForm",
    "activate_totp": "accounts.sign_in_forms.PlainActivateAppForm",
    "authenticate_webauthn": "accounts.passkey_forms.UsePasskeyForm",
    "login_webauthn": "accounts.passkey_forms.SignInByPasskeyForm",
    "reauthenticate_webauthn": "accounts.passkey_forms.AgainByPasskeyForm",
    "add_webauthn": "accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.passkey_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation, or a confirmed change, has proved it
MFA_TOTP_ISSUER = "Partnership health check"
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for clocks that differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL

LANGUAGE_CODE = "en-gb"
# Pages of filling in speak these (surveys/languages.py); set-up compiles the catalogs of locale/ into this folder.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [BASE_DIR / "build" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"] if not (BASE_DIR / "build" / "static").exists() else []

EMAIL_BACKEND = env_text(
    "EMAIL_BACKEND",
    default=f"django.core.mail.backends.{'filebased' if LOCAL else 'smtp'}.EmailBackend",
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env_text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env_number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", default="health-check@localhost")

# Single answers go so many months after a round has closed; 0 keeps them. Fixed for a round when it is set up.
ANSWERS_KEPT_MONTHS = env_number("ANSWERS_KEPT_MONTHS", default=36)

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LOCAL
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
SECURE_HSTS_SECONDS = 0 if LOCAL else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
if env_flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.expired_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without-tokens": {"()": "config.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without-tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Refusals (403, 404) are ordinary answers, not faults.
    "loggers": {"django.request": {"level": "ERROR"}},
}

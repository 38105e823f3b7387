"""The product's settings as tests need them: a demonstration, without built static files."""

import os

os.environ.setdefault("DEMONSTRATION", "1")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from config.settings import *  # noqa: F403  # the environment comes first

if DATABASES["default"]["ENGINE"] == "config.sqlite":  # noqa: F405  # from the star
    # Said, because pytest-django knows only Django's own SQLite and would put the tests of each process into a file.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  # from the star

STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Done at once: what a worker of its own does is tested in tests/reliability.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

"""The people who sign in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses are stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new person; without a password they sign in by a code sent by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with this address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. What they may do in a partnership hangs on their memberships, not on this row."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    # Another account of the same person, which took over all that this one had.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")
    # Then the row is a name in other people's records and nothing else.
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case")]

    def __str__(self) -> str:
        return self.name or self.email


class ErasureRequest(models.Model):
    """That somebody asked to be erased; goes when it is done, or taken back."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="erasure_request")
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person} asks to be erased"


class SignIn(models.Model):
    """A browser in which somebody is signed in; goes with its session. No finer than the hour, no address."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="sign_in")
    browser = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.browser


class ApiToken(models.Model):
    """A secret by which a program reads what its person may read. Only the SHA-256 of the token is stored.

    `last_used_on` is no finer than the day. A revoked one stays in the list until it would have expired.
    """

    class Scope(models.TextChoices):
        """What a token may be used for; never more than its person may."""

        PARTNERSHIPS = "partnerships", "Partnerships and their rounds"
        RECORD = "record", "Records"
        RESULTS = "results", "Results of closed rounds"

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    token_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_words(self) -> str:
        """What it is for, in words: “Records, results of closed rounds”."""
        words = [self.Scope(scope).label for scope in self.scopes]
        return ", ".join([words[0], *(word.lower() for word in words[1:])])


class ApiReading(models.Model):
    """That a token has read something on this day, which the audit trail then says once and not at each request."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="readings")
    target = models.CharField(max_length=60)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "target", "day"], name="api_reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.target} on {self.day}"

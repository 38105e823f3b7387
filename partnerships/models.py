"""The tenant: organisations, partnerships, partners within them, and the people's roles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from partnerships.rules import Role

if TYPE_CHECKING:
    from accounts.models import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of organisations."""

    def current(self) -> OrganisationQuerySet:
        """Those that were not merged into another one."""
        return self.filter(merged_into=None)


class Organisation(models.Model):
    """An organisation that takes part in one or more partnerships."""

    class Sector(models.TextChoices):
        """Where an organisation comes from."""

        COUNCIL = "council", "Council"
        HEALTH = "health", "Health"
        POLICE = "police", "Police, fire and probation"
        CHARITY = "charity", "Charity or community group"
        HOUSING = "housing", "Housing"
        EDUCATION = "education", "Education and research"
        BUSINESS = "business", "Business"
        OTHER = "other", "Other"

    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=20, choices=Sector, default=Sector.OTHER)
    created_at = models.DateTimeField(default=timezone.now)
    # A merged one stays as the name under which it left partnerships before.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_unique_any_case")]

    def __str__(self) -> str:
        return self.name


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Reads of partnerships; everything sensitive starts from `visible_to`."""

    def going(self) -> PartnershipQuerySet:
        """Those that are not closed."""
        return self.exclude(stage="closed")

    def visible_to(self, user: User) -> PartnershipQuerySet:
        """Those that concern this person now: all for an administrator, else where a role is held."""
        if user.is_administrator:
            return self
        return self.filter(memberships__person=user, memberships__ended_at=None).distinct()

    def in_portfolio_of(self, user: User) -> PartnershipQuerySet:
        """Those that this person looks after: all for an administrator, else those they facilitate now."""
        if user.is_administrator:
            return self
        return self.filter(memberships__person=user, memberships__role=Role.FACILITATOR, memberships__ended_at=None)


class Partnership(models.Model):
    """Organisations that work together; everything else belongs to one of these."""

    class Kind(models.TextChoices):
        """What sort of partnership it is."""

        HEALTH_AND_CARE = "health_and_care", "Health and care"
        COMMUNITY_SAFETY = "community_safety", "Community safety"
        SUPPLY = "supply", "Strategic supply"
        REGENERATION = "regeneration", "Regeneration"
        CHILDREN = "children", "Children and young people"
        ENVIRONMENT = "environment", "Environment"
        OTHER = "other", "Other"

    class Stage(models.TextChoices):
        """Where it is in its life."""

        EXPLORING = "exploring", "Exploring"
        FORMING = "forming", "Forming"
        WORKING = "working", "Working"
        REVIEWING = "reviewing", "Reviewing"
        WINDING_DOWN = "winding_down", "Winding down"
        CLOSED = "closed", "Closed"

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.WORKING)
    summary = models.CharField(max_length=300, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/London")
    created_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    closing_words = models.CharField(max_length=1000, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="closed", closed_on__isnull=False) | (~Q(stage="closed") & Q(closed_on=None)),
                name="partnership_closed_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The overview."""
        return reverse("reports:overview", args=[self.slug])

    @property
    def is_closed(self) -> bool:
        """Whether it is over: everything stays readable, nothing can be changed."""
        return self.stage == self.Stage.CLOSED

    @property
    def today(self) -> date:
        """The day it is there now."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))


class Partner(models.Model):
    """An organisation within one partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partners")
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation"], name="partner_once_a_partnership"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")), name="partner_left_after_joining"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.organisation.name


class Membership(models.Model):
    """A role somebody holds, or held, in a partnership; ended, never deleted."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person__email", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.FACILITATOR, partner=None) | (~Q(role=Role.FACILITATOR) & ~Q(partner=None)),
                name="membership_partner_unless_facilitator",
            ),
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(ended_at=None) & ~Q(role=Role.FACILITATOR),
                name="membership_one_partner_a_person",
            ),
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(ended_at=None, role=Role.FACILITATOR),
                name="membership_one_facilitator_role_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"


class Invitation(models.Model):
    """An invitation by mail to take a role. Only the SHA-256 of its token is stored."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["email", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.FACILITATOR, partner=None) | (~Q(role=Role.FACILITATOR) & ~Q(partner=None)),
                name="invitation_partner_unless_facilitator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.role}"

"""Organisations: added, renamed, merged. What was published under a name stays under it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from partnerships.models import Invitation, Membership, Organisation, Partner
from partnerships.services.partnerships import partner_left
from partnerships.services.people import leads_changed


@transaction.atomic
def create_organisation(*, name: str, sector: str, by: User | None) -> Organisation:
    """A new organisation; ValidationError where one of that name exists."""
    _refuse_taken_name(name)
    organisation = Organisation.objects.create(name=name, sector=sector)
    record_audit("organisation.created", by=by, target=name, organisation=organisation.pk)
    return organisation


@transaction.atomic
def edit_organisation(*, organisation: Organisation, name: str, sector: str, by: User) -> None:
    """Renames an organisation or moves its sector; closed rounds keep the name they were closed with.

    ValidationError for the name of another one.
    """
    _refuse_taken_name(name, organisation)
    before = organisation.name
    organisation.name, organisation.sector = name, sector
    organisation.save()
    record_audit("organisation.edited", by=by, target=name, before=before, organisation=organisation.pk)
    if name != before:
        for partner in organisation.partners.all():
            _record_name(partner, name, before, by)


def _record_name(partner: Partner, name: str, before: str, by: User) -> None:
    """In the partnership's own audit trail, where its people look."""
    record_audit(
        "partner.renamed",
        by=by,
        partnership_id=partner.partnership_id,
        partner_id=partner.pk,
        target=name,
        before=before,
    )


def _refuse_taken_name(name: str, organisation: Organisation | None = None) -> None:
    taken = Organisation.objects.filter(name__iexact=name)
    if organisation is not None:
        taken = taken.exclude(pk=organisation.pk)
    found = taken.select_related("merged_into").first()
    if found is None:
        return
    if found.merged_into is not None:
        raise ValidationError(f"{found.name} was merged into {found.merged_into}. Use that one, or another name.")
    raise ValidationError(f"There is already an organisation called {name}. Use that one, or choose another name.")


@dataclass(frozen=True)
class OrganisationMerger:
    """What will happen; `problems` stop it.

    `moves`: partners that take the kept one's name; `returns`: those whose people move to the place that the kept one
    had left; `stay`: those that left, and keep the old name.
    """

    moves: tuple[Partner, ...]
    returns: tuple[Partner, ...]
    stay: tuple[Partner, ...]
    problems: tuple[str, ...]


def plan_organisation_merger(*, kept: Organisation, merged: Organisation) -> OrganisationMerger:
    """What merging `merged` into `kept` would do; `problems` say what has to be settled before."""
    own = {partner.partnership_id: partner for partner in kept.partners.all()}
    partners = list(merged.partners.select_related("partnership", "organisation").order_by("partnership__name"))
    active = [partner for partner in partners if partner.left_on is None]
    moves = [partner for partner in active if partner.partnership_id not in own]
    returns = [partner for partner in active if partner.partnership_id in own]
    problems = [
        f"Both are partners of {partner.partnership}. Mark one of them as left there first."
        for partner in returns
        if own[partner.partnership_id].left_on is None
    ]
    problems += [
        f"{partner.partnership} has an open round in which people were asked for {merged}. Close it first."
        for partner in returns
        if own[partner.partnership_id].left_on is not None and partner.participants.filter(round__state="open").exists()
    ]
    if kept.pk == merged.pk:
        problems = ["These are one organisation. Choose another one to merge into it."]
    problems += [
        f"{item} was merged into {item.merged_into} already."
        for item in (kept, merged)
        if item.merged_into_id is not None
    ]
    stay = [partner for partner in partners if partner.left_on is not None]
    return OrganisationMerger(tuple(moves), tuple(returns), tuple(stay), tuple(problems))


@transaction.atomic
def merge_organisations(*, kept: Organisation, merged: Organisation, by: User) -> None:
    """Gives what `merged` takes part in to `kept`; published results keep the names they were published with.

    ValidationError with every reason against it; nothing is changed then.
    """
    locked = Organisation.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk])
    both = {item.pk: item for item in locked}
    kept, merged = both[kept.pk], both[merged.pk]
    plan = plan_organisation_merger(kept=kept, merged=merged)
    if plan.problems:
        raise ValidationError(list(plan.problems))
    for partner in plan.moves:
        Partner.objects.filter(pk=partner.pk).update(organisation=kept)
        _record_name(partner, kept.name, merged.name, by)
    for partner in plan.returns:
        _return(kept, partner, by)
    Organisation.objects.filter(merged_into=merged).update(merged_into=kept)
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)
    record_audit(
        "organisation.merged", by=by, target=kept.name, before=merged.name, organisation=kept.pk, merged=merged.pk
    )


def _return(kept: Organisation, partner: Partner, by: User) -> None:
    """The kept one was here before and left: it comes back, with the people of the merged one."""
    own = Partner.objects.get(partnership=partner.partnership_id, organisation=kept)
    Partner.objects.filter(pk=own.pk).update(left_on=None)
    Partner.objects.filter(pk=partner.pk).update(left_on=max(timezone.localdate(), partner.joined_on))
    Membership.objects.filter(partner=partner, ended_at=None).update(partner=own)
    Invitation.objects.filter(partner=partner, accepted_at=None, revoked_at=None).update(partner=own)
    _record_name(own, kept.name, partner.organisation.name, by)
    partner.refresh_from_db()
    own.refresh_from_db()
    partner_left.happened(partner)
    leads_changed.happened(own)

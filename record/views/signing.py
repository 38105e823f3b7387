"""Answering for a partner, and reminding those who have not."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from partnerships.access import MemberRequest
from partnerships.models import Partner, Partnership
from partnerships.rules import Permission
from record.access import with_agreed_part
from record.forms import SignForm
from record.models import Version
from record.queries import states
from record.schema import Part
from record.services.agreeing import remind_signers, sign_version
from record.views.reading import part_page


@require_POST
@with_agreed_part(Permission.SIGN_RECORD)
def sign(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """A lead's answer for its own partner, to the version that it read."""
    state = states(partnership)[part.key]
    version = next((item for item in state.versions if str(item.number) == request.POST.get("version")), None)
    if version is None or version.is_open:
        raise Http404
    form = SignForm(request.POST)
    if not form.is_valid():
        return part_page(request, partnership, state, version, form)
    partner = get_object_or_404(Partner.objects.select_related("organisation"), pk=request.standing.partner_id or 0)
    try:
        sign_version(version=version, partner=partner, **form.cleaned_data, by=request.user)
        _say(request, version, partner)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("record:part", partnership.slug, part.key)


def _say(request: MemberRequest, version: Version, partner: Partner) -> None:
    version.refresh_from_db()
    agreed = " Every partner has agreed: it holds from now on." if version.state == Version.State.AGREED else ""
    messages.success(request, f"Signed for {partner}.{agreed}")


@require_POST
@with_agreed_part(Permission.EDIT_RECORD)
def remind(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """A mail to leads who have not answered; once a day."""
    state = states(partnership)[part.key]
    version = state.proposed or state.agreed
    if version is None:
        raise Http404
    count = remind_signers(version=version, by=request.user, today=timezone.localdate())
    told = f"The leads of {count} partner{'s' if count != 1 else ''} get a mail, once a day at most."
    messages.success(request, told if count else "Every partner has answered; there is nobody to remind.")
    return redirect("record:part", partnership.slug, part.key)

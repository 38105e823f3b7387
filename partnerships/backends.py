"""Who is signed in, with what every page's head has to know of them, in the one query that reads them anyway."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from accounts.models import User
from common.prepared import Prepared
from partnerships.models import Membership
from partnerships.rules import Role

FACILITATING = Membership.objects.filter(person=OuterRef("pk"), role=Role.FACILITATOR, ended_at=None)
SIGNED_IN = Prepared(User.objects.annotate(facilitates=Exists(FACILITATING)), "pk")


class SignedInBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, whose `get_user` says, too, whether the person facilitates anything now (`facilitates`)."""

    def get_user(self, user_id: int) -> User | None:
        """The person with this id; None where there is none, or the account is switched off."""
        try:
            person = SIGNED_IN.get(pk=user_id)
        except User.DoesNotExist:
            return None
        return person if self.user_can_authenticate(person) else None

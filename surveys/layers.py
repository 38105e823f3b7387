"""Two layers of answers, filled in on the same pages: a person's own, and their organisation's official one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Protocol

from django.urls import reverse

from accounts.models import User
from partnerships.models import Partner
from surveys.comments import Written
from surveys.definition import Answer
from surveys.models import OwnView, Participant, Response, Round
from surveys.organisation_view import OrganisationView, organisation_view, said_by_people
from surveys.published import Published
from surveys.services.official import open_official, save_official
from surveys.services.responses import open_response
from surveys.services.saving import Change, Saved, save_answers


class Pages(NamedTuple):
    """The names of a layer's pages."""

    tasks: str
    section: str
    save: str
    check: str
    send: str


class Layer(Protocol):
    """Whose answers are filled in, and where."""

    pages: ClassVar[Pages]

    @property
    def round(self) -> Round:
        """The round."""

    @property
    def made_for(self) -> str:
        """What a page carries, so that it does not save for anybody but whom it was made for."""

    @property
    def elsewhere(self) -> str:
        """Where somebody is led who cannot answer now."""

    @property
    def is_official(self) -> bool:
        """Whether it is the organisation's."""

    def open(self) -> Response:
        """The answers while they can be changed; RoundIsOverError or AlreadySentError otherwise."""

    def save(
        self, response: Response, changes: Mapping[str, Change[Answer | None]], comments: Mapping[str, Change[Written]]
    ) -> Saved:
        """As `save_answers`."""

    def said_by_people(self) -> Mapping[str, str]:
        """What the organisation's people said, in words, by statement; empty where that is not shown."""


@dataclass(frozen=True)
class OwnLayer:
    """What somebody who was asked answers themselves."""

    participant: Participant
    is_official = False
    pages: ClassVar[Pages] = Pages("surveys:tasks", "surveys:section", "surveys:save", "surveys:check", "surveys:send")

    @property
    def round(self) -> Round:
        """The round."""
        return self.participant.round

    @property
    def made_for(self) -> str:
        """The participant."""
        return str(self.participant.pk)

    @property
    def elsewhere(self) -> str:
        """What they had answered, if there is anything."""
        if hasattr(self.participant, "response"):
            return reverse(self.pages.check, args=[self.round.partnership.slug, self.round.pk])
        return self.round.get_absolute_url()

    def open(self) -> Response:
        """As `open_response`."""
        return open_response(self.participant)

    def save(
        self, response: Response, changes: Mapping[str, Change[Answer | None]], comments: Mapping[str, Change[Written]]
    ) -> Saved:
        """As `save_answers`."""
        return save_answers(response=response, changes=changes, comments=comments)

    def said_by_people(self) -> Mapping[str, str]:
        """Nothing: they answer by themselves."""
        return {}


@dataclass(frozen=True)
class OfficialLayer:
    """The official answer of an organisation, as one of its people sees it; `is_lead`: they lead it, signed in."""

    round: Round
    partner: Partner
    person: User
    is_lead: bool
    is_official = True
    pages: ClassVar[Pages] = Pages(
        "surveys:official",
        "surveys:official-section",
        "surveys:official-save",
        "surveys:official-check",
        "surveys:official-send",
    )

    @property
    def made_for(self) -> str:
        """The partner and the person: two people of one organisation may share a browser."""
        return f"official-{self.partner.pk}-{self.person.pk}"

    @property
    def elsewhere(self) -> str:
        """The page of the official answer, which says how things stand."""
        return reverse(self.pages.tasks, args=[self.round.partnership.slug, self.round.pk])

    def open(self) -> Response:
        """As `open_official`."""
        return open_official(round_=self.round, partner=self.partner, is_lead=self.is_lead)

    def save(
        self, response: Response, changes: Mapping[str, Change[Answer | None]], comments: Mapping[str, Change[Written]]
    ) -> Saved:
        """As `save_official`."""
        return save_official(response=response, changes=changes, comments=comments, is_lead=self.is_lead)

    def found(self) -> Response | None:
        """The official answer as it is stored (one query); None before it is begun."""
        return Response.objects.filter(round=self.round, partner=self.partner, is_official=True).first()

    def compared(self) -> Published | None:
        """The organisation's own view (one query); None before its answers are compared."""
        view = OwnView.objects.filter(round=self.round, partner=self.partner).first()
        return Published.from_json(view.published) if view else None

    def said_by_people(self) -> Mapping[str, str]:
        """From the organisation's own view."""
        published = self.compared()
        return said_by_people(published, self.round.instrument.content) if published else {}

    def view(self) -> OrganisationView | None:
        """Both layers side by side (two queries); None before the answers are compared."""
        published, official = self.compared(), self.found()
        if published is None:
            return None
        answers = official.answers if official else {}
        return organisation_view(published, self.round.instrument.content, answers)

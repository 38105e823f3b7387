"""Official answers of a story: near the mean of what the organisation's people answered, here and there above it."""

from __future__ import annotations

from datetime import datetime

from partnerships.models import Partner
from surveys.definition import Answer
from surveys.disclosure import SHOWN_FROM
from surveys.models import OwnView, Response, Round
from surveys.services.official import own_cells

ABOVE = 7
"""Every seventh statement is answered a point higher than its people did: officially things look better."""


class OfficialFilling:
    """A round's official answers being filled in, some in the past, which the services, rightly, would refuse."""

    def __init__(self, round_: Round) -> None:
        self.round, self.definition = round_, round_.instrument.content

    def complete(self, moment: datetime) -> None:
        """Every partner has compared, where enough people answered, and has sent its answer."""
        asked = self.round.participants.values("partner")
        for partner in Partner.objects.filter(pk__in=asked).select_related("organisation").order_by("pk"):
            self.compare(partner)
            self.send(partner, moment)

    def compare(self, partner: Partner) -> None:
        """Its own view, where three or more sent theirs."""
        sent = self._sent(partner)
        if len(sent) >= SHOWN_FROM:
            published = own_cells(self.round, partner, sent).to_json()
            OwnView.objects.create(round=self.round, partner=partner, published=published)

    def draft(self, partner: Partner, sections: int) -> None:
        """Answers to so many sections."""
        keys = [key for section in self.definition.sections[:sections] for key in section.statement_keys]
        self._official(partner, {key: answer for key, answer in self._answers(partner).items() if key in keys})

    def send(self, partner: Partner, moment: datetime) -> None:
        """The whole answer, sent then."""
        response = self._official(partner, self._answers(partner))
        response.is_submitted, response.saved_at, response.submitted_at = True, moment, moment
        response.save()

    def _official(self, partner: Partner, answers: dict[str, Answer]) -> Response:
        return Response.objects.create(
            round=self.round, partner=partner, is_official=True, answers=answers, revision=len(answers)
        )

    def _sent(self, partner: Partner) -> list[Response]:
        return list(Response.objects.filter(round=self.round, partner=partner, is_official=False, is_submitted=True))

    def _answers(self, partner: Partner) -> dict[str, Answer]:
        rows = self._sent(partner)
        found: dict[str, Answer] = {}
        for index, key in enumerate(self.definition.statement_keys, 1):
            scores = [answer for row in rows if isinstance(answer := row.answers.get(key), int)]
            if scores:
                mean = round(sum(scores) / len(scores))
                found[key] = min(self.definition.scale.points, mean + (index % ABOVE == 0))
        return found

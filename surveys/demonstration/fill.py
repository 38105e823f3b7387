"""Fills an empty database with the demonstration, through the services that people use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from partnerships.models import Organisation, Partner
from partnerships.rules import Role
from partnerships.services.organisations import create_organisation
from partnerships.services.partnerships import add_partner, create_partnership
from partnerships.services.people import add_member
from surveys.definition import Answer, Definition
from surveys.demonstration.answers import answers_of, first_part, takes_part
from surveys.demonstration.stories import AGEING_WELL, STORIES, PartnershipStory, PartnerStory
from surveys.instrument_file import load
from surveys.models import Instrument, Participant, Response, Round
from surveys.services.instruments import publish_instrument
from surveys.services.responses import start_response
from surveys.services.rounds import close_round, create_round, launch_round
from surveys.services.saving import Change, save_answers

DOMAIN = "demo.example"
INSTRUMENT = Path(settings.BASE_DIR) / "surveys" / "instruments" / "six-principles.yaml"
SEASONS = ("Winter", "Spring", "Summer", "Autumn")
OPEN_FOR = timedelta(days=21)
KNOWN = {("Brightwater Housing", 1): "member", ("Kingsmoor Community Health", 0): "lead"}
"""People who sign in by one click: (partner in the ageing-well partnership, person) -> the address before the @."""


@transaction.atomic
def fill_demonstration() -> None:
    """Makes people, partnerships and rounds; the same ones each time, with dates that end before today."""
    User.objects.create_user(f"administrator@{DOMAIN}", name="Demonstration administrator", is_administrator=True)
    facilitator = User.objects.create_user(f"facilitator@{DOMAIN}", name="Demonstration facilitator")
    instrument = publish_instrument(definition=load(INSTRUMENT))
    organisations: dict[str, Organisation] = {}
    for story in STORIES:
        _Filling(story, instrument, facilitator, organisations).fill()


class _Filling:
    """One partnership being filled."""

    def __init__(
        self, story: PartnershipStory, instrument: Instrument, facilitator: User, organisations: dict[str, Organisation]
    ) -> None:
        self.story, self.instrument, self.facilitator = story, instrument, facilitator
        self.organisations = organisations
        self.definition: Definition = instrument.content
        self.people: dict[int, tuple[PartnerStory, int]] = {}
        self.partners: dict[str, Partner] = {}

    def fill(self) -> None:
        """The partnership, its people, its closed rounds and, where the story has one, the open round and a draft."""
        story = self.story
        self.partnership = create_partnership(
            name=story.name, kind=story.kind, stage=story.stage, summary=story.summary, slug=story.slug, by=None
        )
        add_member(partnership=self.partnership, person=self.facilitator, role=Role.FACILITATOR, by=None)
        for index, months in enumerate(story.months_ago):
            self._join(index)
            self._closed_round(index, _months_before(timezone.localdate(), months))
        if story.open_round:
            self._open_round()
        if story.drafted_round:
            closes = self._closing(timezone.localdate() + timedelta(days=28))
            self._round(closes, f"{_season(closes.date())} health check")

    def _join(self, index: int) -> None:
        for partner in (partner for partner in self.story.partners if partner.from_round == index):
            organisation = self.organisations.get(partner.name) or create_organisation(
                name=partner.name, sector=partner.sector, by=None
            )
            self.organisations[partner.name] = organisation
            joined = _months_before(timezone.localdate(), self.story.months_ago[index] + 3)
            record = add_partner(partnership=self.partnership, organisation=organisation, joined_on=joined, by=None)
            for number in range(partner.people):
                self._person(partner, record, number)

    def _person(self, partner: PartnerStory, record: Partner, number: int) -> None:
        short = "".join(letter for letter in partner.name.lower() if letter.isascii() and letter.isalpha())[:24]
        known = KNOWN.get((partner.name, number)) if self.story is AGEING_WELL else None
        email = f"{known}@{DOMAIN}" if known else f"{short}-{number + 1}@{DOMAIN}"
        name = f"Demonstration partner {known}" if known else f"{partner.name}, person {number + 1}"
        person, _ = User.objects.get_or_create(email=email, defaults={"name": name, "password": "!"})
        role = Role.LEAD if number == 0 else Role.MEMBER
        add_member(partnership=self.partnership, person=person, role=role, partner=record, by=None)
        self.people[person.pk] = (partner, number)

    def _closed_round(self, index: int, closed_on: date) -> None:
        closes = self._closing(closed_on)
        round_ = self._round(closes, f"{_season(closed_on)} health check")
        launch_round(round_=round_, by=self.facilitator, at=closes - OPEN_FOR)
        for participant in round_.participants.select_related("partner", "person"):
            partner, number = self.people[participant.person_id]
            if takes_part(self.story, partner, number, index):
                answers = answers_of(self.story, partner, number, index, self.definition)
                self._sent_then(round_, participant, answers, closes - timedelta(days=5))
        close_round(round_=round_, by=self.facilitator, at=closes)

    def _sent_then(self, round_: Round, participant: Participant, answers: dict[str, Answer], moment: datetime) -> None:
        """A response that was sent in the past, which the services, rightly, would refuse today."""
        Response.objects.create(
            round=round_,
            partner=participant.partner,
            participant=participant,
            answers=answers,
            revision=len(answers),
            is_submitted=True,
            saved_at=moment,
            submitted_at=moment,
        )
        Participant.objects.filter(pk=participant.pk).update(has_answered=True)

    def _open_round(self) -> None:
        """A round that half have answered, some have begun, and the two known people have still to finish."""
        closes = self._closing(timezone.localdate() + timedelta(days=9))
        round_ = self._round(closes, f"{_season(closes.date())} health check")
        launch_round(round_=round_, by=self.facilitator, at=timezone.now() - timedelta(days=12))
        index = len(self.story.months_ago)
        for participant in round_.participants.select_related("partner", "person").order_by("pk"):
            partner, number = self.people[participant.person_id]
            answers = answers_of(self.story, partner, number, index, self.definition)
            known = participant.person.email.partition("@")[0] in KNOWN.values()
            if known or number % 5 == 3:
                self._begin(participant, first_part(answers, self.definition, 3 if known else 1))
            elif number % 2 == 0:
                self._sent_then(round_, participant, answers, timezone.now() - timedelta(days=3))

    @staticmethod
    def _begin(participant: Participant, answers: dict[str, Answer]) -> None:
        if participant.person.email.startswith("member@"):
            return
        response = start_response(participant)
        save_answers(response=response, changes={key: Change(None, answer) for key, answer in answers.items()})

    def _closing(self, day: date) -> datetime:
        """Five in the afternoon, local time."""
        return datetime.combine(day, time(17), ZoneInfo(self.partnership.time_zone))

    def _round(self, closes: datetime, title: str) -> Round:
        return create_round(
            partnership=self.partnership,
            instrument=self.instrument,
            title=title,
            opens_at=closes - OPEN_FOR,
            closes_at=closes,
            mode=self.story.mode,
            minimum_group=self.story.minimum_group,
            by=self.facilitator,
        )


def _months_before(day: date, months: int) -> date:
    """The 12th of the month that lies so many months back: a day every month has."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 12)


def _season(day: date) -> str:
    return f"{SEASONS[day.month % 12 // 3]} {day.year}"

"""Fills an empty database with the demonstration, through the services that people use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.followers import Moment
from common.models import OutgoingMail
from partnerships.models import Organisation, Partner
from partnerships.rules import Role
from partnerships.services.organisations import create_organisation
from partnerships.services.partnerships import add_partner, create_partnership, partner_leaves
from partnerships.services.people import add_member
from surveys.definition import Answer, Definition
from surveys.demonstration.answers import answers_of, first_part, importance_of, takes_part, turn_of
from surveys.demonstration.comments import release_comments, write_comments
from surveys.demonstration.official import OfficialFilling
from surveys.demonstration.record import RecordFilling
from surveys.demonstration.stories import AGEING_WELL, STORIES
from surveys.demonstration.story import OpenRound, PartnershipStory, PartnerStory
from surveys.instrument_file import load
from surveys.models import FollowUp, Instrument, Participant, Response, Round
from surveys.services.following_up import send_follow_up, try_follow_up, write_follow_up
from surveys.services.instruments import publish_instrument
from surveys.services.responses import start_response
from surveys.services.rounds import close_round, create_round, launch_round
from surveys.services.saving import Change, save_answers
from surveys.words import season_words

DOMAIN = "demo.example"
FILES = Path(settings.BASE_DIR) / "surveys" / "instruments"
INSTRUMENTS = ("six-principles", "isolation-and-collaboration")
OPEN_FOR = timedelta(days=21)
KNOWN = {("Brightwater Housing", 1): "member", ("Kingsmoor Community Health", 0): "lead"}
"""People who sign in by one click: (partner in the ageing-well partnership, person) -> the address before the @."""
demonstration_filled: Moment[User] = Moment("The demonstration was filled; by whom its partnerships are facilitated")


@transaction.atomic
def fill_demonstration() -> None:
    """Makes people, partnerships and rounds; the same ones each time, with dates that end before today."""
    User.objects.create_user(f"administrator@{DOMAIN}", name="Demonstration administrator", is_administrator=True)
    facilitator = User.objects.create_user(f"facilitator@{DOMAIN}", name="Demonstration facilitator")
    six, pulse = (publish_instrument(definition=load(FILES / f"{key}.yaml")) for key in INSTRUMENTS)
    organisations: dict[str, Organisation] = {}
    fillings = [_Filling(story, six, pulse, facilitator, organisations) for story in STORIES]
    for filling in fillings:
        filling.fill()
    for filling in fillings:
        filling.ask_officially()
    demonstration_filled.happened(facilitator)
    # Leads who begin are asked by mail to sign; what is told of the past is told to nobody.
    OutgoingMail.objects.filter(sent_at=None, to__endswith=f"@{DOMAIN}").delete()


class _Filling:
    """One partnership being filled."""

    def __init__(
        self,
        story: PartnershipStory,
        six: Instrument,
        pulse: Instrument,
        facilitator: User,
        organisations: dict[str, Organisation],
    ) -> None:
        self.story, self.six, self.pulse, self.facilitator = story, six, pulse, facilitator
        self.organisations = organisations
        self.definition: Definition = six.content
        self.people: dict[int, tuple[PartnerStory, int]] = {}
        self.partners: dict[str, Partner] = {}

    def fill(self) -> None:
        """The partnership, its people and record, its rounds and, where the story has them, an open one and a draft."""
        story = self.story
        self.partnership = create_partnership(
            name=story.name, kind=story.kind, stage=story.stage, summary=story.summary, slug=story.slug, by=None
        )
        add_member(partnership=self.partnership, person=self.facilitator, role=Role.FACILITATOR, by=None)
        self.record = RecordFilling(self.partnership)
        for index, months in enumerate(story.months_ago):
            self._join(index)
            self._closed_round(index, _months_before(timezone.localdate(), months), self.six)
            self._leave(index)
        for index, months in enumerate(story.pulses_ago):
            self._closed_round(index, _months_before(timezone.localdate(), months), self.pulse)
        self.record.until(timezone.localdate())
        if story.open_round:
            self._open_round(story.open_round)
        if story.drafted_round:
            closes = self._closing(timezone.localdate() + timedelta(days=28))
            self._round(closes, f"{season_words(closes.date())} health check")

    def ask_officially(self) -> None:
        """The open round with official answers, where the story has one; after all others, which keep their ids so.

        The known lead's organisation has compared its people's answers and begun; the last one has sent its answer.
        """
        open_ = self.story.official_round
        if open_ is None:
            return
        closes = self._closing(timezone.localdate() + timedelta(days=open_.closes_in))
        round_ = self._round(closes, f"{season_words(closes.date())} pulse", self.pulse, official=True)
        launch_round(round_=round_, by=self.facilitator, at=timezone.now() - timedelta(days=open_.since))
        self._answer(round_, open_, self.pulse.content)
        official = OfficialFilling(round_)
        known = next(name for name, email in KNOWN.items() if email == "lead")[0]
        official.compare(self.partners[known])
        official.draft(self.partners[known], sections=1)
        last = list(self.partners.values())[-1]
        official.send(last, timezone.now() - timedelta(hours=5))

    def _join(self, index: int) -> None:
        joined = _months_before(timezone.localdate(), self.story.months_ago[index] + 3)
        if index:
            self.record.until(joined)  # what was agreed before they came was agreed without them
        for partner in (partner for partner in self.story.partners if partner.from_round == index):
            organisation = self.organisations.get(partner.name) or create_organisation(
                name=partner.name, sector=partner.sector, by=None
            )
            self.organisations[partner.name] = organisation
            record = add_partner(partnership=self.partnership, organisation=organisation, joined_on=joined, by=None)
            self.partners[partner.name] = record
            for number in range(partner.people):
                self._person(partner, record, number)

    def _leave(self, index: int) -> None:
        left = _months_before(timezone.localdate(), self.story.months_ago[index] - 2)
        for partner in (partner for partner in self.story.partners if partner.until_round == index):
            self.record.until(left)
            partner_leaves(partner=self.partners[partner.name], on=left, by=self.facilitator)

    def _person(self, partner: PartnerStory, record: Partner, number: int) -> None:
        short = "".join(letter for letter in partner.name.lower() if letter.isascii() and letter.isalpha())[:24]
        known = KNOWN.get((partner.name, number)) if self.story is AGEING_WELL else None
        email = f"{known}@{DOMAIN}" if known else f"{short}-{number + 1}@{DOMAIN}"
        name = f"Demonstration partner {known}" if known else f"{partner.name}, person {number + 1}"
        person, _ = User.objects.get_or_create(email=email, defaults={"name": name, "password": "!"})
        role = Role.LEAD if number == 0 else Role.MEMBER
        add_member(partnership=self.partnership, person=person, role=role, partner=record, by=None)
        self.people[person.pk] = (partner, number)

    def _closed_round(self, index: int, closed_on: date, instrument: Instrument) -> None:
        closes = self._closing(closed_on)
        kind = "health check" if instrument == self.six else "pulse"
        is_official = self.story.official_pulse and kind == "pulse" and index == len(self.story.pulses_ago) - 1
        round_ = self._round(closes, f"{season_words(closed_on)} {kind}", instrument, official=is_official)
        launch_round(round_=round_, by=self.facilitator, at=closes - OPEN_FOR)
        for participant in round_.participants.select_related("partner", "person"):
            partner, number = self.people[participant.person_id]
            if takes_part(self.story, partner, number, index):
                answers = answers_of(self.story, partner, number, index, instrument.content)
                self._sent_then(round_, participant, answers, closes - timedelta(days=5))
        if is_official:
            OfficialFilling(round_).complete(closes - timedelta(days=2))
        comments = self.story.comments if closed_on == self._last_closed else ()
        write_comments(round_, comments)
        close_round(round_=round_, by=self.facilitator, at=closes)
        if comments:
            release_comments(round_, comments, by=self.facilitator)
        if instrument == self.six and index in self.story.told:
            self._tell(round_, self.story.told[index], closes + timedelta(days=24))

    def _tell(self, round_: Round, text: str, moment: datetime) -> None:
        """“You said, we did”, as it was sent then."""
        write_follow_up(round_=round_, text=text, by=self.facilitator)
        try_follow_up(round_=round_, by=self.facilitator)
        send_follow_up(round_=round_, by=self.facilitator)
        FollowUp.objects.filter(round=round_).update(tested_at=moment, sent_at=moment)

    @property
    def _last_closed(self) -> date:
        return _months_before(timezone.localdate(), self.story.months_ago[-1])

    def _sent_then(self, round_: Round, participant: Participant, answers: dict[str, Answer], moment: datetime) -> None:
        """A response that was sent in the past, which the services, rightly, would refuse today."""
        response = Response(
            round=round_, partner=participant.partner, answers=answers, revision=len(answers), is_submitted=True
        )
        response.importance = importance_of(self.story, *self.people[participant.person_id], round_.pk, self.definition)
        if round_.mode != Round.Mode.ANONYMOUS:
            response.participant, response.saved_at, response.submitted_at = participant, moment, moment
        response.save()
        Participant.objects.filter(pk=participant.pk).update(has_answered=True)

    def _open_round(self, open_: OpenRound) -> None:
        """A round that some have answered, some have begun, and the two known people have still to finish."""
        closes = self._closing(timezone.localdate() + timedelta(days=open_.closes_in))
        round_ = self._round(closes, f"{season_words(closes.date())} health check")
        launch_round(round_=round_, by=self.facilitator, at=timezone.now() - timedelta(days=open_.since))
        self._answer(round_, open_, self.definition)

    def _answer(self, round_: Round, open_: OpenRound, definition: Definition) -> None:
        """What has been given so far in an open round."""
        index = len(self.story.months_ago)
        for participant in round_.participants.select_related("partner", "person").order_by("pk"):
            partner, number = self.people[participant.person_id]
            answers = answers_of(self.story, partner, number, index, definition)
            known = participant.person.email.partition("@")[0] in KNOWN.values()
            turn = turn_of(self.story, partner, number)
            if known or open_.sent <= turn < open_.sent + open_.begun:
                self._begin(participant, first_part(answers, definition, 3 if known else 1))
            elif turn < open_.sent:
                self._sent_then(round_, participant, answers, timezone.now() - timedelta(hours=8))

    @staticmethod
    def _begin(participant: Participant, answers: dict[str, Answer]) -> None:
        if participant.person.email.startswith("member@"):
            return
        response = start_response(participant)
        save_answers(response=response, changes={key: Change(None, answer) for key, answer in answers.items()})

    def _closing(self, day: date) -> datetime:
        """Five in the afternoon, local time."""
        return datetime.combine(day, time(17), ZoneInfo(self.partnership.time_zone))

    def _round(
        self, closes: datetime, title: str, instrument: Instrument | None = None, *, official: bool = False
    ) -> Round:
        return create_round(
            partnership=self.partnership,
            instrument=instrument or self.six,
            title=title,
            opens_at=closes - OPEN_FOR,
            closes_at=closes,
            mode=Round.Mode.ATTRIBUTED if official else self.story.mode,
            official=official,
            minimum_group=self.story.minimum_group,
            view=Round.View.TOGETHER if self.story.together else Round.View.PARTNERS,
            asks_importance=bool(self.story.importance) and not official,
            by=self.facilitator,
        )


def _months_before(day: date, months: int) -> date:
    """The 12th of the month that lies so many months back: a day every month has."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 12)

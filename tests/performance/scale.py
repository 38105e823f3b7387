"""`make scale-data`: partnerships by the thousand, with a million answers, in the database named by DATABASE_URL.

By bulk inserts, from forty stories that are published and figured once, by the product's own computation; each
partnership tells one of them with partners and dates of its own. `manage.py rebuild_portfolio --check` holds.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from partnerships.models import Membership, Organisation, Partner, Partnership
from record.models import Entry, Version
from surveys.disclosure import publish
from surveys.figures import figures
from surveys.instrument_file import load
from surveys.models import Instrument, PortfolioRow, PortfolioSection, Response, Round, RoundResult
from surveys.portfolio import ClosedRound, summary_of
from surveys.services.instruments import publish_instrument
from tests.factories import SIX

PARTNERSHIPS, ANSWERING = 10_000, 50
"""So many by default, and so many responses a round; a partnership has one to three rounds, two on average."""
STORIES, BATCH, PARTNERS = 40, 250, ("first", "second")
EACH_FACILITATES = 25
KINDS = [value for value, _ in Partnership.Kind.choices]
STAGES = ["working"] * 12 + ["forming", "reviewing", "exploring", "winding_down"]
ADDRESS = "scale-{}@scale.example"
ADMINISTRATOR = ADDRESS.format("administrator")


@dataclass(frozen=True)
class Told:
    """A round of a story: what people answered, and the result as JSON, with the partners under made-up keys."""

    answers: list[tuple[str, dict[str, Any]]]
    published: str
    figures: str
    document: dict[str, Any]
    invited: int


Story = list[Told]
"""Three rounds, the oldest first."""


def stories(answering: int) -> Iterator[Story]:
    """Always the same ones."""
    definition = load(SIX)
    for number in range(STORIES):
        chance = random.Random(number)
        level, drift = chance.uniform(1.6, 3.6), chance.choice((-0.6, -0.1, 0, 0.1, 0.6))
        yield [_told(chance, definition, level + drift * turn, answering) for turn in range(3)]


def _told(chance: random.Random, definition: Any, level: float, answering: int) -> Told:
    answers = [(PARTNERS[number % 2], _answers(chance, definition, level)) for number in range(answering)]
    published = publish(
        answers,
        names={key: key for key in PARTNERS},
        definition=definition,
        mode=Round.Mode.ANONYMOUS,
        minimum_group=3,
        view=Round.View.PARTNERS,
    )
    document = figures(published, definition)
    texts = json.dumps(published.to_json()), json.dumps(document)
    return Told(answers, *texts, document, invited=round(answering * chance.uniform(1, 2.4)))


def _answers(chance: random.Random, definition: Any, level: float) -> dict[str, Any]:
    return {
        key: "dk" if chance.random() < 0.05 else min(4, max(1, round(chance.gauss(level + shift, 0.8))))
        for section in definition.sections
        for shift in [chance.uniform(-0.4, 0.4)]
        for key in section.statement_keys
    }


def fill(partnerships: int = PARTNERSHIPS, answering: int = ANSWERING) -> int:
    """Makes them all; how many responses there are now."""
    told = list(stories(answering))
    instrument = publish_instrument(definition=load(SIX))
    User.objects.create_user(ADMINISTRATOR, name="Administrator", is_administrator=True)
    facilitators = User.objects.bulk_create(
        User(email=ADDRESS.format(number), name=f"Facilitator {number}", password="!")
        for number in range(-(-partnerships // EACH_FACILITATES))
    )
    organisations = Organisation.objects.bulk_create(
        [Organisation(name=f"Scale organisation {number:05}") for number in range(max(2, partnerships // 5))]
    )
    for start in range(0, partnerships, BATCH):
        with transaction.atomic():
            _Batch(range(start, min(start + BATCH, partnerships)), told, instrument, facilitators, organisations).fill()
    return Response.objects.count()


class _Batch:
    """Some hundred partnerships, in one transaction."""

    def __init__(
        self,
        numbers: range,
        told: list[Story],
        instrument: Instrument,
        facilitators: list[User],
        organisations: list[Organisation],
    ) -> None:
        self.numbers, self.told, self.instrument = numbers, told, instrument
        self.facilitators, self.organisations = facilitators, organisations
        self.now = timezone.now()

    def fill(self) -> None:
        """Partnerships with partners and a facilitator, their record, then their rounds."""
        self.partnerships = Partnership.objects.bulk_create(
            Partnership(
                name=f"Scale partnership {number:05}",
                slug=f"scale-{number:05}",
                kind=KINDS[number % len(KINDS)],
                stage=STAGES[number % len(STAGES)],
                created_at=self.now - timedelta(days=1200),
            )
            for number in self.numbers
        )
        partners = Partner.objects.bulk_create(
            Partner(partnership=item, organisation=organisation, joined_on="2020-01-01")
            for number, item in zip(self.numbers, self.partnerships, strict=True)
            for organisation in self._two(number)
        )
        self.pairs = list(zip(partners[::2], partners[1::2], strict=True))
        Membership.objects.bulk_create(
            Membership(partnership=item, person=self.facilitators[number // EACH_FACILITATES], role="facilitator")
            for number, item in zip(self.numbers, self.partnerships, strict=True)
        )
        self._fill_record()
        self._fill_rounds()

    def _two(self, number: int) -> list[Organisation]:
        """Two organisations, in the order of their names."""
        count = len(self.organisations)
        return [self.organisations[index] for index in sorted({number % count, (number * 7 + 1) % count} | {0})[-2:]]

    def _fill_record(self) -> None:
        """A review and a term for everybody; an exit strategy, put forward by nobody yet, for two of three."""
        identity = Version.objects.bulk_create(
            Version(partnership=item, part_key="identity", number=1, state=Version.State.KEPT)
            for item in self.partnerships
        )
        exits = Version.objects.bulk_create(
            Version(partnership=item, part_key="exit", number=1)
            for number, item in zip(self.numbers, self.partnerships, strict=True)
            if number % 3
        )
        entries = [
            Entry(version=version, clause="standing", values=self._dates(number))
            for number, version in zip(self.numbers, identity, strict=True)
        ]
        for version in exits:
            entries += [Entry(version=version, clause="triggers", values={"trigger": f"Trigger {n}"}) for n in range(4)]
            entries.append(Entry(version=version, clause="notice", values={"days": 90}))
        Entry.objects.bulk_create(entries, batch_size=1000)

    def _dates(self, number: int) -> dict[str, str]:
        chance, today = random.Random(number), self.now.date()
        review, term = (today + timedelta(days=chance.randint(*days)) for days in ((-60, 700), (-10, 2000)))
        return {"next_review_on": review.isoformat(), "term_ends_on": term.isoformat()}

    def _fill_rounds(self) -> None:
        turns = [
            (place, story, turn)
            for place, number in enumerate(self.numbers)
            for story in [self.told[number % STORIES]]
            for turn in range(2 - number % 3, 3)
        ]
        rounds = Round.objects.bulk_create(
            Round(
                partnership=self.partnerships[place],
                instrument=self.instrument,
                title=f"Round {turn + 1}",
                mode=Round.Mode.ANONYMOUS,
                state=Round.State.CLOSED,
                opens_at=(ended := self._ended(place, turn)) - timedelta(days=21),
                launched_at=ended - timedelta(days=21),
                closes_at=ended,
                closed_at=ended,
            )
            for place, _, turn in turns
        )
        made = list(zip(rounds, turns, strict=True))
        RoundResult.objects.bulk_create((self._result(item, *turn) for item, turn in made), batch_size=50)
        Response.objects.bulk_create(
            (
                Response(round=item, partner=self._partner(place, key), answers=answers, is_submitted=True)
                for item, (place, story, turn) in made
                for key, answers in story[turn].answers
            ),
            batch_size=2000,
        )
        self._fill_rows(made)

    def _ended(self, place: int, turn: int) -> datetime:
        return self.now - timedelta(days=30 + (place * 13) % 420 + 180 * (2 - turn))

    def _partner(self, place: int, key: str) -> Partner:
        return self.pairs[place][PARTNERS.index(key)]

    def _named(self, place: int, text: str) -> Any:
        """A result with this partnership's partners in the place of the story's."""
        for key in PARTNERS:
            partner = self._partner(place, key)
            text = text.replace(f'"name": "{key}"', f'"name": "{partner.organisation.name}"')
            text = text.replace(f'"{key}": "{key}"', f'"{partner.pk}": "{partner.organisation.name}"')
            text = text.replace(f'"{key}"', f'"{partner.pk}"')
        return json.loads(text)

    def _result(self, round_: Round, place: int, story: Story, turn: int) -> RoundResult:
        told = story[turn]
        texts = {"published": self._named(place, told.published), "figures": self._named(place, told.figures)}
        return RoundResult(round=round_, **texts, invited=told.invited, answered=len(told.answers))

    def _fill_rows(self, made: list[tuple[Round, tuple[int, Story, int]]]) -> None:
        by_place: dict[int, list[ClosedRound]] = {}
        for round_, (place, story, turn) in reversed(made):
            by_place.setdefault(place, []).append(self._closed(round_, story[turn]))
        summaries = {place: summary_of(found) for place, found in by_place.items()}
        rows = PortfolioRow.objects.bulk_create(
            PortfolioRow(
                partnership=self.partnerships[place],
                instrument_key=self.instrument.key,
                **{name: getattr(item, name) for name in type(item).__dataclass_fields__ if name != "sections"},
            )
            for place, item in summaries.items()
        )
        PortfolioSection.objects.bulk_create(
            PortfolioSection(row=row, **asdict(section))
            for row, item in zip(rows, summaries.values(), strict=True)
            for section in item.sections
        )

    @staticmethod
    def _closed(round_: Round, told: Told) -> ClosedRound:
        return ClosedRound(
            round_.pk, round_.closes_at, round_.closes_at, 4, len(told.answers), told.invited, told.document
        )


def megabytes() -> float:
    """What the database takes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return float(cursor.fetchone()[0]) / 1e6
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return float(cursor.fetchone()[0]) / 1e6


PAGES = {
    "first page": "",
    "those that need a visit": "?why=any",
    "overdue, of one kind, by health": "?why=late&kind=supply&sort=health",
    "an organisation's": "?organisation=organisation%2000007",
    "last page": "?page=9999",
}


def measure(email: str = ADMINISTRATOR, times: int = 40) -> dict[str, float]:
    """The 95th percentile of each page of the portfolio, in ms, as somebody sees it."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    asked = {name: reverse("portfolio") + query for name, query in PAGES.items()}
    asked["thirds"] = reverse("portfolio-beside")
    return {
        name: _p95(partial(client.get, address, headers={"host": "localhost"}), times)
        for name, address in asked.items()
    }


def _p95(ask: Any, times: int) -> float:
    taken = []
    for _ in range(times + 2):
        started = time.perf_counter()
        if ask().status_code != 200:
            raise RuntimeError("The page was not there.")
        taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken[2:])[int(0.95 * times) - 1 if times > 1 else 0]

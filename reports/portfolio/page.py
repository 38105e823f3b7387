"""What the portfolio's pages print, made ready so that templates only print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.access import UserRequest
from partnerships.models import Partnership
from record.document import day_words
from reports.charts import ChartSpec
from reports.charts.portfolio import history, portfolio_heat
from reports.pictures.svg_history import tiny
from reports.portfolio.facts import Facts, Health
from reports.portfolio.reading import facts_of
from reports.portfolio.selection import Measure, Selection, measures, selection
from reports.portfolio.wishes import ORDERS, WHYS, PortfolioWishes, portfolio_wishes
from reports.words.phrases import isolated, plural
from reports.words.portfolio import share_words, shared_words, trend_words
from reports.words.visit import reasons, score_words
from surveys.words import number_word

A_PAGE = 25
KINDS, STAGES = list(Partnership.Kind.choices), list(Partnership.Stage.choices)


@dataclass(frozen=True)
class PortfolioLine:
    """A partnership in the table; empty words where nothing is known."""

    partnership: Partnership
    facts: Facts

    @property
    def health(self) -> Health | None:
        """Its newest round of the instrument."""
        return self.facts.health

    @property
    def score(self) -> str:
        """The overall as it is shown."""
        health = self.health
        return score_words(health.mean, health.bound) if health and health.mean is not None else ""

    @property
    def picture(self) -> SafeString | None:
        """The overall over rounds; None for under two."""
        health = self.health
        if health is None or sum(mean is not None for _, mean, _ in health.history) < 2:
            return None
        return tiny(history(self.partnership.name, health))

    @property
    def shared(self) -> str:
        """On how many sections there is a shared view."""
        return shared_words(self.health) if self.health else ""

    @property
    def trend(self) -> str:
        """What moved."""
        return trend_words(self.health) if self.health else ""

    @property
    def answered(self) -> str:
        """How many answered, of whom."""
        return share_words(self.health.answered, self.health.invited) if self.health else ""

    @property
    def overdue(self) -> str:
        """How much of the record is."""
        count = len(self.facts.late)
        return f"{number_word(count)}, by {self.facts.late[0].days:,} {_days(self.facts.late[0].days)}" if count else ""

    @property
    def last_round(self) -> str:
        """When the newest round ended."""
        return day_words(self.health.ended_on) if self.health else ""

    @property
    def results(self) -> str:
        """Where the newest round is read."""
        if self.health is None:
            return ""
        return reverse("reports:round-results", args=[self.partnership.slug, self.health.round_id])

    @cached_property
    def reasons(self) -> list[tuple[str, str]]:
        """Why it may need a visit: each sentence, and the address of what it is about."""
        return [(reason.sentence, self._place(reason.key)) for reason in reasons(self.facts)]

    def _place(self, key: str) -> str:
        """Where the reader sees what a reason is about."""
        slug = self.partnership.slug
        if key == "fell":
            return reverse("reports:over-time", args=[slug])
        if key == "long-ago":
            return reverse("surveys:rounds", args=[slug])
        if key == "unready":
            return reverse("record:part", args=[slug, "exit"])
        if key == "declined":
            return self._part({item.part for item in self.facts.declined}) + "#signatures"
        return self._part({item.part for item in self.facts.late}) if key == "late" else self.results

    def _part(self, parts: set[str]) -> str:
        """The part of the record; its contents where there are several."""
        slug = self.partnership.slug
        return reverse("record:part", args=[slug, *parts]) if len(parts) == 1 else reverse("record:index", args=[slug])


def _days(count: int) -> str:
    return plural(count, "day", "days")


@dataclass(frozen=True)
class PortfolioPage:
    """A page of a selection, with everything that was read for it."""

    wishes: PortfolioWishes
    measures: list[Measure]
    measure: Measure | None
    selection: Selection
    page: Page[Partnership]
    partnerships: list[Partnership]
    facts: Mapping[int, Facts]

    @cached_property
    def lines(self) -> list[PortfolioLine]:
        """The partnerships, in the order asked for."""
        return [PortfolioLine(item, self.facts[item.pk]) for item in self.partnerships]

    @property
    def order(self) -> str:
        """In which order they stand, in words."""
        return ORDERS[self.wishes.sort]

    @property
    def needing(self) -> list[PortfolioLine]:
        """Those that may need a visit."""
        return [line for line in self.lines if line.reasons]

    @property
    def quiet(self) -> list[PortfolioLine]:
        """The others, but for those that are closed."""
        return [line for line in self.lines if not line.reasons and not line.facts.is_closed]

    @cached_property
    def heat(self) -> ChartSpec | None:
        """The sections across partnerships; None where no round of any instrument has closed."""
        if self.measure is None or not any(line.health for line in self.lines):
            return None
        named = [(isolated(line.partnership.name), line.results, line.health) for line in self.lines]
        return portfolio_heat(self.measure.definition, named)


def portfolio_page(request: UserRequest) -> PortfolioPage:
    """What the address asks for, of what the reader looks after."""
    found = measures(request.user)
    wishes = wishes_of(request)
    measure = next((item for item in found if item.key == wishes.instrument), found[0] if found else None)
    today = timezone.localdate()
    chosen = selection(request.user, wishes, measure, today)
    page = Paginator(chosen.chosen, A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    return PortfolioPage(wishes, found, measure, chosen, page, shown, facts_of(shown, measure, today))


def wishes_of(request: HttpRequest) -> PortfolioWishes:
    """The wishes in the address; an instrument nobody used is no wish."""
    return portfolio_wishes(request.GET, [key for key, _ in KINDS], [key for key, _ in STAGES])


@dataclass(frozen=True)
class Choice:
    """A list to choose from."""

    name: str
    label: str
    every: str
    options: list[tuple[str, str]]
    chosen: str


def choices(page: PortfolioPage) -> list[Choice]:
    """The lists of the form, in their order; the instrument only where there are several."""
    wishes = page.wishes
    found = [
        Choice("why", "Reason for a visit", "with or without", list(WHYS.items()), wishes.why),
        Choice("kind", "Kind", "every kind", KINDS, wishes.kind),
        Choice("stage", "Stage", "all but closed", STAGES, wishes.stage),
        Choice("sort", "Order", "", list(ORDERS.items()), wishes.sort),
    ]
    if len(page.measures) > 1 and page.measure:
        options = [(item.key, item.title) for item in page.measures]
        found.append(Choice("instrument", "Measured by", "", options, page.measure.key))
    return found


def only_needing(wishes: PortfolioWishes) -> str:
    """The address of those that may need a visit."""
    return f"?{replace(wishes, why='any').query()}"

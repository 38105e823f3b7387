"""What a partnership's closed rounds come to, kept so that many partnerships can be read side by side."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Partnership
from surveys.models.rounds import Round


class PortfolioRow(models.Model):
    """A partnership's rounds of one instrument, whatever its version; the fields are those of `surveys.portfolio`.

    Made from results when a round closes, and from nothing else: `manage.py rebuild_portfolio --check` proves it.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="portfolio_rows")
    instrument_key = models.SlugField(max_length=60)
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="portfolio_row")
    ended_at = models.DateTimeField()
    points = models.PositiveSmallIntegerField()
    answered = models.PositiveIntegerField()
    invited = models.PositiveIntegerField(null=True)
    mean = models.FloatField(null=True)
    bound = models.CharField(max_length=8, blank=True)
    band = models.CharField(max_length=1, blank=True)
    no_shared_view = models.BooleanField(null=True)
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)
    matched = models.PositiveIntegerField(default=0)
    moved = models.SmallIntegerField(default=0)
    history = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "instrument_key"], name="portfolio_row_once_an_instrument"),
            models.CheckConstraint(condition=Q(moved__in=[-1, 0, 1]), name="portfolio_row_moved_one_way"),
        ]
        indexes = [models.Index(fields=["instrument_key", "mean"], name="portfolio_row_by_mean")]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.instrument_key}"


class PortfolioSection(models.Model):
    """One section of the round that a row is about; `tenths` is the mean as it is shown."""

    row = models.ForeignKey(PortfolioRow, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    mean = models.FloatField(null=True)
    tenths = models.PositiveSmallIntegerField(null=True)
    bound = models.CharField(max_length=8, blank=True)
    band = models.CharField(max_length=1, blank=True)
    no_shared_view = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "key"], name="portfolio_section_once_a_row")]

    def __str__(self) -> str:
        return f"{self.row}: {self.key}"

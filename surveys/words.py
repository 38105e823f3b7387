"""Dates, durations and counts in the reader's words. Pure."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE_WORDS = {"Europe/London": "UK time"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


SEASONS = ("Spring", "Summer", "Autumn")


def season_words(day: date) -> str:
    """The season of a day, as titles of rounds have it: “Autumn 2026”; a winter lies in two years: “Winter 2026/27”."""
    if day.month in {12, 1, 2}:
        first = day.year if day.month == 12 else day.year - 1
        return f"Winter {first}/{(first + 1) % 100:02}"
    return f"{SEASONS[day.month // 3 - 1]} {day.year}"


def number_word(number: int) -> str:
    """A small whole number as a word, a larger one in digits."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def lower_first(title: str) -> str:
    """A title inside a sentence; one that begins with an abbreviation, such as NCOs, stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def zone_words(zone: ZoneInfo) -> str:
    """How people call the zone: “UK time”, else the city's name."""
    return ZONE_WORDS.get(zone.key) or f"{zone.key.rpartition('/')[2].replace('_', ' ')} time"


def clock(moment: datetime) -> str:
    """A local time such as “5 pm” or “9:30 am”; noon and midnight by name."""
    if (moment.hour, moment.minute) in {(0, 0), (12, 0)}:
        return "noon" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{hour}{minutes} {'am' if moment.hour < 12 else 'pm'}"


def deadline_words(moment: datetime, zone: ZoneInfo) -> str:
    """A deadline such as “Friday 12 March 2027, 5 pm UK time”."""
    local = moment.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}, {clock(local)} {zone_words(zone)}"


def closing_words(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """When something closes, seen from now: “closes in three days, on Friday 12 March 2027, 5 pm UK time”.

    Days are counted on the zone's calendar: “closes today at 5 pm UK time, in two hours”, “closes tomorrow, …”,
    and once it is over “closed on …”.
    """
    local, words = moment.astimezone(zone), deadline_words(moment, zone)
    if moment <= now:
        return f"closed on {words}"
    days = (local.date() - now.astimezone(zone).date()).days
    if days == 0:
        return f"closes today at {clock(local)} {zone_words(zone)}, in {_hours_words(moment, now)}"
    return f"closes tomorrow, {words}" if days == 1 else f"closes in {number_word(days)} days, on {words}"


def times_words(opens: datetime, closes: datetime, zone: ZoneInfo, now: datetime) -> str:
    """When a round takes answers: “closes Friday 12 March 2027, 5 pm UK time”; before it opens “opens …, closes …”."""
    closing = f"closes {deadline_words(closes, zone)}"
    return f"opens {deadline_words(opens, zone)}, {closing}" if opens > now else closing


def _hours_words(moment: datetime, now: datetime) -> str:
    hours = int((moment - now).total_seconds() // 3600)
    return f"{number_word(hours)} hour{'' if hours == 1 else 's'}" if hours else "under an hour"


def time_left(moment: datetime, now: datetime) -> str:
    """How long until a moment: “9 days left”, “5 hours left”, “under an hour left”, “over”."""
    seconds = (moment - now).total_seconds()
    if seconds <= 0:
        return "over"
    for size, unit in ((86400, "day"), (3600, "hour")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}{'' if count == 1 else 's'} left"
    return "under an hour left"

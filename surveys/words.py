"""Dates, durations and counts in the reader's words. Pure.

`say` puts a text into another language, as gettext does; without one, texts stay English.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE_WORDS = {"Europe/London": "UK time"}
Say = Callable[[str], str]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


SEASONS = ("Spring", "Summer", "Autumn")


def season_words(day: date) -> str:
    """The season of a day, as titles of rounds have it: “Autumn 2026”; a winter lies in two years: “Winter 2026/27”."""
    if day.month in {12, 1, 2}:
        first = day.year if day.month == 12 else day.year - 1
        return f"Winter {first}/{(first + 1) % 100:02}"
    return f"{SEASONS[day.month // 3 - 1]} {day.year}"


def english(text: str) -> str:
    """The text as it is."""
    return text


def number_word(number: int, say: Say = english) -> str:
    """A small whole number as a word, a larger one in digits."""
    return say(NUMBERS[number]) if 0 <= number < len(NUMBERS) else f"{number:,}"


def lower_first(title: str) -> str:
    """A title inside a sentence; one that begins with an abbreviation, such as NCOs, stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def zone_words(zone: ZoneInfo, say: Say = english) -> str:
    """How people call the zone: “UK time”, else the city's name."""
    if zone.key in ZONE_WORDS:
        return say(ZONE_WORDS[zone.key])
    return say("{city} time").format(city=zone.key.rpartition("/")[2].replace("_", " "))


def clock(moment: datetime, say: Say = english) -> str:
    """A local time such as “5 pm” or “9:30 am”; noon and midnight by name."""
    if (moment.hour, moment.minute) in {(0, 0), (12, 0)}:
        return say("noon") if moment.hour else say("midnight")
    hour = moment.hour % 12 or 12
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{hour}{minutes} {say('am' if moment.hour < 12 else 'pm')}"


def deadline_words(moment: datetime, zone: ZoneInfo, say: Say = english) -> str:
    """A deadline such as “Friday 12 March 2027, 5 pm UK time”."""
    local = moment.astimezone(zone)
    day = f"{say(f'{local:%A}')} {local.day} {say(f'{local:%B}')} {local.year}"
    return f"{day}, {clock(local, say)} {zone_words(zone, say)}"


def closing_words(moment: datetime, zone: ZoneInfo, now: datetime, say: Say = english) -> str:
    """When something closes, seen from now: “closes in three days, on Friday 12 March 2027, 5 pm UK time”.

    Days are counted on the zone's calendar: “closes today at 5 pm UK time, in two hours”, “closes tomorrow, …”,
    and once it is over “closed on …”.
    """
    local, when = moment.astimezone(zone), deadline_words(moment, zone, say)
    if moment <= now:
        return say("closed on {when}").format(when=when)
    days = (local.date() - now.astimezone(zone).date()).days
    if days == 0:
        hour, left = f"{clock(local, say)} {zone_words(zone, say)}", _hours_words(moment, now, say)
        return say("closes today at {hour}, in {left}").format(hour=hour, left=left)
    if days == 1:
        return say("closes tomorrow, {when}").format(when=when)
    return say("closes in {days} days, on {when}").format(days=number_word(days, say), when=when)


def times_words(opens: datetime, closes: datetime, zone: ZoneInfo, now: datetime, say: Say = english) -> str:
    """When a round takes answers: “closes Friday 12 March 2027, 5 pm UK time”; before it opens “opens …, closes …”."""
    closing = say("closes {when}").format(when=deadline_words(closes, zone, say))
    if opens <= now:
        return closing
    return say("opens {when}, {closing}").format(when=deadline_words(opens, zone, say), closing=closing)


def _hours_words(moment: datetime, now: datetime, say: Say) -> str:
    hours = int((moment - now).total_seconds() // 3600)
    if not hours:
        return say("under an hour")
    return say("{hours} hour" if hours == 1 else "{hours} hours").format(hours=number_word(hours, say))


def time_left(moment: datetime, now: datetime, say: Say = english) -> str:
    """How long until a moment: “9 days left”, “5 hours left”, “under an hour left”, “over”."""
    seconds = (moment - now).total_seconds()
    if seconds <= 0:
        return say("over")
    for size, unit in ((86400, "day"), (3600, "hour")):
        if seconds >= size:
            count = int(seconds // size)
            return say(f"{{count}} {unit}{'' if count == 1 else 's'} left").format(count=count)
    return say("under an hour left")

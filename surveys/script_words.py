"""What the scripts of the pages of filling in say (assets/answering/), in the language that the page speaks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils import translation

from surveys.languages import ENGLISH
from surveys.words import NUMBERS

SAID = (
    *NUMBERS,
    " (may be quoted)",
    " and ",
    "A comment is not saved: it says why.",
    "Answered elsewhere meanwhile: {stored} is stored, here is {mine}.",
    "Answers are saved as you give them.",
    "Changed elsewhere meanwhile: choose which to keep.",
    "Changed elsewhere: this is what is stored now",
    "Comment changed elsewhere meanwhile: {stored} is stored, here is {mine}.",
    "Given in this tab and not saved yet: {amount}.",
    "Go on",
    "Keep what is stored",
    "Not saved yet: {amount} given in this tab.",
    "Not saved",
    "Not saved, trying again",
    "Not saved, trying again. Leave this page open.",
    "Not saved, trying again. {amount} kept in this tab.",
    "Not saved: kept in this tab",
    "Offline: kept in this tab",
    "Offline: kept in this tab, and sent when the line is back. Leave this page open.",
    "Offline: {amount} kept in this tab until the line is back.",
    "Read more at the top of the page",
    "Saved",
    "Saved {time}",
    "Saving…",
    "Something was changed elsewhere: choose first.",
    "Something was changed elsewhere: choose which to keep.",
    "Turn number keys off",
    "Turn number keys on",
    "Use mine",
    "You are offline. Go on when the line is back.",
    "You cannot answer here as the person who is signed in now.",
    "You have been signed out.",
    "You have been signed out. {amount} kept in this tab.",
    "Your comment is not saved.",
    "answer",
    "answers",
    "comment",
    "comments",
    "no comment",
    "not answered",
    "nothing",
    "{amount} given in this tab came too late: not stored, not counted.",
    "{amount} in this tab came too late: not stored, not counted.",
    "{amount} kept in this tab for the person who gave them.",
    ": what you gave is sent then, if you may still answer here.",
)


@lru_cache
def script_words(interface: str) -> Mapping[str, str]:
    """English to what is said instead; empty where the page speaks English."""
    if interface == ENGLISH:
        return {}
    with translation.override(interface):
        return {text: translation.gettext(text) for text in SAID}

"""What stands between a draft and the round before it when they are compared. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.words import number_word


@dataclass(frozen=True)
class Setting:
    """What of a round decides how far it can be compared: its instrument, its promise, and its partners (key: name)."""

    definition: Definition
    mode: str
    minimum_group: int
    view: str
    partners: Mapping[str, str]
    official: bool = False


def hindrances(before: Setting, now: Setting) -> list[str]:
    """Each difference that keeps figures of the two rounds from being compared, in a sentence; empty for none."""
    then, points = before.definition.scale.points, now.definition.scale.points
    if then != points:
        return [f"Answers ran from 1 to {then}, and now run to {points}: nothing can be compared."]
    found = (_versions(before.definition, now.definition), _promise(before, now), _partners(before, now))
    return [sentence for sentence in found if sentence]


def _versions(before: Definition, now: Definition) -> str:
    if before.version == now.version:
        return ""
    kept = len(set(before.statement_keys) & set(now.statement_keys))
    dropped, added = len(before.statement_keys) - kept, len(now.statement_keys) - kept
    changes = [f"{number_word(added)} new"] * bool(added) + [f"{number_word(dropped)} dropped"] * bool(dropped)
    more = f", {' and '.join(changes)}" if changes else ""
    return (
        f"It is version {now.version} of the instrument; then it was version {before.version}. "
        f"{kept} {'statement' if kept == 1 else 'statements'} can be compared{more}."
    )


def _promise(before: Setting, now: Setting) -> str:
    """Mode, view and smallest group: with another of these people answer differently, and other columns are shown."""
    if before.mode != now.mode:
        return (
            f"It is {now.mode}; then it was {before.mode}. People may answer differently for that reason alone, "
            "and other figures are hidden."
        )
    if before.official != now.official:
        kinds = {True: "one official answer an organisation", False: "what each of an organisation’s people answer"}
        then = kinds[before.official]
        return f"It shows {kinds[now.official]}; then it showed {then}: what moved may be that difference."
    if before.view != now.view:
        ways = {"partners": "side by side", "together": "together in one column"}
        return f"Partners are shown {ways[now.view]}; then they were {ways[before.view]}: no partner can be compared."
    if now.mode != "attributed" and before.minimum_group != now.minimum_group:
        return (
            f"The smallest group shown is {number_word(now.minimum_group)}; then it was "
            f"{number_word(before.minimum_group)}: some partners have a column of their own in one of the two only."
        )
    return ""


def _partners(before: Setting, now: Setting) -> str:
    came = sorted(name for key, name in now.partners.items() if key not in before.partners)
    went = sorted(name for key, name in before.partners.items() if key not in now.partners)
    told = [f"{', '.join(came)} {'was' if len(came) == 1 else 'were'} not asked then"] * bool(came)
    told += [f"{', '.join(went)} {'is' if len(went) == 1 else 'are'} not asked now"] * bool(went)
    return f"{'; '.join(told)}: what moved is told of the others." if told else ""

"""What has changed over all closed rounds, in words; “changed” by the rule of `surveys.change` alone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from reports.charts import CellState, ChartCell, ChartRow
from reports.results import Results, one_decimal
from reports.timeline import OVERALL, Place, Timeline, asked_in, change_of, counted_in, place_of
from reports.words.moved import Earlier, moved
from reports.words.phrases import isolated, listed, plural, title, titles, upper_first
from surveys.change import Change, Comparison
from surveys.definition import Section
from surveys.words import lower_first, number_word

NAMED = 5
"""So many partners are named; more are counted."""
PLACES: dict[Place, str] = {"own": "counted", "pooled": "counted", "left out": "left out", "no answers": "no answers",
                            "not asked": "not asked"}  # fmt: skip


def headline(time: Timeline, key: str | None) -> str:
    """What changed from the first round to the newest, on all sections (key None) or one; empty for one round."""
    if len(time.rounds) < 2:
        return ""
    if key is None:
        return _of_all(time)
    change, name = change_of(time.from_end_to_end, key), _name(time.newest, key)
    if change is None:
        return f"On {lower_first(name)}, no partner has a figure of its own both in {_ends(time, 'and')}."
    went = f"{_from_to(change)} among {_partners(change.matched)}, {_ends(time)}"
    bad = _where(time.newest.definition.section(key)) if key else ""
    if change.moved:
        return f"{name}{bad} went {_way(change)}: {went}."
    return f"{name}{bad} did not change, by the rule below: {went}."


def _of_all(time: Timeline) -> str:
    changes = [
        (section, change)
        for section in time.newest.definition.sections
        if (change := change_of(time.from_end_to_end, section.key))
    ]
    if not changes:
        return f"No partner has figures of its own both in {_ends(time, 'and')}, so the two ends are not compared."
    changed = [pair for pair in changes if pair[1].moved]
    who = _partners(max(change.matched for _, change in changes))
    told = [f"{title(section)}{_where(section)} went {_way(change)}, {_from_to(change)}" for section, change in changed]
    if not changed:
        words = f"{upper_first(_ends(time))}, no {time.newest.part_word} changed among {who}."
    else:
        words = f"{upper_first(_ends(time))}, among {who}: {'; '.join(told)}."
    return f"{words}{_on_the_way(time, [section.key for section, _ in changed])}"


def _where(section: Section) -> str:
    return ", where high is bad," if section.direction == "high_is_bad" else ""


def _on_the_way(time: Timeline, told: Sequence[str]) -> str:
    """Sections that changed from one round to the next and are not among those told of."""
    sections = [
        section
        for section in time.newest.definition.sections
        if section.key not in told
        and any((change := change_of(step, section.key)) and change.moved for step in time.steps)
    ]
    return f" On the way, {titles(sections)} did." if sections else ""


def _ends(time: Timeline, between: str = "") -> str:
    """The first and the newest round."""
    first, last = (isolated(results.facts["title"]) for results in (time.first, time.newest))
    return f"{first} {between} {last}" if between else f"from {first} to {last}"


def _partners(count: int) -> str:
    return f"the {number_word(count)} {plural(count, 'partner', 'partners')} compared"


def _way(change: Change) -> str:
    return "up" if change.difference > 0 else "down"


def _from_to(change: Change) -> str:
    return f"{one_decimal(change.before)} to {one_decimal(change.after)}"


def _name(results: Results, key: str) -> str:
    return "Overall" if key == OVERALL else results.definition.section(key).short_title


def note(change: Change | None, *, is_bad: bool = False) -> str:
    """What stands at the end of a panel: the partners compared, first to newest round."""
    told = "not compared" if change is None else f"{_from_to(change)}{', changed' if change.moved else ''}"
    return f"{told}{_bad(is_bad=is_bad)}"


def partner_note(cells: Sequence[ChartCell], *, is_bad: bool = False) -> str:
    """A partner's first and newest figure; that it changed is said of several partners alone."""
    known = [cell.text for cell in cells if cell.value is not None]
    if not known:
        return "never shown alone"
    told = f"{known[0]}, in one round" if len(known) == 1 else f"{known[0]} to {known[-1]}"
    return f"{told}{_bad(is_bad=is_bad)}"


def _bad(*, is_bad: bool) -> str:
    return ", high is bad" if is_bad else ""


def step_words(change: Change) -> str:
    """What a step of the partners compared says under the pointer."""
    who = f"{number_word(change.matched)} {plural(change.matched, 'partner', 'partners')} compared"
    return f"{_from_to(change)} among {who}{', changed' if change.moved else ''}"


def whose(time: Timeline, key: str | None, partner: str) -> str:
    """Whose lines there are, for those who cannot see them."""
    beside = f" and {isolated(time.partners[partner])}" if partner else ""
    if key is None:
        return f"all partners{beside} on each {time.newest.part_word}"
    return f"{f'all partners{beside}' if partner else 'each partner'} on {lower_first(_name(time.newest, key))}"


def caption(
    time: Timeline, rows: Iterable[ChartRow], voice: str, why: Mapping[CellState, str], marks: Mapping[CellState, str]
) -> str:
    """How to read the picture: what is drawn, what dashes and gaps mean, and when a change is called one."""
    points = time.newest.points
    lines = [line for row in rows for line in row.lines]
    found = {cell.state for line in lines for cell in line.cells}
    step = "half a point" if points == 4 else f"{one_decimal(time.newest.cut(0.5))} points"
    parts = [
        f"Means, 1 to {points}; all partners: {voice}. Partners compared have figures of their own in both rounds."
    ]
    if any(item and item.is_dashed for line in lines for item in line.steps):
        parts.append("Dashed: not the same partners, statements or promise in both rounds.")
    if found - {"shown"}:
        told = [f"{marks[state]} {why[state]}" for state in marks if state in found]
        parts.append(f"No line passes a round without a figure{': ' if told else ''}{', '.join(told)}.")
    parts.append(
        "At the end of a row stands the newest figure, below it the first and the newest: of the partner where there "
        "is one, else of the partners compared."
    )
    parts.append(
        f"Changed: the mean of the partners compared moved by {step} or more, and more than half of them, two at "
        "least, moved that much the same way."
    )
    return " ".join(parts)


def what_moved(before: Results, after: Results, time: Timeline) -> list[str]:
    """What moved from one round to the next, and what stands between the two, in sentences."""
    earlier = Earlier(before.facts["title"], before.definition.version, before.points)
    comparison = time.steps[time.rounds.index(before)]
    told = moved(after, earlier, comparison)
    if not comparison.matched or not comparison.sections:
        told += _came_and_went(comparison)
        told += [
            f"Version {after.definition.version} of the instrument, before it version {before.definition.version}."
        ] * (before.definition.version != after.definition.version)
    return [*told, *between(before, after)]


def _came_and_went(comparison: Comparison) -> list[str]:
    """Joiners and leavers, where no partner is compared and `moved` does not name them."""
    pairs = (("New since then", comparison.joined), ("Not asked this time", comparison.left))
    return [f"{what}: {listed([isolated(name) for name in names])}." for what, names in pairs if names]


def between(before: Results, after: Results) -> list[str]:
    """What keeps figures of two rounds from being the same measure, besides who was asked and which version."""
    return [words for words in (_statements(before, after), *_promise(before, after), *_shown(before, after)) if words]


def _statements(before: Results, after: Results) -> str:
    then, now = set(before.definition.statement_keys), set(after.definition.statement_keys)
    if then == now:
        return ""
    told = [f"{number_word(len(now - then))} new"] * bool(now - then)
    told += [f"{number_word(len(then - now))} dropped"] * bool(then - now)
    return f"{upper_first(number_word(len(then & now)))} statements are in both versions, {' and '.join(told)}."


def _promise(before: Results, after: Results) -> list[str]:
    old, new = before.facts, after.facts
    told = []
    if old["mode"] != new["mode"]:
        told.append(
            f"This round was {new['mode']}, the one before {old['mode']}: for that alone people may answer "
            "differently, and other figures are hidden."
        )
    if old["view"] != new["view"]:
        ways = {"partners": "side by side", "together": "together in one column"}
        told.append(f"Partners are shown {ways[new['view']]}, before {ways[old['view']]}.")
    if old["minimum_group"] != new["minimum_group"] and "attributed" not in {old["mode"], new["mode"]}:
        groups = number_word(new["minimum_group"]), number_word(old["minimum_group"])
        told.append(f"The smallest group shown was {groups[0]}, before {groups[1]}.")
    return told


def _shown(before: Results, after: Results) -> list[str]:
    """Partners asked both times and counted, or shown alone, only once."""
    both = [key for key in asked_in(after) if key in asked_in(before)]
    counted = [key for key in both if (key in counted_in(before)) != (key in counted_in(after))]
    alone = [key for key in both if key not in counted and _is_alone(before, key) != _is_alone(after, key)]
    told = _told(
        counted, after, lambda key: f"{PLACES[place_of(before, key)]} before, {PLACES[place_of(after, key)]} now"
    )
    own = _told(alone, after, lambda key: "alone before" if _is_alone(before, key) else "alone now")
    return [
        f"Counted in one of the two rounds only: {told}." if told else "",
        f"Shown alone in one of the two rounds only: {own}." if own else "",
    ]


def _is_alone(results: Results, key: str) -> bool:
    return place_of(results, key) == "own"


def _told(keys: Sequence[str], results: Results, how: Callable[[str], str]) -> str:
    if len(keys) > NAMED:
        return f"{number_word(len(keys))} partners"
    names = asked_in(results)
    return listed([f"{isolated(names[key])} ({how(key)})" for key in keys])


def dropped_sections(time: Timeline) -> list[Section]:
    """Sections that earlier rounds asked about and the newest does not; the title is the last it had."""
    now = {section.key for section in time.newest.definition.sections}
    earlier = {section.key: section for results in time.rounds for section in results.definition.sections}
    return [section for key, section in earlier.items() if key not in now]


def not_drawn(time: Timeline) -> list[str]:
    """What of the earlier rounds the picture leaves out, in sentences."""
    told = [
        f"{isolated(results.facts['title'])} used a scale of {number_word(results.points)} points; it cannot be "
        f"compared with the newest round’s {number_word(time.newest.points)}, and is not drawn."
        for results in time.off_scale
    ]
    if sections := dropped_sections(time):
        told.append(
            f"Earlier rounds asked about {listed([title(item) for item in sections])}, too; the newest does not."
        )
    return told

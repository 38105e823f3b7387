"""Results made for tests: answers published and figured without a database."""

from __future__ import annotations

from collections.abc import Mapping

from reports.results import Results, Voice
from surveys.definition import Answer, Definition
from surveys.disclosure import publish
from surveys.figures import figures
from tests.surveys.made import definition_of

SECTIONS = {"need": ["n1", "n2", "n3"], "trust": ["t1", "t2", "t3"]}
People = Mapping[str, list[dict[str, Answer]]]


def person(need: Answer = 3, trust: Answer = 3) -> dict[str, Answer]:
    """Somebody who scores each section's statements alike."""
    return {key: need if key.startswith("n") else trust for key in ("n1", "n2", "n3", "t1", "t2", "t3")}


def results(
    people: People, *, mode: str = "confidential", minimum_group: int = 3, view: str = "partners", points: int = 4,
    voice: Voice = "partner", bad: tuple[str, ...] = (), invited: int | None = None,
    definition: Definition | None = None, asks_importance: bool = False, official: bool = False,
) -> Results:  # fmt: skip
    """The results of a round in which these people answered, by partner's name."""
    definition = definition or definition_of(SECTIONS, points=points, bad=bad)
    published = publish(
        [(partner, answers) for partner, rows in people.items() for answers in rows],
        names={name: name for name in people},
        definition=definition,
        mode=mode,
        minimum_group=minimum_group,
        view=view,
        asks_importance=asks_importance,
    )
    round_ = {
        "mode": mode, "official": official, "minimum_group": minimum_group, "view": view, "title": "Test round",
        "answered": published.answered, "invited": invited,
        "partners_answered": len(people) - len(published.no_answers), "partners_invited": len(people),
    }  # fmt: skip
    return Results({"round": round_, **figures(published, definition)}, definition, voice)

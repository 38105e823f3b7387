"""What each figure is measured against in the same run: the least code that does the same visible work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.template.context_processors import csrf
from django.urls import path

from surveys.definition import Definition, Section
from surveys.models import Response, Round

# What any Django page with a session, a form and a person signed in goes through.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
BUTTONS = Engine().from_string("""<!doctype html><title>{{ section.title }}</title><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf_token }}">
{% for statement, answer in statements %}<fieldset><legend>{{ statement.text }}</legend>
{% for value, label in options %}<input type="radio" name="{{ statement.key }}" id="{{ statement.key }}-{{ value }}" value="{{ value }}"{% if value == answer %} checked{% endif %}><label for="{{ statement.key }}-{{ value }}">{{ label }}</label>
{% endfor %}</fieldset>{% endfor %}<button>Next</button></form>""")  # noqa: E501  # one line an answer

drawn: dict[str, Any] = {}
"""What the bare view draws: the section and its options, put here before it is asked."""


def draw_section(section: Section, definition: Definition) -> None:
    """Sets what `bare_section` draws."""
    labels = enumerate(definition.scale.labels, 1)
    drawn.update(section=section, options=[*labels, ("dk", "Don't know"), ("na", "Not applicable")])


def bare_section(request: HttpRequest) -> HttpResponse:
    """The same radio buttons with the same answers, for somebody signed in: queries for session, person and answers."""
    response = Response.objects.get(participant__person_id=request.user.pk)
    statements = [(statement, response.answers.get(statement.key)) for statement in drawn["section"].statements]
    return HttpResponse(BUTTONS.render(Context({**drawn, "statements": statements, **csrf(request)})))


def awake(request: HttpRequest) -> HttpResponse:
    """Where `served.wait_for` looks whether anybody answers."""
    return HttpResponse()


urlpatterns = [path("floor/", bare_section), path("account/sign-in/", awake)]


def bare_closing(round_: Round) -> dict[str, dict[str, float]]:
    """Reads every answer of a round and averages it for each partner and statement, and does nothing else."""
    totals: defaultdict[int, Counter[str]] = defaultdict(Counter)
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for partner, answers in _rows(round_):
        for statement, answer in answers.items():
            if isinstance(answer, int):
                totals[partner][statement] += answer
                counts[partner][statement] += 1
    return {
        str(partner): {key: total[key] / counts[partner][key] for key in total} for partner, total in totals.items()
    }


def _rows(round_: Round) -> Iterator[tuple[int, dict[str, int | str]]]:
    return Response.objects.filter(round=round_).values_list("partner_id", "answers").iterator(chunk_size=500)

"""The answers of an attributed round as rows and as files: `manage.py import_round` reads the CSV back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from partnerships.models import Partner
from reports.spss import Variable, syntax
from reports.workbook.answers import write_answers
from surveys.attributed import answers_by_partner
from surveys.definition import Answers, Definition
from surveys.models import Round
from surveys.round_rows import PARTNER

KINDS = {"xlsx": "workbook", "csv": "CSV", "sps": "SPSS syntax"}
"""The files there are, by the ending of their names, and what a button calls them."""
DONT_KNOW, NOT_APPLICABLE = -8, -9
"""What stands in SPSS for the two answers without a score."""
PARTNER_LABEL = "The organisation that the answers are of"


def answer_rows(keys: tuple[str, ...], found: Iterable[tuple[str, Answers]]) -> Iterator[tuple[object, ...]]:
    """The header, then a row for each response: the partner, and an answer for each statement.

    A score, dk, na, or nothing where it was not answered.
    """
    yield (PARTNER, *keys)
    for partner, answers in found:
        get = answers.get
        yield (partner, *[get(key) for key in keys])


def rows_of(round_: Round) -> Iterator[tuple[object, ...]]:
    """The rows of a round, read as they are asked for."""
    return answer_rows(round_.instrument.content.statement_keys, answers_by_partner(round_))


def answers_workbook(round_: Round, target: IO[bytes]) -> None:
    """Writes the workbook: the answers, and what each column is."""
    write_answers(
        target,
        definition=round_.instrument.content,
        title=round_.title,
        about=round_.partnership.name,
        closed=round_.closed_at or round_.closes_at,
        rows=rows_of(round_),
    )


def answers_syntax(round_: Round, file: str) -> str:
    """SPSS syntax that reads the CSV `file` of the same round."""
    definition = round_.instrument.content
    names = Partner.objects.filter(partnership=round_.partnership_id).values_list("organisation__name", flat=True)
    width = max((len(name.encode()) for name in names), default=1) + 1  # an apostrophe may stand before it
    variables = [Variable(PARTNER, PARTNER_LABEL, width=width), *_statements(definition)]
    return syntax(file, f"Answers of {round_.title}, {round_.partnership.name}", variables)


def _statements(definition: Definition) -> Iterator[Variable]:
    scale = definition.scale
    values: dict[int | str, str] = dict(enumerate(scale.labels, 1))
    codes = {"dk": DONT_KNOW, "na": NOT_APPLICABLE}
    labels = {**values, DONT_KNOW: scale.dont_know, NOT_APPLICABLE: scale.not_applicable}
    for section in definition.sections:
        for statement in section.statements:
            yield Variable(statement.key, statement.text, values=labels, codes=codes)

"""Sheets of figures: the heat map, partners by principles, statements, importance, and a row for every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.charts.heat_map import LETTERED, heat_map
from reports.charts.importance import priorities
from reports.column_page import WHY
from reports.pictures.plotly_parts import SCORES
from reports.results import LIMIT_WORDS, VOICE_WORDS, VOICES, Results, level_starts, one_decimal
from reports.words.statements import statements_of
from reports.workbook.book import Book, Cell, Number, Said, Sheet

ABSENT = {"left_out": "left out: too few answers", "no_answers": "no answers"}
ALL = "All partners"
SPREAD = "0.00"


def mean_pattern(figure: Mapping[str, Any], letter: str = "") -> str:
    """How a mean is printed: one decimal, the limit it was kept within, and its band."""
    limit = LIMIT_WORDS.get(figure["bound"], "")
    # The letter is somebody's own; a quotation mark in it would end the words of the pattern.
    words = f"{limit}{f' {letter}' if letter else ''}".replace('"', "”")
    return f'0.0"{words}"' if words else "0.0"


def mean_cell(results: Results, figure: Mapping[str, Any], letter: str = "", *, is_framed: bool = False) -> Cell:
    """The mean, or in words why there is none."""
    if figure["mean"] is None:
        return Said(why_no_figure(results, figure))
    return Number(figure["mean"], mean_pattern(figure, letter), is_framed)


def why_no_figure(results: Results, figure: Mapping[str, Any]) -> str:
    """In words, why a figure has no mean."""
    if not results.facts["answered"]:
        return "nobody answered this round"
    why = WHY[figure["hidden"]].replace("section", results.part_word)
    if not results.is_attributed:
        return f"hidden for confidentiality: {why}"
    if figure["hidden"] == "no_answers" and results.is_official:
        return "no official answer gives it a score"
    return why.replace("can be shown", "have a score")


def spread(value: float | None) -> Cell:
    """A measure of agreement, two decimals."""
    return None if value is None else Number(value, SPREAD)


def gap_cell(figure: Mapping[str, Any]) -> Cell:
    """A perception gap with its sign, unless it is printed as 0.0; “wide” where it reaches the cut."""
    if figure["gap"] is None:
        return None
    wide = '" wide"' if figure["gap_flag"] else ""
    plus, minus = ("", "") if one_decimal(abs(figure["gap"])) == "0.0" else ("+", "-")
    return Number(figure["gap"], f"{plus}0.0{wide};{minus}0.0{wide}")


def heat_sheet(book: Book, name: str, results: Results) -> None:
    """The heat map as a table: grounds by conditional formats, letters and words beside them."""
    spec, sheet = heat_map(results), book.sheet(name)
    sections = results.definition.sections
    sheet.widths(34, *[15] * len(sections), 16)
    sheet.heading(spec.question)
    sheet.paragraph(spec.headline, across=len(sections) + 2)
    sheet.paragraph(spec.caption, across=len(sections) + 2, soft=True)
    sheet.gap()
    header = [spec.row_word, *spec.columns, spec.note_word]
    foot = [[spec.foot_label, *spec.foot]] if spec.foot else []
    top, last = sheet.table(header, [*_heat_rows(results), *foot], frozen=1, wrapped=(0, len(header) - 1))
    _grounds(sheet, results, top, last - len(foot), len(sections))
    sheet.gap()
    sheet.table(["Ground", "Means printed as"], [[f"Level {level}", words] for level, words in spec.grounds])
    for level in range(1, len(spec.grounds) + 1):
        style = _ground(book, level)
        sheet.worksheet.write_string(sheet.row - len(spec.grounds) + level - 1, 0, f"Level {level}", style)


def _heat_rows(results: Results) -> Iterator[list[Cell]]:
    """The rows of the picture, in its order, with the figures themselves."""
    notes = {row.label: row.note for row in heat_map(results).rows}
    rows = [results.section(section.key) for section in results.definition.sections]
    alone = not results.is_side_by_side
    for column in results.columns:
        pooled = f" ({len(column['partners'])} pooled)" if column["kind"] == "pool" else ""
        label = f"{column['name']}{pooled}"
        cells = [
            mean_cell(results, row["columns"][column["key"]], is_framed=alone and bool(row["all"]["no_shared_view"]))
            for row in rows
        ]
        yield [label, *cells, notes.get(label, "")]
    yield from _absent_rows(results, len(rows))
    if not alone:
        yield [ALL, *(_total_cell(results, row) for row in rows), VOICE_WORDS[results.voice]]


def _total_cell(results: Results, row: Mapping[str, Any]) -> Cell:
    figure = results.all(row)
    letter = figure["band"] if len(results.definition.sections) <= LETTERED else None
    return mean_cell(results, figure, letter or "", is_framed=bool(row["all"]["no_shared_view"]))


def _absent_rows(results: Results, cells: int) -> Iterator[list[Cell]]:
    for reason, words in ABSENT.items():
        for partner in results.document[reason]:
            yield [partner["name"], *[Said(words)] * cells]


def _ground(book: Book, level: int) -> Any:
    ink = "#FFFFFF" if level > 3 else "#1A242B"  # as on the page: the darker grounds take light letters
    return book.workbook.add_format({"bg_color": SCORES[level - 1].upper(), "font_color": ink, "valign": "top"})


def _grounds(sheet: Sheet, results: Results, top: int, last: int, columns: int) -> None:
    """Five grounds, cut after rounding as everywhere. Between two numbers: a text is over every number otherwise."""
    if last < top:
        return
    starts = [start - 0.05 for start in level_starts(results.points)]
    for level, low in enumerate(starts, 1):
        high = starts[level] - 1e-9 if level < len(starts) else results.points + 0.05
        rule = {"type": "cell", "criteria": "between", "minimum": low, "maximum": high}
        sheet.worksheet.conditional_format(top, 1, last, columns, {**rule, "format": _ground(sheet.book, level)})


def partners_sheet(book: Book, name: str, results: Results) -> None:
    """A row for each partner and principle, all partners by both voices first."""
    sheet, word = book.sheet(name), results.part_word.capitalize()
    header = ["Whose", word, "Mean", "Score", "Band", "Agreement", "Gap"]
    sheet.widths(40, 50, 22, 10, 34, 13, 12)
    sheet.heading(f"Partners and {word.lower()}s")
    words = (
        f"Means are 1 to {results.points} for each statement; the score is the mean times the number of statements. "
        "The gap is the partner’s mean less the mean of the others. No band is given where there is no shared view."
    )
    sheet.paragraph(words, across=len(header), soft=True)
    sheet.gap()
    sheet.table(header, _partner_rows(results), frozen=2, filtered=True, wrapped=(0, 1, 4))


def _partner_rows(results: Results) -> Iterator[list[Cell]]:
    sections = results.definition.sections
    parts = [("Overall", results.overall), *((item.title, results.section(item.key)) for item in sections)]
    for voice, key in VOICES.items():
        for title, row in parts:
            label = (row["all"]["people"] or {}).get("label")
            yield [f"{ALL}, {VOICE_WORDS[voice]}", title, *_part(results, row["all"][key], label)]
    for column in results.columns:
        for title, row in parts:
            figure = row["columns"][column["key"]]
            yield [column["name"], title, *_part(results, figure, figure["label"])]
    for name, words, *_ in _absent_rows(results, 1):
        yield [name, None, words]


def _part(results: Results, figure: Mapping[str, Any], label: str | None) -> list[Cell]:
    """Mean, score, band, agreement and gap."""
    score = None if figure["score"] is None else Number(figure["score"], "0.0")
    found = results.band(figure)
    band = f"{found.letter}: {found.name}" if found else None
    band = "no shared view" if figure["no_shared_view"] else band
    return [mean_cell(results, figure), score, band, label, gap_cell(figure)]


def statements_sheet(book: Book, name: str, results: Results) -> None:
    """A row a statement: all partners, how far they lie apart, and the mean of each column."""
    sheet = book.sheet(name)
    header = [
        results.part_word.capitalize(), "Statement", *(f"Mean, {words}" for words in VOICE_WORDS.values()),
        "Range", "Lowest", "Highest", "Agreement among all people", *(column["name"] for column in results.columns),
    ]  # fmt: skip
    sheet.widths(22, 60, 14, 14, 9, 22, 22, 16, *[14] * len(results.columns))
    sheet.heading("Every statement")
    sheet.paragraph(f"Means, 1 to {results.points}. {_bad_words(results)}", across=8, soft=True)
    sheet.gap()
    sheet.table(header, _statement_rows(results), frozen=2, filtered=True, wrapped=(0, 1, 5, 6))


def _bad_words(results: Results) -> str:
    bad = [section.short_title for section in results.definition.sections if section.direction == "high_is_bad"]
    return f"High is bad on {', '.join(bad)}." if bad else ""


def _statement_rows(results: Results) -> Iterator[list[Cell]]:
    for section, statement in statements_of(results):
        row = results.statement(statement.key)
        everyone = row["all"]
        range_ = None if everyone["range"] is None else Number(everyone["range"], "0.0")
        yield [
            section.short_title,
            statement.text,
            *(mean_cell(results, everyone[key]) for key in VOICES.values()),
            range_,
            results.column_name(everyone["lowest"]),
            results.column_name(everyone["highest"]),
            (everyone["people"] or {}).get("label") or Said("not shown"),
            *(mean_cell(results, row["columns"][column["key"]]) for column in results.columns),
        ]


def details_sheet(book: Book, name: str, results: Results) -> None:
    """A row for each statement and column, and for all partners: every figure there is, or why there is none."""
    sheet = book.sheet(name)
    labels = [*results.definition.scale.labels, "Don’t know", "Doesn’t apply"]
    header = [
        results.part_word.capitalize(), "Key", "Statement", "Whose", "Counted", "Number who scored", "Mean",
        "Band", "Agreement", "AD", "r_wg", "Gap", *(f"Answered: {label}" for label in labels),
    ]  # fmt: skip
    sheet.widths(22, 18, 60, 28, 24, 10, 16, 7, 11, 8, 8, 10, *[12] * len(labels))
    sheet.heading("Every figure of every statement")
    sheet.paragraph(
        "AD is how far scores lie from their mean. Answer counts, AD and r_wg are published for large groups only.",
        across=5, soft=True,
    )  # fmt: skip
    sheet.gap()
    sheet.table(header, _detail_rows(results), frozen=4, filtered=True, wrapped=(2,))


def _detail_rows(results: Results) -> Iterator[list[Cell]]:
    for section, statement in statements_of(results):
        row = results.statement(statement.key)
        place: list[Cell] = [section.short_title, statement.key, statement.text]
        for voice, key in VOICES.items():
            yield [*place, ALL, VOICE_WORDS[voice], *_details(results, row["all"][key])]
        if row["all"]["people"] is not None:
            yield [*place, ALL, "agreement among all people", *_details(results, row["all"]["people"])]
        for column in results.columns:
            yield [*place, column["name"], None, *_details(results, row["columns"][column["key"]])]


def _details(results: Results, figure: Mapping[str, Any]) -> list[Cell]:
    """The figures of one row; agreement among all people has no mean and needs none."""
    mean = mean_cell(results, figure) if "mean" in figure else None
    gap = gap_cell(figure) if "gap" in figure else None
    answers = [str(score) for score in range(1, results.points + 1)] + ["dk", "na"]
    counts = figure.get("counts") or {}
    agreement = [figure["label"], spread(figure["ad"]), spread(figure["r_wg"])]
    return [figure["n"], mean, figure.get("band"), *agreement, gap, *(counts.get(answer) for answer in answers)]


def importance_sheet(book: Book, name: str, results: Results) -> None:
    """How much each principle matters now, beside its score; by all partners and by column."""
    sheet, values = book.sheet(name), {item.section.key: item.value for item in priorities(results)}
    header = [
        results.part_word.capitalize(), *(f"Importance, {words}" for words in VOICE_WORDS.values()),
        f"Score, {VOICE_WORDS[results.voice]}", "Priority", *(column["name"] for column in results.columns),
    ]  # fmt: skip
    sheet.widths(44, 14, 14, 14, 10, *[14] * len(results.columns))
    sheet.heading("What matters most?")
    words = (
        f"Importance and score are means, 1 to {results.points}. Priority is importance × ({results.points} − score): "
        f"high where much matters and little goes well. {_bad_words(results)}"
    )
    sheet.paragraph(words, across=5, soft=True)
    sheet.gap()
    sheet.table(header, _importance_rows(results, values), frozen=1, wrapped=(0,))


def _importance_rows(results: Results, values: Mapping[str, float]) -> Iterator[list[Cell]]:
    for section in results.definition.sections:
        row = results.importance(section.key) or {}
        value = values.get(section.key)
        yield [
            section.title,
            *(mean_cell(results, row["all"][key]) for key in VOICES.values()),
            mean_cell(results, results.all(results.section(section.key))),
            None if value is None else Number(value, "0.0"),
            *(mean_cell(results, row["columns"][column["key"]]) for column in results.columns),
        ]

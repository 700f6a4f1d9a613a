"""Answers as people read them: on the check page, at the officer's desk, with what changed marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.eforms.rules.clean import is_filled
from motcua.eforms.rules.conditions import holds
from motcua.eforms.rules.form import Field, Form, visible_answers, visible_fields
from motcua.eforms.rules.kinds import kind_for
from motcua.kernel.words import Sentence

ROW_LABEL = "%(label)s (%(number)d)"


@dataclass(frozen=True)
class SummaryRow:
    """One question with its answer; ``value_text`` is text or a Sentence, empty when not answered."""

    label: object
    value_text: object
    page_key: str
    field: str
    is_optional: bool = False  # nobody need answer it


@dataclass(frozen=True)
class SummaryGroup:
    """The answers of one page."""

    title: str
    key: str
    rows: tuple[SummaryRow, ...]


def summary(form: Form, answers: object) -> list[SummaryGroup]:
    """Every question that is asked, page by page, with its answer."""
    known = visible_answers(form, answers)
    groups = []
    for page in form.pages:
        rows = tuple(
            row
            for one in visible_fields(form, page, known)
            if one.kind not in ("signature", "note")
            for row in _rows(one, known.get(one.key), page.key, known=known)
        )
        if rows:
            groups.append(SummaryGroup(page.title, page.key, rows))
    return groups


def _rows(one: Field, value: Any, page_key: str, *, known: Mapping[str, Any]) -> Iterator[SummaryRow]:
    if one.kind == "group":
        row = value if isinstance(value, Mapping) else {}
        for part in one.parts:
            if holds(part.when, known, row):
                yield from _rows(part, row.get(part.key), page_key, known=known)
    elif one.kind == "repeat":
        for number, row in enumerate(value if isinstance(value, list) else [], 1):
            if is_filled(row):
                label = Sentence(ROW_LABEL, {"label": one.label, "number": number})
                yield SummaryRow(label, row_text(one, row), page_key, one.path, not one.required)
    else:
        text = kind_for(one).text(one, value) if is_filled(value) else ""
        yield SummaryRow(one.label, text, page_key, one.path, not one.required)


def row_text(one: Field, row: Mapping[str, Any]) -> str:
    """A row of a repeated question in one line."""
    parts = [
        f"{part.label}: {kind_for(part).text(part, row.get(part.key))}"
        for part in one.parts
        if is_filled(row.get(part.key))
    ]
    return "; ".join(parts)


def changes(form: Form, old: object, new: object) -> list[str]:
    """Paths of the questions whose answer is another one now."""
    before, after = visible_answers(form, old), visible_answers(form, new)
    return [one.path for one in form.top_fields if before.get(one.key) != after.get(one.key)]

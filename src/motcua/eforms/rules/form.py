"""An e-form as data: pages of questions, read from a JSON Schema and a small description of how to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from motcua.eforms.rules.conditions import Condition, holds

TYPES_URI = "urn:motcua:eform-types"
NO_MAPPING: Mapping[str, Any] = MappingProxyType({})
CONTAINERS = frozenset({"group", "repeat"})
NOT_TYPED = frozenset({"authority", "signature", "computed", "note"})


@dataclass(frozen=True)
class Option:
    """One answer to choose: what is kept and what is read."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Field:
    """One question. ``path`` is dotted and, below a repeat, without the row's number."""

    key: str
    path: str
    kind: str
    label: str
    required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple["Field", ...] = ()
    when: Condition | None = None
    settings: Mapping[str, Any] = field(default_factory=lambda: NO_MAPPING)
    schema: Mapping[str, Any] = field(default_factory=lambda: NO_MAPPING)

    @property
    def source(self) -> str:
        """Where a known answer comes from ("applicant.name"); empty if nowhere."""
        return str(self.settings.get("from", ""))

    @property
    def compute(self) -> Mapping[str, Any] | None:
        """How the system works the answer out; None when a person answers."""
        return self.settings.get("compute")

    @property
    def is_asked(self) -> bool:
        """Whether a person types it; the others are filled by the system or stand as a note."""
        return self.kind not in NOT_TYPED and self.compute is None


@dataclass(frozen=True)
class Page:
    """One group of questions asked together, under a plain title."""

    key: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    when: Condition | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the page asks anything at all."""
        return any(one.is_asked for one in self.fields)


@dataclass(frozen=True)
class Rule:
    """A sentence that must hold between answers, with the law it comes from."""

    key: str
    sentence: str
    fields: tuple[str, ...]
    check: Mapping[str, Any]
    when: Condition | None = None
    law: str = ""


@dataclass(frozen=True)
class Form:
    """A declaration that a citizen fills: the same object for every dossier on its version."""

    id: str
    version: str
    title: str
    pages: tuple[Page, ...]
    rules: tuple[Rule, ...]
    definition: Mapping[str, Any]

    @classmethod
    def from_json(cls, definition: Mapping[str, Any]) -> "Form":
        """The form of a definition, or of a shipped one by {"use": id, "extra_fields": […]}."""
        from motcua.eforms.rules.building import build

        return build(definition)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field of the form by its path, parts of groups and rows included."""
        return {one.path: one for page in self.pages for top in page.fields for one in walk(top)}

    @cached_property
    def top_fields(self) -> tuple[Field, ...]:
        """The questions in the order of the pages."""
        return tuple(one for page in self.pages for one in page.fields)

    @cached_property
    def validator(self) -> Any:
        """The compiled JSON Schema."""
        from motcua.eforms.rules.structure import compiled

        return compiled(self.definition["schema"])

    def page(self, key: str) -> Page | None:
        """The page of this key."""
        return next((page for page in self.pages if page.key == key), None)

    def pages_for(self, answers: object) -> tuple[Page, ...]:
        """The pages to be asked given what is answered so far."""
        known = visible_answers(self, answers)
        return tuple(page for page in self.pages if page.is_asked and holds(page.when, known))

    def next_page(self, key: str, answers: object) -> Page | None:
        """The page after ``key``; None at the end."""
        order = [page.key for page in self.pages]
        place = order.index(key) if key in order else -1
        return next((page for page in self.pages_for(answers) if order.index(page.key) > place), None)

    def in_language(self, language: str, words: Mapping[str, str] = NO_MAPPING) -> "Form":
        """The form with labels in ``language`` where the definition or ``words`` have them; answers stay the same."""
        from motcua.eforms.rules.building import translated

        return translated(self, language, words)


def walk(one: Field) -> Iterator[Field]:
    """The field and everything inside it."""
    yield one
    for part in one.parts:
        yield from walk(part)


def visible_fields(form: Form, page: Page, answers: Mapping[str, Any]) -> tuple[Field, ...]:
    """The questions of the page that count; ``answers`` are those that count so far."""
    if not holds(page.when, answers):
        return ()
    return tuple(one for one in page.fields if holds(one.when, answers))


def visible_answers(form: Form, answers: object) -> dict[str, Any]:
    """The answers to questions that are asked, in form order; what hidden questions were told is left out.

    Conditions see only answers that count themselves, so a chain of hidden questions closes at once.
    """
    given = answers if isinstance(answers, Mapping) else NO_MAPPING
    counted: dict[str, Any] = {}
    for page in form.pages:
        if not holds(page.when, counted):
            continue
        for one in page.fields:
            if one.key in given and holds(one.when, counted):
                counted[one.key] = inside(one, given[one.key], counted)
    return counted


def inside(one: Field, value: Any, counted: Mapping[str, Any]) -> Any:
    """A group or its rows without parts that are not asked; other values as they are."""
    if one.kind == "group" and isinstance(value, Mapping):
        return _inside_row(one, value, counted)
    if one.kind == "repeat" and isinstance(value, list):
        return [_inside_row(one, row, counted) for row in value if isinstance(row, Mapping)]
    return value


def _inside_row(one: Field, row: Mapping[str, Any], counted: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for part in one.parts:
        if part.key in row and holds(part.when, counted, kept):
            kept[part.key] = inside(part, row[part.key], counted)
    return kept

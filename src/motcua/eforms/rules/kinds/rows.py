"""Questions made of questions: a group, and rows that can be added and removed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.eforms.rules.clean import is_filled
from motcua.eforms.rules.conditions import holds
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import MISSING, NOT_READABLE, Errors, Kind, Post, fault
from motcua.kernel.words import N_, Sentence

MOST_ROWS = 50
TOO_FEW = N_("“%(label)s” cần ít nhất %(least)d dòng. Hãy điền thêm.")
TOO_MANY = N_("“%(label)s” chỉ nhận tối đa %(most)d dòng.")


class Group(Kind):
    """Several answers under one label."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """Each part in its way."""
        return read_parts(one.parts, post, f"{name}.")

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Each part in its way."""
        return check_parts(one.parts, value, today) if isinstance(value, Mapping) else fault(one, NOT_READABLE)

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """Parts carry their own bindings."""
        return None


class Repeat(Group):
    """Rows of the same questions."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The posted rows in order; gaps close."""
        pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,3}})\.", re.ASCII)
        keys = (key for key in list(post.values)[:20_000] if isinstance(key, str))
        numbers = sorted({int(found[1]) for key in keys if (found := pattern.match(key))})
        return [read_parts(one.parts, post, f"{name}.{number}.") for number in numbers[:MOST_ROWS]]

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Enough rows, not too many, each sound; rows left blank do not count."""
        if not isinstance(value, list) or any(not isinstance(row, Mapping) for row in value):
            return fault(one, NOT_READABLE)
        filled = sum(is_filled(row) for row in value)
        least, most = one.schema.get("minItems", 0), one.schema.get("maxItems", MOST_ROWS)
        if filled < least and value:
            return fault(one, TOO_FEW, least=least)
        if len(value) > most:
            return fault(one, TOO_MANY, most=most)
        return {
            f"{number}.{path}": sentence
            for number, row in enumerate(value)
            if is_filled(row)
            for path, sentence in check_parts(one.parts, row, today).items()
        }


def read_parts(parts: tuple[Field, ...], post: Post, prefix: str) -> dict[str, Any]:
    """The answers to ``parts``, those without an answer left out."""
    from motcua.eforms.rules.kinds import kind_for

    found = {part.key: kind_for(part).read(part, post, f"{prefix}{part.key}") for part in parts if part.is_asked}
    return {key: value for key, value in found.items() if value is not None}


def check_parts(parts: tuple[Field, ...], row: Mapping[str, Any], today: date) -> Errors:
    """Errors of a group or row by path."""
    errors: Errors = {}
    for part in parts:
        if not part.is_asked or not holds(part.when, row, row):
            continue
        for path, sentence in check_field(part, row.get(part.key), today).items():
            errors[f"{part.key}.{path}".rstrip(".")] = sentence
    return errors


def check_field(one: Field, value: Any, today: date) -> Errors:
    """Errors of one question that is asked: missing, or not what it should be."""
    from motcua.eforms.rules.kinds import kind_for

    if not is_filled(value):
        kind = kind_for(one)
        if not one.required:
            return {}
        return _missing(one) if one.kind != "confirm" else kind.check(one, value, today)
    return kind_for(one).check(one, value, today)


def _missing(one: Field) -> Errors:
    where = next((part.key for part in one.parts if part.is_asked and part.required), "") if one.parts else ""
    where = f"0.{where}" if one.kind == "repeat" and where else where
    return {where: Sentence(MISSING, {"label": one.label})}

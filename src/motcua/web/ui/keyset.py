"""Paging by the last row's key: the hundredth page costs what the first does."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Page:
    """Rows of one page and the mark after which the next one begins ("" on the last)."""

    rows: list[Any]
    following: str
    is_first: bool


def page_of(rows: QuerySet[Any], keys: Sequence[str], after: str, size: int) -> Page:
    """The page after the mark, ordered by ``keys`` (a leading "-" means falling); an odd mark means the first."""
    ordered = rows.order_by(*keys)
    begin = mark_read(after, keys, rows.model)
    if begin is not None:
        ordered = ordered.filter(_beyond(keys, begin))
    return cut(list(ordered[: size + 1]), keys, size, is_first=begin is None)


def cut(found: Sequence[Any], keys: Sequence[str], size: int, *, is_first: bool) -> Page:
    """The page of rows that were read with one more than fits."""
    kept = list(found[:size])
    return Page(kept, _mark(kept[-1], keys) if len(found) > size else "", is_first=is_first)


def _beyond(keys: Sequence[str], values: Sequence[Any]) -> Q:
    condition, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        name, compare = (key[1:], "lt") if key.startswith("-") else (key, "gt")
        condition |= equal & Q(**{f"{name}__{compare}": value})
        equal &= Q(**{name: value})
    return condition


def _mark(row: Model, keys: Sequence[str]) -> str:
    values = [getattr(row, key.removeprefix("-")) for key in keys]
    plain = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def mark_read(mark: str, keys: Sequence[str], model: type[Model]) -> list[Any] | None:
    """The values after which a page begins; None for an odd mark."""
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        return [_value(model, key, text) for key, text in zip(keys, values, strict=True)]
    except (ValueError, TypeError, ValidationError, RecursionError):
        return None


def _value(model: type[Model], key: str, text: str) -> Any:
    """What the column of ``key`` can be compared with; ValueError for anything else."""
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError(key)
    column = {one.attname: one for one in model._meta.concrete_fields}.get(key.removeprefix("-"))
    value = column.to_python(text) if column else text  # what was worked out is compared as text
    if value is None or (isinstance(value, datetime) and value.tzinfo is None):
        raise ValueError(key)
    return value

"""Which questions of a page are asked, and which answers decide that."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motcua.eforms.rules.conditions import fields_in, holds
from motcua.eforms.rules.form import Field, Page


def steering(page: Page) -> list[str]:
    """The questions on whose answers others of the page hang, by the last part of their path."""
    found = {path.rpartition(".")[2] for one in _every(page.fields) for path in fields_in(one.when)}
    return sorted(found)


def newly_asked(page: Page, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the answers bring up a question that was not on the page before."""
    return bool(set(_asked(page.fields, after)) - set(_asked(page.fields, before)))


def _every(fields: Iterable[Field]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from _every(one.parts)


def _asked(fields: Iterable[Field], answers: Mapping[str, Any]) -> Iterator[str]:
    for one in fields:
        if not holds(one.when, answers):
            continue
        yield one.path
        value = answers.get(one.key)
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            near = row if isinstance(row, Mapping) else {}
            yield from (part.path for part in one.parts if holds(part.when, answers, near))

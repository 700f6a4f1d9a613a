"""The shape of answers, checked by JSON Schema."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from motcua.eforms.rules import shelf

MOST_FAULTS = 50


@cache
def _registry() -> Registry[Any]:
    types = shelf.types_json()
    return Registry().with_resource(types["$id"], Resource.from_contents(types))


def compiled(schema: Mapping[str, Any]) -> Draft202012Validator:
    """A validator that knows our types and fetches nothing."""
    return Draft202012Validator(schema, registry=_registry())


def schema_fault(schema: object) -> str | None:
    """What makes ``schema`` no JSON Schema of the draft 2020-12; None when it is one."""
    found = next(iter(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)), None)
    return str(found.message)[:200] if found else None


def misshapen(validator: Any, answers: Mapping[str, Any]) -> Iterator[str]:
    """Paths whose value has the wrong shape; whether something is missing is for the engine to say."""
    for place, error in enumerate(validator.iter_errors(answers)):
        if place >= MOST_FAULTS:
            return
        if error.validator != "required":
            yield ".".join(str(part) for part in error.absolute_path)

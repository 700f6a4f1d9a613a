"""The shape of answers, checked by JSON Schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from motcua.eforms.rules import shelf

MOST_FAULTS = 50


def compiled(schema: Mapping[str, Any]) -> Draft202012Validator:
    """A validator with our types written out, so that nothing is looked up while it checks."""
    return Draft202012Validator(_written_out(schema))


def _written_out(value: Any) -> Any:
    if isinstance(value, Mapping):
        own = {key: _written_out(one) for key, one in value.items() if key != "$ref"}
        return {**_type(value["$ref"]), **own} if "$ref" in value else own
    return [_written_out(one) for one in value] if isinstance(value, list) else value


def _type(reference: str) -> Mapping[str, Any]:
    shape: Mapping[str, Any] = shelf.types_json()["$defs"].get(reference.rpartition("#")[2], {})
    return {key: one for key, one in shape.items() if key != "$anchor"}


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

"""The e-form of a bundle: a shipped form and the questions of the procedure, made into one definition."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

EXTRA_PAGE = "extra"


def inlined(form: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The whole definition that a version keeps, so that a later change of a shipped form does not reach it.

    Refuses with NotFound when there is no shipped form of that name.
    """
    if form is None or "use" not in form:
        return dict(form) if form else None
    from motcua.eforms.rules.shelf import form_json

    return with_extra(form_json(form["use"]), form.get("extra_fields", ()))


def with_extra(definition: Mapping[str, Any], extra: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The definition with a page of its own for ``extra``, before the page that closes the declaration."""
    from motcua.eforms.rules.extras import EXTRA_TITLE, KINDS
    from motcua.eforms.rules.form import TYPES_URI

    made = deepcopy(dict(definition))
    if not extra:
        return made
    schema, ui = made["schema"], made["ui"]
    properties = schema.setdefault("properties", {})
    keys = []
    for one in extra:
        key = f"extra_{one['key']}" if one["key"] in properties else one["key"]
        keys.append(key)
        properties[key] = _shape(one, f"{TYPES_URI}#{KINDS.get(one['type'], one['type'])}")
        if one.get("required"):
            schema["required"] = [*schema.get("required", ()), key]
    place = _closing_place(ui["pages"], properties)
    ui["pages"].insert(place, {"key": EXTRA_PAGE, "title": EXTRA_TITLE, "fields": keys})
    return made


def _shape(one: Mapping[str, Any], kind: str) -> dict[str, Any]:
    shape: dict[str, Any] = {"$ref": kind, "title": one["label"]}
    if one.get("help"):
        shape["description"] = one["help"]
    if one.get("options"):
        shape["enum" if one["type"] == "choice" else "examples"] = list(one["options"])
    return shape


def _closing_place(pages: Sequence[Mapping[str, Any]], properties: Mapping[str, Any]) -> int:
    for place, page in enumerate(pages):
        if any(str(properties.get(key, {}).get("$ref", "")).endswith("#confirm") for key in page["fields"]):
            return place
    return len(pages)

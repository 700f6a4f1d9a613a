"""Questions of one procedure added to a shared form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from motcua.eforms.rules.form import TYPES_URI, Field, Form, Option, Page
from motcua.kernel.words import N_

EXTRA_PAGE = "extra"
EXTRA_TITLE = N_("Thông tin riêng của thủ tục này")
KINDS = {
    "textarea": "long_text",
    "number": "integer",
    "choices": "choices",
    "yes_no": "boolean",
    "year": "year",
    "date": "date",
    "text": "text",
    "money": "money",
    "choice": "choice",
    "phone": "phone",
}


def form_with_extra(form: Form, extra: Sequence[Mapping[str, Any]]) -> Form:
    """The form with a page of its own for the questions in ``extra``, before the closing declaration.

    Each is {key, label, type, required, help, options, when}; a key that the form has already is kept apart by
    the prefix "extra_".
    """
    if not extra:
        return form
    fields = tuple(_field(one, form) for one in extra)
    page = Page(key=EXTRA_PAGE, title=EXTRA_TITLE, fields=fields)
    place = next(
        (at for at, one in enumerate(form.pages) if any(part.kind == "confirm" for part in one.fields)),
        len(form.pages),
    )
    definition = {**form.definition, "schema": _schema(form.definition["schema"], fields)}
    return replace(form, pages=(*form.pages[:place], page, *form.pages[place:]), definition=definition)


def _field(one: Mapping[str, Any], form: Form) -> Field:
    key = f"extra_{one['key']}" if one["key"] in form.fields else one["key"]
    kind = KINDS.get(one["type"], one["type"])
    shape: dict[str, Any] = {"$ref": f"{TYPES_URI}#{kind}", "title": one["label"]}
    options = tuple(_option(each) for each in one.get("options") or ())
    if options and kind == "choice":
        shape["enum"] = [each.value for each in options]
    return Field(
        key=key,
        path=key,
        kind=kind,
        label=one["label"],
        help=one.get("help") or "",
        required=bool(one.get("required")),
        options=options,
        when=one.get("when"),
        schema=shape,
    )


def _option(one: Any) -> Option:
    if isinstance(one, Mapping):
        return Option(str(one["value"]), str(one.get("label", one["value"])))
    return Option(str(one), str(one))


def _schema(schema: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    shapes = {one.key: one.schema for one in fields}
    required = [one.key for one in fields if one.required]
    return {
        **schema,
        "properties": {**schema.get("properties", {}), **shapes},
        "required": [*schema.get("required", ()), *required],
    }

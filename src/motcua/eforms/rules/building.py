"""From a form definition in JSON to a Form."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from motcua.eforms.rules import shelf
from motcua.eforms.rules.extras import form_with_extra
from motcua.eforms.rules.form import NO_MAPPING, TYPES_URI, Field, Form, Option, Page, Rule


def build(definition: Mapping[str, Any]) -> Form:
    """The form of a definition that check_form found sound, or of a shipped one named by "use"."""
    if "use" in definition:
        form = build(shelf.form_json(definition["use"]))
        return form_with_extra(form, definition.get("extra_fields", ()))
    schema, ui = definition["schema"], definition["ui"]
    fields = {one.key: one for one in _fields(schema, ui.get("fields", NO_MAPPING), "")}
    return Form(
        id=str(definition["id"]),
        version=str(definition.get("version", "1")),
        title=definition["title"],
        pages=tuple(_page(page, fields) for page in ui["pages"]),
        rules=tuple(_rule(rule) for rule in definition.get("rules", ())),
        definition=definition,
    )


def _page(page: Mapping[str, Any], fields: Mapping[str, Field]) -> Page:
    return Page(
        key=page["key"],
        title=page["title"],
        help=page.get("help", ""),
        when=page.get("when"),
        fields=tuple(fields[key] for key in page["fields"]),
    )


def _rule(rule: Mapping[str, Any]) -> Rule:
    return Rule(
        key=rule["key"],
        sentence=rule["sentence"],
        fields=tuple(rule["fields"]),
        check=rule["check"],
        when=rule.get("when"),
        law=rule.get("law", ""),
    )


def kind_of(schema: Mapping[str, Any]) -> str:
    """The kind of question that a property's "$ref" into our types names."""
    return str(schema.get("$ref", "")).removeprefix(f"{TYPES_URI}#")


def _fields(schema: Mapping[str, Any], ui: Mapping[str, Any], above: str) -> Iterator[Field]:
    for key, shape in schema.get("properties", NO_MAPPING).items():
        path = f"{above}{key}"
        settings = ui.get(path, NO_MAPPING)
        kind = "computed" if settings.get("compute") else kind_of(shape)
        inner = shape.get("items", NO_MAPPING) if kind == "repeat" else shape
        yield Field(
            key=key,
            path=path,
            kind=kind,
            label=shape.get("title", key),
            help=shape.get("description", ""),
            required=key in schema.get("required", ()),
            options=options_of(shape, settings),
            parts=tuple(_fields(inner, ui, f"{path}.")) if kind in ("group", "repeat") else (),
            when=settings.get("when"),
            settings=settings,
            schema=shape,
        )


def options_of(shape: Mapping[str, Any], settings: Mapping[str, Any]) -> tuple[Option, ...]:
    """The answers to choose from: a shared list, or the schema's own words."""
    if "list" in settings:
        return shelf.shared_list(settings["list"])
    if "oneOf" in shape:
        return tuple(Option(one["const"], one["title"], one.get("description", "")) for one in shape["oneOf"])
    words = shape.get("examples") or shape.get("enum") or ()
    return tuple(Option(str(one), str(one)) for one in words)


def translated(form: Form, language: str, words: Mapping[str, str] = NO_MAPPING) -> Form:
    """A copy whose labels are those of ``language``, the Vietnamese ones where there are none.

    They stand beside the text ("title_en"), or text by text in ``words`` and in what the shared forms have.
    """
    if language.startswith("vi"):
        return form
    code = language[:2]
    known = {**shelf.english(), **words} if code == "en" else dict(words)
    copy = build(_swapped(form.definition, code, known))
    pages = tuple(replace(page, fields=tuple(_spoken(one, known) for one in page.fields)) for page in copy.pages)
    return replace(copy, pages=pages, definition=form.definition)


def _swapped(value: Any, code: str, known: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        changed = {key: _swapped(one, code, known) for key, one in value.items()}
        for key in ("title", "description", "help", "sentence"):
            if isinstance(changed.get(f"{key}_{code}"), str):
                changed[key] = changed[f"{key}_{code}"]
            elif isinstance(changed.get(key), str):
                changed[key] = known.get(changed[key], changed[key])
        return changed
    if isinstance(value, list):
        return [_swapped(one, code, known) for one in value]
    return value


def _spoken(one: Field, known: Mapping[str, str]) -> Field:
    """The question with the words of its options; what is kept as the answer stays the same."""
    options = tuple(replace(each, label=known.get(each.label, each.label)) for each in one.options)
    return replace(one, options=options, parts=tuple(_spoken(part, known) for part in one.parts))

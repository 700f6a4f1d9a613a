"""The shape of a bundle file as JSON Schema (2020-12); meaning is checked in ``check``."""

from typing import Any

from motcua.procedures.rules.bundle import CHANNELS, FORMAT, HANDLERS, ROLES
from motcua.procedures.rules.life import LIFE_EVENTS
from motcua.procedures.rules.parameters import PARAMETERS, Parameter
from motcua.procedures.rules.templates import OWN_WORDS

KEY = r"^[a-z][a-z0-9_]{0,59}$"
UNITS = ("working_day", "day", "hour", "same_day")
FILE_KINDS = ("pdf", "jpg", "png", "webp", "heic", "docx", "xlsx", "mp4", "zip")
ABOUTS = (
    *("time_limits", "fees", "requirements", "process", "form", "results", "legal_basis", "handled_by"),
    *("era", "parameters", "channels", "name"),
)


def _text(most: int, least: int = 0) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most}


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], most: int = 100) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


def _choice(*values: str) -> dict[str, Any]:
    return {"enum": list(values)}


_KEY = {"type": "string", "pattern": KEY}
_SPAN = _object(
    {"value": {"type": "number", "exclusiveMinimum": 0, "maximum": 3650}, "unit": _choice(*UNITS)}, ("value", "unit")
)
_COUNT = {"type": "integer", "minimum": 0, "maximum": 3650}
_MODE = _choice("restart", "resume")
_SHAPES: dict[str, dict[str, Any]] = {
    "span": _SPAN,
    "clock_time": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
    "count": _COUNT,
    "minutes": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 600}, {"type": "null"}]},
    "clock_modes": _object({"door": _MODE, "appraisal": _MODE}),
    "share": _object({"percent": {"type": "integer", "minimum": 1, "maximum": 90}, "min_hours": _COUNT}),
    "days_list": {**_list(_COUNT, 10), "minItems": 1},
    "flag": {"type": "boolean"},
}


def _parameter(one: Parameter) -> dict[str, Any]:
    return _choice(*one.choices) if one.kind == "choice" else _SHAPES[one.kind]


REQUIREMENT = _object(
    {
        "key": _KEY,
        "name": _text(300, 1),
        "kind": _choice("form", "document"),
        "mode": _choice("submit", "present"),
        "case": _text(500),
        "group": _KEY,
        "originals": {"type": "integer", "minimum": 0, "maximum": 20},
        "copies": {"type": "integer", "minimum": 0, "maximum": 20},
        "required": {"type": "boolean"},
        "condition": _text(500),
        "when": {"type": "object"},
        "accepts": {**_list(_choice(*FILE_KINDS), 9), "minItems": 1},
        "max_mb": {"type": "integer", "minimum": 1, "maximum": 200},
        "hint": _text(500),
        "legal_name": _text(4000),
    },
    ("key", "name"),
)
GROUP = _object(
    {"key": _KEY, "name": _text(300, 1), "required": {"type": "boolean"}, "hint": _text(500)}, ("key", "name")
)
STEP = _object(
    {
        "key": _KEY,
        "name": _text(200, 1),
        "role": _choice(*ROLES),
        "action": _text(2000),
        "allotted": {"anyOf": [_SPAN, {"type": "null"}]},
        "condition": _text(500),
        "when": {"type": "object"},
        "note": _text(1000),
        "agency": _text(200),
    },
    ("key", "name", "role"),
)
TEMPLATES = _object(
    {
        "result": _object(
            {"title": _text(300), "paragraphs": _list(_text(4000, 1), 60), "signer": _text(200)},
            ("title", "paragraphs"),
        ),
        **{key: _text(2000) for key in OWN_WORDS},
    }
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        {
            "format": {"const": FORMAT},
            "code": {"type": "string", "pattern": r"^\d\.\d{6}$"},
            "name": _text(2000, 3),
            "short_name": _text(120, 3),
            "field": _text(120, 2),
            "handled_by": _choice(*HANDLERS),
            "handler_url": {"type": "string", "maxLength": 500, "pattern": r"^(https://[^\s]+)?$"},
            "handler_note": _text(1000),
            "audience": _text(1000),
            "summary": _text(1000),
            "era": _text(40),
            "synonyms": _list(_text(120, 1)),
            "life_events": _list(_choice(*(one.key for one in LIFE_EVENTS)), 10),
            "requirements": _list(REQUIREMENT),
            "groups": _list(GROUP, 30),
            "notes": _list(_text(8000, 1)),
            "form": {"anyOf": [{"type": "object"}, {"type": "null"}]},
            "time_limits": _object(dict.fromkeys(CHANNELS, _SPAN)),
            "time_basis": _text(40),
            "time_text": _text(2000),
            "fees": {"type": "object"},
            "process": _object({"steps": _list(STEP, 40)}, ("steps",)),
            "templates": TEMPLATES,
            "english": {"type": "object", "maxProperties": 600, "additionalProperties": _text(2000, 1)},
            "results": _list(_object({"key": _KEY, "name": _text(1000, 1)}, ("key", "name")), 30),
            "legal_basis": _list(
                _object({"number": _text(200, 1), "title": _text(1000), "article": _text(200)}, ("number",)), 200
            ),
            "decision": _text(200),
            "steps_text": _list(_text(8000, 1), 200),
            "conditions": _list(_text(8000, 1)),
            "wants_presence": {"type": "boolean"},
            "presence_note": _text(1000),
            "service_level": _choice("full", "partial", "information"),
            "front": _choice("own", "national"),
            "parameters": _object({one.key: _parameter(one) for one in PARAMETERS}),
            "to_confirm": _list(_object({"about": _choice(*ABOUTS), "note": _text(1000, 1)}, ("about", "note"))),
            "sources": _list(_text(1000, 1)),
        },
        ("format", "code", "name", "short_name", "field", "results"),
    ),
}
EXTRA_FIELD = _object(
    {
        "key": _KEY,
        "label": _text(200, 1),
        "type": _choice("text", "textarea", "date", "number", "money", "choice", "choices", "yes_no", "phone", "year"),
        "required": {"type": "boolean"},
        "help": _text(500),
        "options": _list(_text(200, 1), 60),
    },
    ("key", "label", "type"),
)
FORM_USE = _object({"use": _KEY, "extra_fields": _list(EXTRA_FIELD, 60)}, ("use",))

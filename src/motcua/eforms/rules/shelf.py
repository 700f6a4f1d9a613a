"""What ships with the product: forms, shared lists and the types they are made of."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.eforms.rules.form import Option
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_

NO_FORM = N_("Không có biểu mẫu điện tử mang tên “%(id)s”.")
_DATA = files("motcua.eforms") / "data"


@cache
def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text("utf-8"))


@cache
def form_ids() -> tuple[str, ...]:
    """The shipped forms."""
    return tuple(
        sorted(one.name.removesuffix(".json") for one in (_DATA / "forms").iterdir() if one.name.endswith(".json"))
    )


def form_json(form_id: str) -> Mapping[str, Any]:
    """The definition of a shipped form; refuses with NotFound."""
    if form_id not in form_ids():
        raise NotFound(NO_FORM, id=str(form_id)[:80])
    found: Mapping[str, Any] = _read(f"forms/{form_id}.json")
    return found


def types_json() -> Mapping[str, Any]:
    """The JSON Schema of every kind of question."""
    found: Mapping[str, Any] = _read("types.json")
    return found


@cache
def shared_list(name: str) -> tuple[Option, ...]:
    """A list that many forms use: ethnicities, nationalities, genders, relations."""
    return tuple(Option(one["value"], one.get("label", one["value"])) for one in _read("lists.json")[name]["items"])


def english() -> Mapping[str, str]:
    """English words for the texts of the shared forms and lists, by the Vietnamese text."""
    found: Mapping[str, str] = _read("english.json")
    return found


def units_json() -> Mapping[str, Any]:
    """Provinces, communes, former names and hamlets."""
    found: Mapping[str, Any] = _read("units.json")
    return found

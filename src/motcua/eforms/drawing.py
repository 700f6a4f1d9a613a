"""What the templates of e-forms need beside the form: shown dates, unit names, options as pairs."""

from collections.abc import Mapping
from typing import Any

from motcua.eforms.rules import units
from motcua.eforms.rules.calendar import shown_date, span_of
from motcua.eforms.rules.conditions import holds
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.identity import KINDS


def shown_day(value: object) -> str:
    """A kept date as dd/mm/yyyy; what could not be read as it was typed."""
    text = value if isinstance(value, str) else ""
    return shown_date(text) if span_of(text) else text


def pairs(one: Field) -> list[tuple[str, ...]]:
    """The options of a question as the shared fields want them."""
    return [(option.value, option.label, option.help) for option in one.options]


def labels(one: Field) -> list[tuple[str, str]]:
    """The options without their help, for a drop-down."""
    return [(option.value, option.label) for option in one.options]


def identity_kinds() -> list[tuple[str, str]]:
    """The papers that show who somebody is."""
    return [(option.value, option.label) for option in KINDS]


def province_options() -> list[tuple[str, str]]:
    """Every province of today."""
    return [(place.code, place.name) for place in units.provinces()]


def commune_options(province: str) -> list[str]:
    """Names of the communes of a province, today's and former ones."""
    former = [one.name for one in units.former_communes(province)]
    return [place.name for place in units.communes(province)] + former


def commune_name(value: Mapping[str, Any]) -> str:
    """The commune as it was typed or chosen."""
    found = units.commune(str(value.get("commune", "")))
    return str(value.get("commune_text") or value.get("former") or (found.name if found else ""))


GLOBALS = {
    "shown_day": shown_day,
    "pairs": pairs,
    "labels": labels,
    "identity_kinds": identity_kinds,
    "province_options": province_options,
    "commune_options": commune_options,
    "commune_name": commune_name,
    "condition_holds": holds,
}

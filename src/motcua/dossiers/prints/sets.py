"""Which statutory forms hold on a day: sets with dates of validity, read from data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_

DATA = Path(__file__).parent / "data"
OFFICE_SYMBOL = "TTPVHCC"  # the receiving body in the number symbols of TT 03/2025


class NoSuchForm(NotFound):
    """The set of that day has no such form."""


@dataclass(frozen=True)
class Form:
    """One statutory form: its number and title, the template that draws it, and where we know it from."""

    key: str
    number: str
    title: str
    symbol: str
    template: str
    person_in_qr: str  # full | masked | none
    options: Mapping[str, Any]
    source: str
    is_verified: bool


@dataclass(frozen=True)
class FormSet:
    """The forms of one circular and the days they hold for."""

    key: str
    name: str
    valid_from: date
    valid_until: date | None
    source: str
    forms: Mapping[str, Form]

    def holds_on(self, day: date) -> bool:
        """Whether a dossier received on ``day`` uses this set."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def form_on(key: str, day: date) -> Form:
    """The form of a dossier received on ``day``; refuses with NoSuchForm where its set has none."""
    chosen = set_on(day)
    form = chosen.forms.get(key)
    if form is None:
        raise NoSuchForm(N_("Bộ biểu mẫu %(name)s không có mẫu “%(key)s”."), name=chosen.name, key=key)
    return form


def in_set(key: str, day: date) -> bool:
    """Whether the set of ``day`` has such a form."""
    return any(one.holds_on(day) and key in one.forms for one in form_sets())


def numbered_by(key: str, day: date, number: int) -> str:
    """The running number with the form's symbol: ``05/PBS-TTPVHCC``; two digits at least (NĐ 30/2020)."""
    symbol = form_on(key, day).symbol.format(office=OFFICE_SYMBOL)
    return f"{number:02d}/{symbol}" if symbol else f"{number:02d}"


def set_on(day: date) -> FormSet:
    """The set that holds on ``day``; refuses with NoSuchForm before the first one."""
    found = next((one for one in form_sets() if one.holds_on(day)), None)
    if found is None:
        raise NoSuchForm(N_("Chưa có bộ biểu mẫu cho hồ sơ tiếp nhận ngày %(day)s."), day=f"{day:%d/%m/%Y}")
    return found


@lru_cache(maxsize=1)
def form_sets() -> tuple[FormSet, ...]:
    """All sets, oldest first."""
    kept = (json.loads(path.read_text("utf-8")) for path in DATA.glob("forms_*.json"))
    return tuple(sorted(map(_form_set, kept), key=lambda one: one.valid_from))


def _form_set(kept: Mapping[str, Any]) -> FormSet:
    until = kept["valid_until"]
    return FormSet(
        key=kept["key"],
        name=kept["name"],
        valid_from=date.fromisoformat(kept["valid_from"]),
        valid_until=date.fromisoformat(until) if until else None,
        source=kept["source"],
        forms={key: Form(key=key, **form) for key, form in kept["forms"].items()},
    )

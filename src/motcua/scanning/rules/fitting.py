"""Which empty fields of a form a confirmed paper could fill; the officer accepts each, nothing is filled by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.eforms.rules import Form
from motcua.eforms.rules.form import Field
from motcua.kernel.fold import fold

NAMES = frozenset({"name"})
DAYS = frozenset({"date", "date_or_year"})
TEXTS = frozenset({"text", "long_text"})
MOST = 12


@dataclass(frozen=True)
class Facts:
    """What a confirmed paper says; empty where it says nothing. Days in ISO form."""

    owner_name: str = ""
    owner_number: str = ""
    born_on: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: str = ""
    paper_name: str = ""


@dataclass(frozen=True)
class Fit:
    """One field that could take one value; ``shown`` is the value as people read it."""

    path: str
    label: str
    shown: str
    value: Any


def fits(form: Form, answers: Mapping[str, Any], facts: Facts) -> list[Fit]:
    """The empty fields that could take what the paper says, in the order of the form."""
    found: list[Fit] = []
    for page in form.pages:
        for one in page.fields:
            inside = _of_field(one, answers.get(one.path), facts, above="")
            found.extend(replace(fit, label=f"{page.title}: {fit.label}") for fit in inside)
    return found[:MOST]


def _of_field(one: Field, value: Any, facts: Facts, *, above: str) -> Iterator[Fit]:
    if one.kind == "group":
        inside = value if isinstance(value, Mapping) else {}
        for part in one.parts:
            yield from _of_field(part, inside.get(part.path.rpartition(".")[2]), facts, above=one.label)
        return
    if not one.is_asked or value not in (None, "", {}, []):
        return
    told = _told(one, facts, in_paper="giay to" in fold(above))
    if told:
        label = f"{above}: {one.label}" if above else one.label
        yield Fit(one.path, label, told[0], told[1])


def _told(one: Field, facts: Facts, *, in_paper: bool) -> tuple[str, Any] | None:
    """The value as shown and as kept."""
    label = fold(one.label)
    if one.kind == "identity_document" and facts.owner_number:
        return facts.owner_number, {"kind": "personal_id", "number": facts.owner_number}
    if one.kind in NAMES and facts.owner_name and "ten" in label:
        return facts.owner_name, facts.owner_name
    if one.kind in DAYS:
        day = facts.born_on if "sinh" in label else facts.issued_on if in_paper and label.startswith("ngay") else ""
        return (_read(day), day) if day else None
    if one.kind in TEXTS and in_paper:
        words = _of_paper(label, facts)
        return (words, words) if words else None
    return None


def _of_paper(label: str, facts: Facts) -> str:
    if label in {"so", "so giay to", "so, ky hieu"}:
        return facts.number
    if "co quan cap" in label or "noi cap" in label:
        return facts.issuer
    return facts.paper_name if label.startswith("ten giay to") else ""


def _read(day: str) -> str:
    year, month, date = day.split("-")
    return f"{date}/{month}/{year}"


def filled(answers: Mapping[str, Any], accepted: list[Fit]) -> dict[str, Any]:
    """The answers that change, whole at the top, with what was accepted."""
    changed: dict[str, Any] = {}
    for one in accepted:
        top, _, part = one.path.partition(".")
        if not part:
            changed[top] = one.value
            continue
        kept = changed.get(top, answers.get(top))
        changed[top] = {**(kept if isinstance(kept, Mapping) else {}), part: one.value}
    return changed

"""A locality as its files describe it: units, desks, divisions, posts, hamlets, successions."""

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from motcua.kernel.fold import nfc

DATA = Path(__file__).parent / "data"
# Another locality is another folder of the same files; see docs/howto/locality.md.
DEFAULT = Path(os.environ.get("MOTCUA_LOCALITY") or DATA / "thoai_son")


@dataclass(frozen=True)
class UnitPlan:
    """One unit to put into the tree; parents come before children."""

    code: str
    kind: str
    name: str
    short_name: str
    parent_code: str
    valid_from: date
    valid_until: date | None
    operates: bool
    agency_code: str = ""
    agency_code_is_demo: bool = False
    address: str = ""


@dataclass(frozen=True)
class PostPlan:
    """One post to make, with the last part of its demo officer's sign-in name."""

    unit_code: str
    authority_code: str
    role: str
    title: str
    fields: tuple[str, ...]
    login: str


@dataclass(frozen=True)
class Locality:
    """Everything the files of one locality say."""

    name: str
    units: tuple[UnitPlan, ...]
    posts: tuple[PostPlan, ...]
    hamlets: tuple[dict[str, str], ...]
    successions: tuple[dict[str, str], ...]
    posts_valid_from: date
    demo: dict[str, Any]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, composed; an absent file has none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [{key: nfc(value.strip()) for key, value in row.items()} for row in csv.DictReader(lines)]


def _json_of(path: Path) -> dict[str, Any]:
    return json.loads(nfc(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _official(row: dict[str, str]) -> UnitPlan:
    return UnitPlan(
        code=row["code"],
        kind=row["kind"],
        name=row["name"],
        short_name=row["short_name"] or row["name"],
        parent_code=row["parent_code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        operates=row["operates"] == "yes",
        agency_code=row["agency_code"],
        agency_code_is_demo=row["agency_code_is_demo"] == "yes",
        address=row.get("address", ""),
    )


def _lower_type(name: str) -> str:
    """The name inside a sentence: "thị trấn Núi Sập"."""
    return name[:1].lower() + name[1:]


def _inside(unit: UnitPlan, templates: dict[str, Any]) -> Iterator[UnitPlan]:
    """The desk, divisions and agencies that the template puts below an operating unit."""
    words = {"lower": _lower_type(unit.name), "short": unit.short_name, "name": unit.name}
    for part in templates.get(unit.kind, {}).get("units", ()):
        yield UnitPlan(
            code=f"{unit.code}-{part['suffix']}",
            kind=part["kind"],
            name=part["name"].format(**words),
            short_name=part["short_name"].format(**words),
            parent_code=unit.code,
            valid_from=unit.valid_from,
            valid_until=unit.valid_until,
            operates=part["operates"],
        )


def _posts(unit: UnitPlan, layout: dict[str, Any]) -> Iterator[PostPlan]:
    groups = layout.get("field_groups", {})
    wanted = [
        *layout["templates"].get(unit.kind, {}).get("posts", ()),
        *layout.get("more_posts", {}).get(unit.code, ()),
    ]
    for part in wanted:
        yield PostPlan(
            unit_code=f"{unit.code}-{part['unit']}" if part["unit"] else unit.code,
            authority_code=unit.code,
            role=part["role"],
            title=part["title"],
            fields=tuple(field for group in part["fields"] for field in groups[group]),
            login=part["login"],
        )


def read_locality(folder: Path = DEFAULT) -> Locality:
    """The locality that the files of ``folder`` describe; see docs/howto/locality.md."""
    layout = _json_of(folder / "locality.json")
    official = [_official(row) for row in rows_of(folder / "units.csv")]
    working = [unit for unit in official if unit.operates]
    return Locality(
        name=layout["name"],
        units=(*official, *(part for unit in working for part in _inside(unit, layout["templates"]))),
        posts=tuple(post for unit in working for post in _posts(unit, layout)),
        hamlets=tuple(rows_of(folder / "hamlets.csv")),
        successions=tuple(rows_of(folder / "successions.csv")),
        posts_valid_from=date.fromisoformat(layout["posts_valid_from"]),
        demo=_json_of(folder / "demo_people.json"),
    )

"""What ships with the product: the published descriptions and the bundles made from them."""

import csv
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from motcua.kernel.fold import fold
from motcua.procedures.models import Procedure
from motcua.procedures.texts import procedure_texts, shortened

DATA = files("motcua.procedures") / "data"
COLUMNS = frozenset({"code", "name", "field", "level", "handler", "era", "life_events"})


def catalogue_rows() -> Iterator[dict[str, Any]]:
    """The descriptions as published, one procedure each."""
    with (DATA / "catalogue.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def shipped_bundles() -> Iterator[dict[str, Any]]:
    """The bundles that ship with the product, by code."""
    for one in sorted((DATA / "bundles").iterdir(), key=lambda path: path.name):
        if one.name.endswith(".json"):
            yield json.loads(one.read_text("utf-8"))


def operable_codes() -> list[str]:
    """The procedures to make operable first, the most frequent first."""
    lines = (DATA / "operable.csv").read_text("utf-8").splitlines()
    return [row["code"] for row in csv.DictReader(lines)]


def catalogue_texts(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that a published description fills."""
    short = shortened(row["name"])
    return {
        "name": row["name"],
        "short_name": short,
        "name_folded": fold(f"{short} {row['name']}"),
        "field": row["field"],
        "handler": row["handler"],
        "level": row["level"],
        "era": row["era"],
        "life_events": row.get("life_events", []),
        "detail": {key: value for key, value in row.items() if key not in COLUMNS},
    }


def shipped_procedures() -> list[Procedure]:
    """The rows of the catalogue as they will stand in the database, without one."""
    rows = {row["code"]: Procedure(code=row["code"], **catalogue_texts(row)) for row in catalogue_rows()}
    for bundle in shipped_bundles():
        for name, value in procedure_texts(bundle).items():
            setattr(rows[bundle["code"]], name, value)
    for rank, code in enumerate(operable_codes(), start=1):
        rows[code].rank = rank
    return list(rows.values())

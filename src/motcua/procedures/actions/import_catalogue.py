"""Load the national catalogue and the bundles that ship with the product; again at any time."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.people.rules import SYSTEM, Actor
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.models import Procedure
from motcua.procedures.search import forget_search
from motcua.procedures.texts import shortened

DATA = files("motcua.procedures") / "data"
FROM = date(2025, 7, 1)
COLUMNS = frozenset({"code", "name", "field", "level", "handler", "era", "life_events"})


def import_catalogue(*, actor: Actor = SYSTEM, at: datetime | None = None, valid_from: date = FROM) -> int:
    """Every published description is readable and every shipped bundle in force; how many procedures there are.

    Doing it again changes nothing that has not changed; a version that an administrator published later stays.
    """
    rows = list(catalogue_rows())
    with transaction.atomic():
        _load_rows(rows, at or clock.now())
        for bundle in shipped_bundles():
            _publish(bundle, actor, valid_from)
        _rank(operable_codes())
    forget_search()
    return len(rows)


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


def _load_rows(rows: list[dict[str, Any]], at: datetime) -> None:
    known = {one.code: one for one in Procedure.objects.all()}
    fresh, changed = [], []
    for row in rows:
        texts = _texts(row)
        found = known.get(row["code"])
        if found is None:
            fresh.append(Procedure(code=row["code"], changed_at=at, **texts))
        elif found.detail != texts["detail"]:
            found.detail, found.changed_at = texts["detail"], at
            changed.append(found)
    Procedure.objects.bulk_create(fresh, batch_size=100)
    Procedure.objects.bulk_update(changed, ["detail", "changed_at"], batch_size=100)


def _texts(row: Mapping[str, Any]) -> dict[str, Any]:
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


def _publish(bundle: dict[str, Any], actor: Actor, valid_from: date) -> None:
    """Publish a shipped bundle unless the procedure has a version already."""
    found = Procedure.objects.filter(code=bundle["code"]).first()
    if found is None or not found.versions.exists():
        publish_version(bundle, actor=actor, valid_from=valid_from)


def _rank(codes: list[str]) -> None:
    known = {one.code: one for one in Procedure.objects.filter(code__in=codes)}
    ranked = []
    for rank, code in enumerate(codes, start=1):
        if code in known and known[code].rank != rank:
            known[code].rank = rank
            ranked.append(known[code])
    Procedure.objects.bulk_update(ranked, ["rank"], batch_size=100)

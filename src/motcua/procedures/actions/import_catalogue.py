"""Load the national catalogue and the bundles that ship with the product; again at any time."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.people.rules import SYSTEM, Actor
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.models import Procedure
from motcua.procedures.search import forget_search
from motcua.procedures.shipped import catalogue_rows, catalogue_texts, operable_codes, shipped_bundles

FROM = date(2025, 7, 1)


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


def _load_rows(rows: list[dict[str, Any]], at: datetime) -> None:
    known = {one.code: one for one in Procedure.objects.all()}
    fresh, changed = [], []
    for row in rows:
        texts = catalogue_texts(row)
        found = known.get(row["code"])
        if found is None:
            fresh.append(Procedure(code=row["code"], changed_at=at, **texts))
        elif found.detail != texts["detail"]:
            found.detail, found.changed_at = texts["detail"], at
            changed.append(found)
    Procedure.objects.bulk_create(fresh, batch_size=100)
    Procedure.objects.bulk_update(changed, ["detail", "changed_at"], batch_size=100)


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

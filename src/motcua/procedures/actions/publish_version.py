"""Publish a bundle as the next version of its procedure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid, NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.forms import inlined
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.policies import may_publish
from motcua.procedures.queries import forget_offers
from motcua.procedures.rules import NOT_SOUND, Change, check_bundle, difference, resolved
from motcua.procedures.search import forget_search
from motcua.procedures.texts import procedure_texts

TOO_EARLY = N_("Phiên bản mới không thể có hiệu lực trước phiên bản đang có (%(day)s).")


@dataclass(frozen=True)
class Published:
    """What publishing did: the version, whether it is new, and what is different from the one before."""

    version: ProcedureVersion
    is_new: bool
    changes: tuple[Change, ...]


def publish_version(
    bundle: Mapping[str, Any], *, actor: Actor, valid_from: date | None = None, note: str = ""
) -> Published:
    """The bundle is in force from ``valid_from`` (today); the version before ends the day before.

    A bundle equal to the last version changes nothing. Law: TT-01. Refuses with NotPermitted, Invalid (each problem
    by its path) or WrongMoment. Announces nothing: running dossiers keep their version.
    """
    may_publish(actor, directory()).or_refuse()
    kept = prepared(bundle)
    day = valid_from or clock.today()
    with transaction.atomic():
        procedure = _procedure(kept)
        last = procedure.versions.order_by("-number").first()
        digest = digest_of(kept)
        if last and last.digest == digest and last.valid_until is None:
            return Published(last, is_new=False, changes=())
        if last and day < last.valid_from:
            raise WrongMoment(TOO_EARLY, day=f"{last.valid_from:%d/%m/%Y}")
        version = _next_version(procedure, last, kept, actor=actor, day=day, note=note)
        changes = tuple(difference(last.bundle, kept)) if last else ()
        _remember(procedure.code, version, changes=changes, actor=actor)
    forget_search()
    forget_offers()
    return Published(version, is_new=True, changes=changes)


def replace_version(
    replaced: ProcedureVersion, bundle: Mapping[str, Any], *, actor: Actor, day: date, note: str
) -> Published:
    """A part of a larger edit: the bundle stands from ``day`` in the place of this version, what follows it stays."""
    kept = prepared(bundle)
    version = _next_version(_procedure(kept), replaced, kept, actor=actor, day=day, note=note)
    changes = tuple(difference(replaced.bundle, kept))
    _remember(replaced.procedure.code, version, changes=changes, actor=actor)
    return Published(version, is_new=True, changes=changes)


def prepared(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """The bundle as it is kept: letters composed, form and every parameter inside; refuses what is not sound."""
    problems = check_bundle(bundle)
    if problems:
        errors = {problem.path: problem.sentence for problem in problems}
        raise Invalid(NOT_SOUND, errors, count=len(problems))
    kept: dict[str, Any] = composed(dict(bundle))
    try:
        kept["form"] = inlined(kept.get("form"))
    except NotFound as refusal:
        raise Invalid(NOT_SOUND, {"form.use": refusal.sentence}, count=1) from None
    kept["parameters"] = resolved(kept.get("parameters", {}))
    return kept


def composed(value: Any) -> Any:
    """The value with every text in the composed form that we store."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {nfc(key): composed(one) for key, one in value.items()}
    return [composed(one) for one in value] if isinstance(value, list | tuple) else value


def digest_of(kept: Mapping[str, Any]) -> str:
    """A fingerprint by which two bundles are told apart, whatever the order of their keys."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _procedure(kept: Mapping[str, Any]) -> Procedure:
    """The catalogue row, told what the bundle says."""
    texts = procedure_texts(kept) | {"changed_at": clock.now()}
    found, is_new = Procedure.objects.select_for_update().get_or_create(
        code=kept["code"], defaults={**texts, "level": "commune", "era": kept.get("era") or "2026"}
    )
    if not is_new:
        Procedure.objects.filter(pk=found.pk).update(**texts)
    return found


def _next_version(
    procedure: Procedure,
    replaced: ProcedureVersion | None,
    kept: Mapping[str, Any],
    *,
    actor: Actor,
    day: date,
    note: str,
) -> ProcedureVersion:
    """The version from ``day`` until the day on which the one that it replaces was to end."""
    until = replaced.valid_until if replaced else None
    if replaced:
        # A version replaced on its first day has that one day; on it the higher number counts.
        ends = max(day - timedelta(days=1), replaced.valid_from)
        ProcedureVersion.objects.filter(pk=replaced.pk).update(valid_until=ends)
    newest = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=newest + 1,
        bundle=kept,
        digest=digest_of(kept),
        valid_from=day,
        valid_until=until,
        published_at=clock.now(),
        published_by=actor.name,
        note=note[:500],
        front=kept.get("front", "own"),
        handled_by=kept.get("handled_by", "ours"),
        takes_online="online" in kept.get("time_limits", {}),
    )


def _remember(code: str, version: ProcedureVersion, *, changes: tuple[Change, ...], actor: Actor) -> None:
    facts = {
        "procedure": code,
        "number": version.number,
        "valid_from": version.valid_from.isoformat(),
        "digest": version.digest,
        "changed": [change.path for change in changes][:100],
    }
    record(
        subject_kind="procedure",
        subject_id=code,
        act="publish_version",
        actor=actor,
        facts=facts,
        at=clock.now(),
    )

"""An act of the archive on a case: an entry in the case's own chain, guarded by its version; its legal state stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.dossiers.commit import signed
from motcua.dossiers.models import Dossier
from motcua.ledger import commit as ledger
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor


def enter(
    dossier: Dossier,
    actor: Actor,
    act: str,
    *,
    at: datetime,
    facts: Mapping[str, Any],
    sets: Mapping[str, Any] | None = None,
    rows: Sequence[Row] = (),
    amends: Sequence[Amend] = (),
) -> Dossier:
    """The entry and what is written with it. Refuses with SomebodyWasFirst when the case moved on."""
    chained = ledger.commit(
        ledger.Step(
            model=Dossier,
            case_id=dossier.pk,
            version=dossier.version,
            sets=sets or {},
            subject_kind="dossier",
            act=act,
            actor=signed(actor, dossier),
            at=at,
            facts={"state": dossier.state, **facts},
            prev=dossier.head_hash,
            rows=rows,
            amends=amends,
        )
    )
    dossier.version, dossier.head_hash = dossier.version + 1, chained
    return dossier

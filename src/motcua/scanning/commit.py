"""How every act of a scan ends: the step of its life, then one commit of row, entry, records and events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.ledger import commit as ledger
from motcua.ledger.actions.record import named
from motcua.ledger.commit import Amend, Row
from motcua.ledger.rules import GENESIS
from motcua.people.rules import Actor
from motcua.scanning.models import Scan
from motcua.scanning.rules.states import step


@dataclass(frozen=True)
class Writes:
    """What an act writes beside the step; ``told`` is the payload of the event ``topic``."""

    sets: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    amends: Sequence[Amend] = ()
    topic: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


def settle(
    scan: Scan, actor: Actor, act: str, *, at: datetime, facts: Mapping[str, Any], writes: Writes | None = None
) -> Scan:
    """Take the step and commit it; the scan given is brought up to date and returned.

    Refuses with WrongMoment or SomebodyWasFirst. Announces ``scan.<act>`` where the act names no other topic.
    """
    told = writes or Writes()
    sets = {**told.sets} if act == "take_scan" else {"state": step(act, scan.state).value, **told.sets}
    chained = ledger.commit(
        ledger.Step(
            model=Scan,
            case_id=scan.pk,
            version=scan.version,
            sets=sets,
            subject_kind="scan",
            act=act,
            actor=named(actor),
            at=at,
            facts={"state": sets["state"], **facts},
            prev=scan.head_hash or GENESIS,
            rows=told.rows,
            amends=told.amends,
            events=[(told.topic or f"scan.{act}", {"facts": dict(facts), **told.told})],
        )
    )
    for name, value in {**sets, "version": scan.version + 1, "head_hash": chained}.items():
        setattr(scan, name, value)
    return scan

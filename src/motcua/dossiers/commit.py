"""How every act of a dossier ends: the lifecycle step, then one commit of row, entry, records and events."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from motcua.dossiers.models import Dossier
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import Change, State, step
from motcua.kernel.words import N_
from motcua.ledger import commit as ledger
from motcua.ledger.commit import Amend, Count, Row
from motcua.ledger.numbers import done_again
from motcua.people.rules import Actor

BUSY = N_("Nhiều hồ sơ đang được cấp số cùng một lúc nên chưa lấy được số. Hồ sơ chưa thay đổi gì; hãy bấm lại.")
Act = TypeVar("Act", bound=Callable[..., Dossier])


@dataclass(frozen=True)
class Writes:
    """What an act writes beside the legal step."""

    sets: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    amends: Sequence[Amend] = ()
    measures: Sequence[str] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    tell: Mapping[str, Any] | None = None


def settle(
    dossier: Dossier, actor: Actor, act: str, *, at: datetime, facts: Mapping[str, Any], writes: Writes
) -> Dossier:
    """Take the legal step and commit it with everything the act writes.

    Refuses with WrongMoment or SomebodyWasFirst; the dossier given is brought up to date and returned. ``tell`` is
    the payload of the event ``dossier.<act>``; every act announces one.
    """
    change = step(act, State(dossier.state))
    sets = {**legal_sets(dossier, change, at), **writes.sets}
    chained = ledger.commit(
        ledger.Step(
            model=Dossier,
            case_id=dossier.pk,
            version=dossier.version,
            sets=sets,
            subject_kind="dossier",
            act=act,
            actor=signed(actor, dossier),
            at=at,
            facts={"state": change.after.value, **facts},
            prev=dossier.head_hash,
            rows=writes.rows,
            amends=writes.amends,
            events=[(f"dossier.{act}", {"facts": dict(facts), **(writes.tell or {})})],
            counts=counts(dossier, writes.measures, at),
            numbers=writes.numbers,
        )
    )
    for name, value in {**sets, "version": dossier.version + 1, "head_hash": chained}.items():
        setattr(dossier, name, value)
    return dossier


def with_numbers(act: Act) -> Act:
    """The act, done again from the start when somebody took the running number it was about to give.

    Refuses with SomebodyWasFirst in the end; whatever else the act refuses or breaks on passes at once.
    """
    return done_again(act, BUSY)


def legal_sets(dossier: Dossier, change: Change, at: datetime) -> dict[str, Any]:
    """What the lifecycle alone changes on the row."""
    sets: dict[str, Any] = {"state": change.after.value}
    if not change.stays and change.waits_on != dossier.waits_on:
        sets |= {"waits_on": change.waits_on.value, "waiting_since": at}
    if change.closes:
        sets |= {"closed_at": at, "attention_at": None, "step_due_at": None}
        sets |= {"holder_post_id": None, "holder_unit_id": None, "holder_account_id": None}
    return sets


def signed(actor: Actor, dossier: Dossier | None = None) -> dict[str, Any]:
    """Who acts, from the seat that holds the case where they have it: as the ledger names them."""
    return actor.named(actor.seat_for(dossier.holder_post_id) if dossier and dossier.holder_post_id else None)


def counts(dossier: Dossier, measures: Sequence[str], at: datetime) -> list[Count]:
    """The counters that an act moves, in the month it happens."""
    month = at.astimezone(VIETNAM).date().replace(day=1)
    return [Count(dossier.competent_unit_id, dossier.procedure_field, month, measure) for measure in measures]

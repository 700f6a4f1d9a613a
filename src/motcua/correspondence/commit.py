"""How every act of a document or directive ends: the step of its table, then one commit of row, entry, records, events.

The same mechanism as a dossier's: ``ledger.commit``, guarded by the version, with the running numbers given in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from motcua.correspondence.models import Directive, Incoming, Outgoing
from motcua.correspondence.rules.life import DIRECTIVES, INCOMING, OUTGOING, step
from motcua.kernel.refusals import SomebodyWasFirst
from motcua.kernel.words import N_
from motcua.ledger import commit as ledger
from motcua.ledger.commit import Amend, Row
from motcua.ledger.models import Number
from motcua.ledger.numbers import done_again
from motcua.ledger.rules import GENESIS
from motcua.people.rules import Actor, Seat

BUSY = N_("Nhiều văn bản đang được cấp số cùng một lúc nên chưa lấy được số. Văn bản chưa thay đổi gì; hãy bấm lại.")
LATE = N_("Văn bản này vừa được người khác xử lý. Hãy tải lại trang để xem hiện trạng rồi làm tiếp.")
TABLES = {"outgoing": OUTGOING, "incoming": INCOMING, "directive": DIRECTIVES}
Case = Outgoing | Incoming | Directive
KINDS: dict[type, str] = {Outgoing: "outgoing", Incoming: "incoming", Directive: "directive"}
Act = TypeVar("Act", bound=Callable[..., Any])
OneCase = TypeVar("OneCase", Outgoing, Incoming, Directive)


@dataclass(frozen=True)
class Writes:
    """What an act writes beside the step: of the row, beside it, and the numbers it gives."""

    sets: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    amends: Sequence[Amend] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    seat: Seat | None = None


def begin(model: type[OneCase], pk: UUID, actor: Actor, *, act: str, at: datetime, writes: Writes) -> OneCase:
    """A new case. Refuses with SomebodyWasFirst where one that is the same by its keys is there already."""
    state = step(TABLES[KINDS[model]], act, "")
    sets = {**_empty(model), "state": state, **writes.sets}
    step_ = _step(model, pk, actor, act=act, at=at, sets=sets, writes=writes)
    return model(id=pk, version=1, head_hash=_committed(step_), **sets)


def settle(case: OneCase, actor: Actor, act: str, *, at: datetime, writes: Writes) -> OneCase:
    """Take the step and commit it with everything the act writes; the case is brought up to date.

    Refuses with WrongMoment or SomebodyWasFirst. Announces ``<kind>.<act>``.
    """
    table = TABLES[KINDS[type(case)]]
    state = step(table, act, case.state) if act in table else case.state
    sets = {"state": state, **writes.sets}
    step_ = _step(type(case), case.pk, actor, act=act, at=at, sets=sets, writes=writes)
    step_ = replace(step_, version=case.version, prev=case.head_hash)
    chained = _committed(step_)
    for name, value in {**sets, "version": case.version + 1, "head_hash": chained}.items():
        setattr(case, name, value)
    return case


def _empty(model: type[Case]) -> dict[str, Any]:
    """Every column as it begins, so that the record of the first entry is whole."""
    kept = {"id", "version", "head_hash"}
    return {one.attname: one.get_default() for one in model._meta.concrete_fields if one.attname not in kept}


def _step(
    model: type[Case], pk: UUID, actor: Actor, *, act: str, at: datetime, sets: Mapping[str, Any], writes: Writes
) -> ledger.Step:
    kind = KINDS[model]
    facts = {**writes.facts, "state": sets["state"]}
    return ledger.Step(
        model=model,
        case_id=pk,
        version=0,
        sets=sets,
        subject_kind=kind,
        act=act,
        actor=actor.named(writes.seat),
        at=at,
        facts=facts,
        prev=GENESIS,
        rows=writes.rows,
        amends=writes.amends,
        events=[(f"{kind}.{act}", {"facts": facts})],
        numbers=writes.numbers,
    )


def _committed(step_: ledger.Step) -> str:
    try:
        return ledger.commit(step_)
    except SomebodyWasFirst:
        raise SomebodyWasFirst(LATE) from None


def taken(book: str) -> int:
    """The last number given in a book; what a step that takes the next one expects."""
    found = Number.objects.filter(book=book).values_list("value", flat=True).first()
    return found or 0


def with_numbers(act: Act) -> Act:
    """The act, done again from the start when somebody took the running number it was about to give."""
    return done_again(act, BUSY)

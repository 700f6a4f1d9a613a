"""The desk takes a complete application in: code, register number, due moment, receipt."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import desk_seat, may_receive_dossier
from motcua.dossiers.prints.sets import numbered_by
from motcua.dossiers.queries import calendar_of, load_to_receive, terms_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.words import written
from motcua.dossiers.steps import turn_for
from motcua.dossiers.way import way_facts
from motcua.kernel import clock
from motcua.kernel.identifiers import compose_dossier_code
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.routing.rules import step_after


@with_numbers
def receive_dossier(*, dossier_id: UUID, actor: Actor) -> Dossier:
    """Received: the clock of the law starts, form 01 is issued and the next desk has it.

    Any desk may where the procedure allows it; the code, the clock and the next step are the competent unit's.
    Law: LC-05 (code without gaps per unit and day), LC-15, CL-01 (start of the clock). Refuses with NotPermitted,
    WrongMoment or SomebodyWasFirst. Announces ``dossier.receive_dossier``.
    """
    at = clock.now()
    dossier, papers, taken = load_to_receive(dossier_id, at.astimezone(clock.VIETNAM).date())
    may_receive_dossier(actor, dossier).or_refuse()
    return receive(dossier, actor, at, papers=papers, taken=taken)


def receive(
    dossier: Dossier, actor: Actor, at: datetime, *, papers: list[dict[str, Any]], taken: tuple[int, int]
) -> Dossier:
    """Write the receipt of a loaded dossier; ``taken`` are the last code and register number given."""
    bundle = terms_of(dossier).bundle
    unit = directory().unit(dossier.competent_unit_id)
    day = at.astimezone(clock.VIETNAM).date()
    books = code_book(unit.agency_code, day), register_book(unit.id, day)
    kept = CaseClock(
        start=at,
        limit=bundle.limit_for(dossier.channel),
        cutoff=bundle.same_day_cutoff,
        late_minutes=bundle.parameters["receive.late_minutes"],
    )
    calendar = calendar_of(dossier)
    due = kept.due(calendar)
    following = step_after(bundle.process, dossier.step_key, way_facts(dossier))
    turn = turn_for(dossier, following, at=at, due_at=due.at)
    code = compose_dossier_code(unit.agency_code, day, taken[0] + 1)
    sets = {
        "code": code,
        "register_number": f"{unit.id}/{day.year}/{taken[1] + 1:06d}",
        "received_at": at,
        "received_unit_id": desk_unit(actor, dossier),
        "due_at": due.at,
        "clock": kept.to_json(),
        "search_text": f"{dossier.search_text} {written(code)}",
        **turn.sets,
    }
    number = numbered_by("receipt", day, taken[1] + 1)
    more = {"may_change": True} if calendar.may_change(due.at) else {}
    told = FormFacts(actor=actor, at=at, number=number, sets=sets, papers=papers, more=more)
    facts = {"code": code, "due_at": due.at.isoformat(), **turn.facts}
    writes = Writes(
        sets=sets,
        rows=[issue("receipt", dossier, told)],
        measures=["received", f"received_{dossier.channel}", f"typed_{dossier.typed_by}"],
        numbers=dict(zip(books, taken, strict=True)),
        tell={"code": code},
    )
    return settle(dossier, actor, "receive_dossier", at=at, facts=facts, writes=writes)


def code_book(agency_code: str, day: date) -> str:
    """The book of dossier codes of a unit and day, as ``queries.CODE_NUMBER`` reads it."""
    return f"code/{agency_code}/{day:%y%m%d}"


def register_book(unit_id: int, day: date) -> str:
    """The register (form 07) of a unit and year, as ``queries.REGISTER_NUMBER`` reads it."""
    return f"register/{unit_id}/{day.year}"


def desk_unit(actor: Actor, dossier: Dossier) -> int | None:
    """Where it was received: the actor's own desk, which may be another than the competent unit's. Law: LC-15."""
    seat = desk_seat(actor, dossier.competent_unit_id)
    return seat.unit_id if seat else dossier.holder_unit_id

"""The last step after the leader's decision is done: the result is issued and goes to the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of, terms_of
from motcua.dossiers.result_policies import may_issue_result
from motcua.dossiers.rules.clock import verdict
from motcua.dossiers.rules.terms import days_later
from motcua.dossiers.rules.text import plain_text
from motcua.dossiers.steps import turn_for
from motcua.kernel import clock
from motcua.ledger.commit import Amend
from motcua.people.rules import Actor
from motcua.signing.documents import Signed
from motcua.signing.models import SignedDocument

LONGEST_NUMBER = 60


def issue_result(*, dossier_id: UUID, actor: Actor, number: str = "", sealed: Signed | None = None) -> Dossier:
    """The signed result, numbered and sealed, lies at the desk; the national status is 9 from this moment.

    ``sealed`` is the signed file with the agency's digital seal on it. Law: LC-12, LC-19. Refuses with NotPermitted,
    WrongMoment or SomebodyWasFirst. Announces ``dossier.issue_result``.
    """
    dossier = load_dossier(dossier_id)
    may_issue_result(actor, dossier).or_refuse()
    at, number = clock.now(), plain_text(number, most=LONGEST_NUMBER)
    done = finish(dossier, at)
    signed = {"dossier_id": dossier.pk, "dropped_at": None}
    numbered = [Amend(Result, signed, {"number": number})] if number else []
    if sealed:
        changes = {"file_id": sealed.file_id, "number": number}
        numbered.append(Amend(SignedDocument, {"id": sealed.document_id}, changes))
    writes = Writes(
        sets=done.sets,
        rows=sealed.rows if sealed else (),
        amends=[*numbered, *dropped(dossier, at)],
        measures=[f"finished_{done.facts['when']}", dossier.outcome],
    )
    facts = {"outcome": dossier.outcome, "number": number, **done.facts}
    facts |= {"signed": sealed.facts} if sealed else {}
    return settle(dossier, actor, "issue_result", at=at, facts=facts, writes=writes)


@dataclass(frozen=True)
class Finish:
    """What the end of the processing sets, and what the ledger says of it."""

    sets: dict[str, Any]
    facts: dict[str, Any]


def finish(dossier: Dossier, at: datetime) -> Finish:
    """The case at the desk that returns the result; whether it was in time is settled at this moment."""
    steps = terms_of(dossier).bundle.process.steps
    last = next((one for one in reversed(steps) if one.role == "return"), None)
    remind_at = days_later(calendar_of(dossier), at, int(parameters_of(dossier)["return.remind_after"][0]))
    turn = turn_for(dossier, last or steps[0], at=at, due_at=remind_at)
    when = verdict(at, dossier.due_at, counted_late=dossier.counted_late)
    return Finish({**turn.sets, "step_due_at": None, "finished_at": at}, {"when": when, **turn.facts})

"""The specialist lays the result before the leader."""

from dataclasses import asdict
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import load_dossier, terms_of
from motcua.dossiers.result_policies import may_present_result
from motcua.dossiers.rules.result import Content, checked
from motcua.dossiers.steps import turn_for
from motcua.dossiers.way import next_step
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor


def present_result(
    *,
    dossier_id: UUID,
    actor: Actor,
    outcome: str,
    text: str = "",
    rule: str = "",
    file_id: UUID | None = None,
    on_paper: bool = False,
) -> Dossier:
    """The drafted result (a file, words or paper; or rejected with reason and ground) is with the next step's leader.

    The draft goes along until it is decided; a new one takes its place. Refuses with NotPermitted, Invalid,
    WrongMoment where another step comes first. Announces ``dossier.transfer_step``.
    """
    content = checked(Content(outcome, text, rule, file_id, on_paper))
    dossier = load_dossier(dossier_id)
    may_present_result(actor, dossier).or_refuse()
    results = terms_of(dossier).bundle.results
    at = clock.now()
    turn = turn_for(dossier, next_step(dossier), at=at, due_at=dossier.due_at)
    drafted = {
        "id": uuid7(),
        "dossier_id": dossier.pk,
        "name": results[0].name[:300] if results else dossier.title,
        "number": "",
        **asdict(content),
        "drafted_by": actor.name,
        "drafted_at": at,
        "approved_by": "",
    }
    drop = Amend(Result, {"dossier_id": dossier.pk, "approved_at": None, "dropped_at": None}, {"dropped_at": at})
    facts = {"from": dossier.step_key, **turn.facts, "outcome": outcome, "note": content.text}
    facts["file"] = str(file_id) if file_id else ""
    writes = Writes(sets=turn.sets, rows=[Row(Result, drafted)], amends=[drop])
    return settle(dossier, actor, "transfer_step", at=at, facts=facts, writes=writes)

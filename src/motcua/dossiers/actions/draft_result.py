"""The specialist lays the result before the leader."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.policies import may_present_result
from motcua.dossiers.queries import load_dossier, terms_of
from motcua.dossiers.rules.text import plain_text, required_text
from motcua.dossiers.steps import turn_for
from motcua.dossiers.way import next_step
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor

WHY = N_("Hãy ghi lý do và căn cứ từ chối giải quyết.")
OUTCOMES = ("granted", "rejected")


def present_result(
    *, dossier_id: UUID, actor: Actor, outcome: str, text: str = "", file_id: UUID | None = None
) -> Dossier:
    """The drafted result (granted, or rejected with its reason) is with the leader of the next step.

    The draft goes along until it is decided; a new one takes its place. Refuses with NotPermitted, Invalid,
    WrongMoment where another step comes first. Announces ``dossier.transfer_step``.
    """
    if outcome not in OUTCOMES:
        raise Invalid(N_("Hãy chọn kết quả: đồng ý giải quyết hoặc từ chối giải quyết."))
    text = required_text(text, WHY) if outcome == "rejected" else plain_text(text)
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
        "outcome": outcome,
        "text": text,
        "file_id": file_id,
        "drafted_by": actor.name,
        "drafted_at": at,
        "approved_by": "",
    }
    drop = Amend(Result, {"dossier_id": dossier.pk, "approved_at": None, "dropped_at": None}, {"dropped_at": at})
    facts = {"from": dossier.step_key, **turn.facts, "outcome": outcome, "note": text}
    facts["file"] = str(file_id) if file_id else ""
    writes = Writes(sets=turn.sets, rows=[Row(Result, drafted)], amends=[drop])
    return settle(dossier, actor, "transfer_step", at=at, facts=facts, writes=writes)

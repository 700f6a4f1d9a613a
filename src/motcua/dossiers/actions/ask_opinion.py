"""Ask another body: in parallel for an opinion, or hand it the whole case and get it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.bodies import receiving_post
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.policies import may_hold
from motcua.dossiers.queries import calendar_of, load_dossier
from motcua.dossiers.rules.terms import days_later
from motcua.dossiers.rules.text import required_text
from motcua.dossiers.steps import turn_sets
from motcua.dossiers.way import present_step
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.lifecycle import WaitsOn
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.ledger.commit import Row
from motcua.people.directory import PostRef
from motcua.people.rules import Actor

WHAT = N_("Hãy ghi nội dung cần cơ quan phối hợp trả lời.")
DAYS = N_("Thời hạn trả lời phải từ 1 đến 60 ngày làm việc.")


def ask_opinion(*, dossier_id: UUID, actor: Actor, unit_id: int, question: str, days: int) -> Dossier:
    """A question waits at the other body while the work goes on here; the clock runs.

    Law: LC-09. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.ask_opinion``.
    """
    dossier, at, record, post = _asked(dossier_id, actor, "ask_opinion", unit_id=unit_id, question=question, days=days)
    facts: dict[str, Any] = {"opinion": str(record.values["id"]), "unit": unit_id}
    facts |= {"question": record.values["question"], "asked": record.values["post_id"], "outside": post is None}
    facts["answer_due"] = record.values["due_at"].isoformat()
    return settle(dossier, actor, "ask_opinion", at=at, facts=facts, writes=Writes(rows=[record]))


def forward_to_agency(*, dossier_id: UUID, actor: Actor, unit_id: int, question: str, days: int) -> Dossier:
    """The other body holds the case until it gives it back; the clock runs and it is their turn.

    For a body without a post here the post that forwards it keeps watch and records the answer when it comes.
    Law: LC-09. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.forward_to_agency``.
    """
    dossier, at, record, post = _asked(
        dossier_id, actor, "forward_to_agency", unit_id=unit_id, question=question, days=days
    )
    keeper = post.id if post else dossier.holder_post_id
    assert keeper is not None
    holder_ids = (keeper, post.unit_id if post else unit_id)
    sets = turn_sets(dossier, present_step(dossier), holder_ids=holder_ids, at=at, due_at=dossier.due_at) | {
        "back_to_post_id": dossier.holder_post_id,
        "waits_on": WaitsOn.AGENCY.value,
        "waiting_since": at,
        "step_due_at": record.values["due_at"],
    }
    facts = {"opinion": str(record.values["id"]), "unit": unit_id, "to": post.id if post else None}
    facts |= {"outside": post is None}
    facts |= {"question": record.values["question"], "answer_due": record.values["due_at"].isoformat()}
    return settle(dossier, actor, "forward_to_agency", at=at, facts=facts, writes=Writes(sets=sets, rows=[record]))


def _asked(
    dossier_id: UUID, actor: Actor, act: str, *, unit_id: int, question: str, days: int
) -> tuple[Dossier, datetime, Row, PostRef | None]:
    question = required_text(question, WHAT)
    if not 1 <= days <= 60:
        raise Invalid(DAYS)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, act).or_refuse()
    post = receiving_post(dossier, unit_id)
    at = clock.now()
    values: dict[str, Any] = {
        "id": uuid7(),
        "dossier_id": dossier.pk,
        "kind": "forward" if act == "forward_to_agency" else "opinion",
        "unit_id": unit_id,
        "post_id": post.id if post else None,
        "question": question,
        "asked_by": actor.name,
        "asked_at": at,
        "due_at": days_later(calendar_of(dossier), at, days),
        "answer": "",
        "answered_by": "",
        "is_silence": False,
    }
    return dossier, at, Row(Opinion, values), post

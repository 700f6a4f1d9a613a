"""Ask another body: in parallel for an opinion, or hand it the whole case and get it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

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
from motcua.people.queries import directory
from motcua.people.rules import Actor

WHAT = N_("Hãy ghi nội dung cần cơ quan phối hợp trả lời.")
NOBODY_THERE = N_("%(unit)s chưa có người nhận việc trên hệ thống. Hãy chọn cơ quan khác hoặc báo quản trị viên.")
NO_UNIT = N_("Hãy chọn cơ quan phối hợp.")
DAYS = N_("Thời hạn trả lời phải từ 1 đến 60 ngày làm việc.")


def ask_opinion(*, dossier_id: UUID, actor: Actor, unit_id: int, question: str, days: int) -> Dossier:
    """A question waits at the other body while the work goes on here; the clock runs.

    Law: LC-09. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.ask_opinion``.
    """
    dossier, at, record, _ = _asked(dossier_id, actor, "ask_opinion", unit_id=unit_id, question=question, days=days)
    facts: dict[str, Any] = {"opinion": str(record.values["id"]), "unit": unit_id}
    facts |= {"question": record.values["question"], "asked": record.values["post_id"]}
    facts["answer_due"] = record.values["due_at"].isoformat()
    return settle(dossier, actor, "ask_opinion", at=at, facts=facts, writes=Writes(rows=[record]))


def forward_to_agency(*, dossier_id: UUID, actor: Actor, unit_id: int, question: str, days: int) -> Dossier:
    """The other body holds the case until it gives it back; the clock runs and it is their turn.

    Law: LC-09. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.forward_to_agency``.
    """
    dossier, at, record, post = _asked(
        dossier_id, actor, "forward_to_agency", unit_id=unit_id, question=question, days=days
    )
    sets = turn_sets(
        dossier, present_step(dossier), holder_ids=(post.id, post.unit_id), at=at, due_at=dossier.due_at
    ) | {
        "back_to_post_id": dossier.holder_post_id,
        "waits_on": WaitsOn.AGENCY.value,
        "waiting_since": at,
        "step_due_at": record.values["due_at"],
    }
    facts = {"opinion": str(record.values["id"]), "unit": unit_id, "to": post.id}
    facts |= {"question": record.values["question"], "answer_due": record.values["due_at"].isoformat()}
    return settle(dossier, actor, "forward_to_agency", at=at, facts=facts, writes=Writes(sets=sets, rows=[record]))


def _asked(
    dossier_id: UUID, actor: Actor, act: str, *, unit_id: int, question: str, days: int
) -> tuple[Dossier, datetime, Row, PostRef]:
    question = required_text(question, WHAT)
    if not 1 <= days <= 60:
        raise Invalid(DAYS)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, act).or_refuse()
    post = receiving_post(unit_id)
    at = clock.now()
    values: dict[str, Any] = {
        "id": uuid7(),
        "dossier_id": dossier.pk,
        "kind": "forward" if act == "forward_to_agency" else "opinion",
        "unit_id": unit_id,
        "post_id": post.id,
        "question": question,
        "asked_by": actor.name,
        "asked_at": at,
        "due_at": days_later(calendar_of(dossier), at, days),
        "answer": "",
        "answered_by": "",
        "is_silence": False,
    }
    return dossier, at, Row(Opinion, values), post


def receiving_post(unit_id: int) -> PostRef:
    """Who takes a question for a unit, of those who sit there: its specialist, else its leader, else anyone."""
    known = directory()
    if unit_id not in {unit.id for unit in known.units}:
        raise Invalid(NO_UNIT)
    inside = known.subtree_ids(unit_id)
    for role in ("specialist", "leader", None):
        found = next((post for post in known.posts_of(inside, role) if post.is_held), None)
        if found:
            return found
    raise Invalid(NOBODY_THERE, unit=known.unit(unit_id).name)

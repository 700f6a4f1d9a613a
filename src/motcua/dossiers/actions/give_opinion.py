"""The other body answers, gives the case back, or its time passes and silence counts as agreement."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.policies import in_state, is_outside, may_answer, may_return_from_agency
from motcua.dossiers.queries import load_dossier, parameters_of
from motcua.dossiers.rules.text import required_text
from motcua.dossiers.rules.watch import ranks_over
from motcua.dossiers.steps import turn_for
from motcua.dossiers.way import present_step
from motcua.kernel import clock
from motcua.kernel.lifecycle import WaitsOn
from motcua.kernel.refusals import AlreadyDone, NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM, Actor

NO_SUCH = N_("Không tìm thấy yêu cầu phối hợp này.")
ANSWERED = N_("Yêu cầu phối hợp này đã được trả lời.")
WHAT = N_("Hãy ghi nội dung trả lời.")
CHASED = N_("Đã nhắc cơ quan này rồi.")
MUST_WAIT = N_("Theo quy định của thủ tục này, im lặng không phải là đồng ý: phải chờ ý kiến.")
STILL_TIME = N_("Cơ quan phối hợp vẫn còn thời hạn trả lời.")


def give_opinion(*, opinion_id: UUID, actor: Actor, answer: str, agrees: bool) -> Dossier:
    """The answer is with the case; its holder goes on.

    Refuses with NotFound, NotPermitted, AlreadyDone, Invalid. Announces ``dossier.give_opinion``.
    """
    answer = required_text(answer, WHAT)
    opinion = waiting_opinion(opinion_id)
    dossier = load_dossier(opinion.dossier_id)
    may_answer(actor, dossier, opinion).or_refuse()
    if opinion.kind == "forward":
        return give_back(dossier, opinion, actor, answer=answer, agrees=agrees)
    in_state(dossier, "give_opinion").or_refuse()
    at = clock.now()
    amend = _answered(opinion, actor.name, answer, agrees=agrees)
    facts = {"opinion": str(opinion.pk), "unit": opinion.unit_id, "answer": answer, "agrees": agrees}
    facts["outside"] = opinion.post_id is None
    return settle(dossier, actor, "give_opinion", at=at, facts=facts, writes=Writes(amends=[amend]))


def return_from_agency(*, dossier_id: UUID, actor: Actor, answer: str) -> Dossier:
    """The other body gives the case back with its answer. Announces ``dossier.return_from_agency``."""
    answer = required_text(answer, WHAT)
    dossier = load_dossier(dossier_id)
    may_return_from_agency(actor, dossier).or_refuse()
    opinion = Opinion.objects.get(dossier_id=dossier.pk, kind="forward", answered_at=None, dropped_at=None)
    return give_back(dossier, opinion, actor, answer=answer, agrees=True)


def give_back(dossier: Dossier, opinion: Opinion, actor: Actor, *, answer: str, agrees: bool) -> Dossier:
    """The case returns to the post that forwarded it, with the answer that was given or, from outside, recorded."""
    may_return_from_agency(actor, dossier).or_refuse()
    at = clock.now()
    back = turn_for(dossier, present_step(dossier), at=at, due_at=dossier.due_at, post_id=dossier.back_to_post_id)
    sets = {**back.sets, "back_to_post_id": None, "waits_on": WaitsOn.OFFICE.value, "waiting_since": at}
    amend = _answered(opinion, actor.name, answer, agrees=agrees)
    facts = {"opinion": str(opinion.pk), "unit": opinion.unit_id, "answer": answer, **back.facts}
    facts["outside"] = is_outside(dossier)
    return settle(dossier, actor, "return_from_agency", at=at, facts=facts, writes=Writes(sets=sets, amends=[amend]))


def lapse_opinion(*, opinion_id: UUID) -> Dossier:
    """Silence past the time counts as agreement, and the silent body answers for it; done by the system.

    Law: LC-09. Announces ``dossier.lapse_opinion``.
    """
    dossier, opinion, at = _silent(opinion_id, "lapse_opinion")
    if parameters_of(dossier)["consult.silence"] == "wait":
        raise WrongMoment(MUST_WAIT)
    amend = Amend(
        Opinion, {"id": opinion.pk}, {"answered_at": at, "agrees": True, "is_silence": True, "answered_by": SYSTEM.name}
    )
    facts = {"opinion": str(opinion.pk), "unit": opinion.unit_id}
    return settle(dossier, SYSTEM, "lapse_opinion", at=at, facts=facts, writes=Writes(amends=[amend]))


def chase_opinion(*, opinion_id: UUID) -> Dossier:
    """Where silence is no agreement, the silent body and who leads it are told once that the case must wait for it.

    Law: LC-09. Announces ``dossier.chase_opinion``.
    """
    dossier, opinion, at = _silent(opinion_id, "chase_opinion")
    if opinion.chased_at:
        raise AlreadyDone(CHASED)
    amend = Amend(Opinion, {"id": opinion.pk}, {"chased_at": at})
    is_here = opinion.post_id is not None  # nobody of a body outside can be told by this system
    ranks = ranks_over(directory(), [opinion.unit_id], but=opinion.post_id) if is_here else []
    facts: dict[str, Any] = {"opinion": str(opinion.pk), "unit": opinion.unit_id, "asked": opinion.post_id}
    facts |= {"leaders": ranks[0] if ranks else [], "answer_due": opinion.due_at.isoformat(), "outside": not is_here}
    return settle(dossier, SYSTEM, "chase_opinion", at=at, facts=facts, writes=Writes(amends=[amend]))


def _silent(opinion_id: UUID, act: str) -> tuple[Dossier, Opinion, datetime]:
    """The question whose time has passed, with its case and the present."""
    opinion = waiting_opinion(opinion_id)
    at = clock.now()
    if at < opinion.due_at or opinion.kind == "forward":
        raise WrongMoment(STILL_TIME)
    dossier = load_dossier(opinion.dossier_id)
    in_state(dossier, act).or_refuse()
    return dossier, opinion, at


def waiting_opinion(opinion_id: UUID) -> Opinion:
    """The question, still without an answer."""
    opinion = Opinion.objects.filter(pk=opinion_id).first()
    if opinion is None:
        raise NotFound(NO_SUCH)
    if opinion.answered_at:
        raise AlreadyDone(ANSWERED)
    return opinion


def _answered(opinion: Opinion, name: str, answer: str, *, agrees: bool) -> Amend:
    values = {"answered_at": clock.now(), "answer": answer, "agrees": agrees, "answered_by": name}
    return Amend(Opinion, {"id": opinion.pk}, values)

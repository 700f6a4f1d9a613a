"""Ask the applicant for what is missing: at the door before receipt, or once during appraisal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered, reached_at
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.policies import ALREADY_ASKED, may_ask_supplement, needs_consent
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of, terms_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.facts import REASONS, PaperAsk
from motcua.dossiers.rules.papers import copies_asked
from motcua.dossiers.rules.terms import clock_mode, span_from
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted
from motcua.kernel.words import N_
from motcua.ledger.commit import Row
from motcua.people.queries import directory
from motcua.people.rules import Actor

NOTHING = N_("Hãy chọn ít nhất một giấy tờ cần bổ sung.")
EXPLAIN = N_("Hãy ghi rõ cần bổ sung gì cho “%(name)s”.")
CONSENT_REASON = N_("Hãy ghi lý do lãnh đạo đồng ý cho yêu cầu bổ sung lần nữa.")
WHO_CONSENTS = N_("Chỉ lãnh đạo của đơn vị giải quyết mới đồng ý được cho yêu cầu bổ sung lần nữa.")


@with_numbers
def request_supplement(*, dossier_id: UUID, actor: Actor, asks: Sequence[PaperAsk]) -> Dossier:
    """Ask once for everything that is missing (form 02); the clock stands still until the answer.

    Law: LC-02. Refuses with NotPermitted, WrongMoment, Invalid, AlreadyDone when it was asked before: then a leader
    must consent (``consent_to_supplement``). Announces ``dossier.request_supplement`` or
    ``dossier.request_door_supplement``.
    """
    dossier = load_dossier(dossier_id)
    may_ask_supplement(actor, dossier).or_refuse()
    if needs_consent(dossier, int(parameters_of(dossier)["supplement.max_requests"])):
        raise AlreadyDone(ALREADY_ASKED)
    return ask(dossier, actor, checked(asks), at=clock.now())


@with_numbers
def consent_to_supplement(
    *, dossier_id: UUID, actor: Actor, asks: Sequence[PaperAsk], leader: Actor, reason: str
) -> Dossier:
    """Ask again with a leader's consent and reason; the dossier counts late from now on. Law: LC-02."""
    reason = required_text(reason, CONSENT_REASON)
    dossier = load_dossier(dossier_id)
    may_ask_supplement(actor, dossier).or_refuse()
    if not leader.has_role("leader", directory().unit(dossier.competent_unit_id).path):
        raise NotPermitted(WHO_CONSENTS)
    return ask(dossier, actor, checked(asks), at=clock.now(), consent=(leader.name, reason))


def checked(asks: Sequence[PaperAsk]) -> list[PaperAsk]:
    """The asks, each with a reason of the list and an explanation."""
    if not asks:
        raise Invalid(NOTHING)
    for one in asks:
        if one.reason not in REASONS or not one.explain.strip():
            raise Invalid(EXPLAIN, name=one.name)
    return list(asks)


def ask(
    dossier: Dossier, actor: Actor, asks: list[PaperAsk], *, at: datetime, consent: tuple[str, str] | None = None
) -> Dossier:
    """Write the request."""
    at_door = dossier.state == State.SUBMITTED
    parameters = parameters_of(dossier)
    answer_due = span_from(calendar_of(dossier), at, parameters, key="supplement.answer_within")
    number, taken = numbered("supplement", dossier, at)
    listed = [one.to_json() for one in asks]
    printed = [{**one, **copies_asked(terms_of(dossier).bundle, one["requirement"])} for one in listed]
    more = {"asks": printed, "answer_due": answer_due.isoformat(), **reached_at(actor)}
    told = FormFacts(actor=actor, at=at, number=number, more=more)
    sets: dict[str, Any] = {"attention_at": answer_due}
    if not at_door:
        sets["supplement_count"] = dossier.supplement_count + 1
        sets["clock"] = CaseClock.from_json(dossier.clock).stop(at, clock_mode(parameters, "appraisal")).to_json()
    facts: dict[str, Any] = {"asks": listed, "answer_due": answer_due.isoformat(), "form": number}
    if consent:
        sets["counted_late"] = True
        facts["consent"] = {"leader": consent[0], "reason": consent[1]}
    writes = Writes(
        sets=sets,
        rows=[
            _record(dossier, actor, asks=listed, at=at, answer_due=answer_due, consent=consent),
            issue("supplement", dossier, told),
        ],
        measures=["supplement_at_door" if at_door else "supplement_requested"],
        numbers=taken,
        tell={"asks": listed},
    )
    act = "request_door_supplement" if at_door else "request_supplement"
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def _record(
    dossier: Dossier,
    actor: Actor,
    *,
    asks: list[dict[str, Any]],
    at: datetime,
    answer_due: datetime,
    consent: tuple[str, str] | None,
) -> Row:
    return Row(
        SupplementRequest,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "at_door": dossier.state == State.SUBMITTED,
            "asks": asks,
            "asked_by": actor.name,
            "asked_at": at,
            "answer_due_at": answer_due,
            "consent_by": consent[0] if consent else "",
            "consent_reason": consent[1] if consent else "",
            "gathered": {},
        },
    )

"""Ask the applicant for what is missing: at the door before receipt, or once during appraisal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered, reached_at
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.policies import ALREADY_ASKED, may_ask_supplement, needs_consent
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of, terms_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.contact import tidy
from motcua.dossiers.rules.facts import ANOTHER, DECLARATION, REASONS, PaperAsk
from motcua.dossiers.rules.papers import copies_asked
from motcua.dossiers.rules.terms import clock_mode, span_from
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor

NOTHING = N_("Hãy chọn ít nhất một giấy tờ cần bổ sung.")
EXPLAIN = N_("Hãy ghi rõ cần bổ sung gì cho “%(name)s”.")

NO_SUCH_PAPER = N_("Thủ tục này không có giấy tờ mang khóa “%(key)s”. Những khóa dùng được: %(keys)s.")


@with_numbers
def request_supplement(*, dossier_id: UUID, actor: Actor, asks: Sequence[PaperAsk]) -> Dossier:
    """Ask once for everything that is missing (form 02); the clock stands still until the answer.

    Law: LC-02. Refuses with NotPermitted, WrongMoment, Invalid, AlreadyDone when it was asked before: then a leader
    must consent (``request_consent``). Announces ``dossier.request_supplement`` or
    ``dossier.request_door_supplement``.
    """
    dossier = load_dossier(dossier_id)
    may_ask_supplement(actor, dossier).or_refuse()
    if needs_consent(dossier):
        raise AlreadyDone(ALREADY_ASKED)
    return ask(dossier, actor, checked(dossier, asks), at=clock.now())


def checked(dossier: Dossier, asks: Sequence[PaperAsk]) -> list[PaperAsk]:
    """The asks, each for a paper that the procedure knows, with a reason of the list and an explanation."""
    if not asks:
        raise Invalid(NOTHING)
    known = [DECLARATION, *(one.key for one in terms_of(dossier).bundle.requirements), ANOTHER]
    strange = [one for one in asks if one.requirement not in known]
    if strange:
        raise Invalid(NO_SUCH_PAPER, key=strange[0].requirement[:60], keys=", ".join(dict.fromkeys(known)))
    kept = [PaperAsk(**tidy(one.to_json())) for one in asks]
    for one in kept:
        if one.reason not in REASONS or not one.explain:
            raise Invalid(EXPLAIN, name=one.name)
    return kept


@dataclass(frozen=True)
class Consented:
    """A leader's consent to ask once more: whose wish it was and why, and the record that it closes."""

    asked_by: str
    phone: str
    leader: str
    reason: str
    closes: Sequence[Amend] = ()


def ask(
    dossier: Dossier, actor: Actor, asks: list[PaperAsk], *, at: datetime, consent: Consented | None = None
) -> Dossier:
    """Write the request."""
    asked_by = consent.asked_by if consent else actor.name
    at_door = dossier.state == State.SUBMITTED
    parameters = parameters_of(dossier)
    answer_due = span_from(calendar_of(dossier), at, parameters, key="supplement.answer_within")
    number, taken = numbered("supplement", dossier, at)
    listed = [one.to_json() for one in asks]
    printed = [{**one, **copies_asked(terms_of(dossier).bundle, one["requirement"])} for one in listed]
    guide = reached_at(actor) if consent is None else {"by": consent.asked_by, "by_phone": consent.phone}
    again = {"consent": {"leader": consent.leader, "reason": consent.reason}} if consent else {}
    more = {"asks": printed, "answer_due": answer_due.isoformat(), **guide, **again}
    told = FormFacts(actor=actor, at=at, number=number, more=more)
    sets: dict[str, Any] = {"attention_at": answer_due, "supplement_count": dossier.supplement_count + 1}
    if not at_door:
        sets["clock"] = CaseClock.from_json(dossier.clock).stop(at, clock_mode(parameters, "appraisal")).to_json()
    facts: dict[str, Any] = {"asks": listed, "answer_due": answer_due.isoformat(), "form": number}
    if consent:
        sets["counted_late"] = True
        facts["consent"] = {"asked_by": asked_by, **again["consent"]}
    writes = Writes(
        sets=sets,
        rows=[
            _record(dossier, asked_by, asks=listed, at=at, answer_due=answer_due, consent=consent),
            issue("supplement", dossier, told),
        ],
        amends=consent.closes if consent else (),
        measures=["supplement_at_door" if at_door else "supplement_requested"],
        numbers=taken,
        tell={"asks": listed},
    )
    act = "request_door_supplement" if at_door else "request_supplement"
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def _record(
    dossier: Dossier,
    asked_by: str,
    *,
    asks: list[dict[str, Any]],
    at: datetime,
    answer_due: datetime,
    consent: Consented | None,
) -> Row:
    return Row(
        SupplementRequest,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "at_door": dossier.state == State.SUBMITTED,
            "asks": asks,
            "asked_by": asked_by,
            "asked_at": at,
            "answer_due_at": answer_due,
            "consent_by": consent.leader if consent else "",
            "consent_reason": consent.reason if consent else "",
            "gathered": {},
        },
    )

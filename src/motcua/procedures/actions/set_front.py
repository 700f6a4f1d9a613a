"""Say who takes online applications from a day on: our own pages, or the national portal."""

from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import AlreadyDone, Invalid, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.models import FrontRule
from motcua.procedures.policies import may_set_front
from motcua.procedures.queries import current_version, forget_offers, front_lines, load_procedure
from motcua.procedures.rules import AS_LOCALITY, EVERYWHERE, NATIONAL, OWN, line_on

UNKNOWN = N_("Hãy chọn nơi nộp trực tuyến.")
PAST = N_("Chỉ đổi được từ hôm nay trở đi: những ngày đã qua, người dân đã nộp theo quy định cũ.")
NO_REASON = N_("Ghi lý do hoặc số văn bản, để người sau biết vì sao đổi.")
NOTHING_NEW = N_("Vào ngày này vốn đã như vậy nên không cần đổi.")
STATED = N_(
    "Phiên bản đang dùng của thủ tục này ghi nộp trên Cổng Dịch vụ công quốc gia. "
    "Muốn nhận ở đây, hãy công bố một phiên bản mới trước."
)
LOCALITY = "front"


def set_front(*, front: str, from_on: date, reason: str, actor: Actor, code: str = EVERYWHERE) -> FrontRule:
    """The new line for the procedure, or without a code for the whole locality; earlier lines stay as they are.

    The counter stays open whatever is set. Law: TT-06. Refuses with NotPermitted, NotFound, Invalid, WrongMoment or
    AlreadyDone.
    """
    wanted = front_wanted(front=front, from_on=from_on, reason=reason, actor=actor, code=code)
    with transaction.atomic():
        wanted.save()
        record(
            subject_kind="procedure" if code else "locality",
            subject_id=code or LOCALITY,
            act="set_front",
            actor=actor,
            facts={"procedure": code, "front": front, "from_on": from_on.isoformat(), "reason": wanted.reason},
            at=wanted.set_at,
        )
    forget_offers()
    return wanted


def front_wanted(*, front: str, from_on: date, reason: str, actor: Actor, code: str = EVERYWHERE) -> FrontRule:
    """The line as it would be kept, checked and not yet written; refuses like ``set_front``."""
    may_set_front(actor, directory()).or_refuse()
    procedure = load_procedure(code) if code else None
    kept = nfc(reason.replace("\x00", "").strip())[:300]
    errors = _errors(front, from_on, kept, actor=actor, code=code)
    if errors:
        raise Invalid(next(iter(errors.values())).text, errors)
    if front == OWN and code and _states_portal(code, from_on):
        raise WrongMoment(STATED)
    if (line_on(front_lines(), code, from_on) or (AS_LOCALITY if code else "")) == front:
        raise AlreadyDone(NOTHING_NEW)
    return FrontRule(
        procedure=procedure, front=front, from_on=from_on, reason=kept, set_at=clock.now(), set_by=actor.name
    )


def _errors(front: str, from_on: date, reason: str, *, actor: Actor, code: str) -> dict[str, Sentence]:
    errors = {}
    if front not in ({OWN, NATIONAL, AS_LOCALITY} if code else {OWN, NATIONAL}):
        errors["front"] = Sentence(UNKNOWN)
    if actor.kind != "system" and from_on < clock.today():
        errors["from_on"] = Sentence(PAST)
    if not reason:
        errors["reason"] = Sentence(NO_REASON)
    return errors


def _states_portal(code: str, on: date) -> bool:
    loaded = current_version(code, on)
    return loaded is not None and loaded.front == NATIONAL

"""A new date: asked for inside the office and decided by a leader, or told to the applicant with an apology."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered
from motcua.dossiers.models import Dossier, Extension, StatutoryForm
from motcua.dossiers.policies import in_state, may_hold, may_lead
from motcua.dossiers.queries import calendar_of, load_dossier, load_waiting, parameters_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import SYSTEM, Actor

WHY = N_("Hãy ghi lý do chậm để người dân và lãnh đạo biết.")
LATER = N_("Ngày hẹn mới phải sau ngày hẹn cũ và là ngày làm việc.")
ONCE = N_("Hồ sơ này đã được hẹn lại một lần; theo quy định không được hẹn lại lần nữa.")
WAITING = N_("Đã có một đề nghị gia hạn đang chờ lãnh đạo quyết định.")
PASSED = N_(
    "Ngày %(new_due)s trong đề nghị không còn sau hôm nay và sau hạn hiện nay nên không gia hạn được. Hãy không đồng ý "
    "đề nghị này để chuyên viên đề nghị ngày khác."
)
WHY_NOT = N_("Hãy ghi lý do không đồng ý gia hạn để chuyên viên biết.")
DECIDED = N_("Đề nghị gia hạn này đã được quyết định.")
NO_SUCH = N_("Không tìm thấy đề nghị gia hạn này.")
NO_CLOCK = N_("Hồ sơ chưa tiếp nhận nên chưa có ngày hẹn để gia hạn.")


@dataclass(frozen=True)
class Form:
    """How an issued document is written: as a new record, or over its draft."""

    rows: Sequence[Row] = ()
    amends: Sequence[Amend] = ()


def request_extension(*, dossier_id: UUID, actor: Actor, new_date: date, reason: str) -> Dossier:
    """The holder asks the leader for a new date, one wish at a time.

    Refuses with NotPermitted, WrongMoment, Invalid, AlreadyDone while another waits or a new date was told before.
    Announces ``dossier.request_extension``.
    """
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "request_extension").or_refuse()
    require_first(dossier)
    if Extension.objects.filter(dossier_id=dossier.pk, decided_at=None, dropped_at=None).exists():
        raise AlreadyDone(WAITING)
    new_due = new_moment(dossier, new_date)
    at = clock.now()
    record = extension_row(dossier, "extension", reason=reason, new_due=new_due, actor=actor, at=at)
    facts = {"reason": reason, "new_due": new_due.isoformat(), "extension": str(record.values["id"])}
    return settle(dossier, actor, "request_extension", at=at, facts=facts, writes=Writes(rows=[record]))


@with_numbers
def decide_extension(*, extension_id: UUID, actor: Actor, is_granted: bool, reason: str = "") -> Dossier:
    """A leader grants the new date, or declines it with a reason; granted, it goes out with an apology (form 04).

    Law: LC-10. Refuses with NotPermitted, WrongMoment, AlreadyDone, Invalid for a date that has passed or where no
    reason is given for declining. Announces ``dossier.decide_extension``.
    """
    why = "" if is_granted else required_text(reason, WHY_NOT)
    dossier, extension = load_waiting(
        Extension.objects.filter(kind="extension"), extension_id, no_such=NO_SUCH, decided=DECIDED
    )
    may_lead(actor, dossier, "decide_extension").or_refuse()
    at = clock.now()
    decided = {"decided_by": actor.name, "decided_at": at, "is_granted": is_granted}
    amends = [Amend(Extension, {"id": extension.pk}, decided)]
    facts: dict[str, Any] = {"granted": is_granted, "new_due": extension.new_due_at.isoformat()}
    if not is_granted:
        writes = Writes(amends=amends)
        facts |= {"reason": why}
    else:
        require_first(dossier)
        require_ahead(dossier, extension.new_due_at, at)
        form, taken = apology_form(dossier, actor, reason=extension.reason, new_due=extension.new_due_at, at=at)
        writes = Writes(
            sets=extended(dossier, extension.new_due_at, at),
            rows=form.rows,
            amends=[*amends, *form.amends],
            measures=["apologised"],
            numbers=taken,
        )
        facts |= {"reason": extension.reason, "old_due": extension.old_due_at.isoformat()}
    return settle(dossier, actor, "decide_extension", at=at, facts=facts, writes=writes)


@with_numbers
def apologise(*, dossier_id: UUID, actor: Actor, new_date: date, reason: str) -> Dossier:
    """A leader sends the apology with its reason and the one new date that may be set (form 04).

    Law: LC-10. Refuses with NotPermitted, AlreadyDone, Invalid. Announces ``dossier.apologise``.
    """
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_lead(actor, dossier, "apologise").or_refuse()
    require_first(dossier)
    new_due = new_moment(dossier, new_date)
    at = clock.now()
    form, taken = apology_form(dossier, actor, reason=reason, new_due=new_due, at=at)
    record = extension_row(dossier, "apology", reason=reason, new_due=new_due, actor=actor, at=at, is_granted=True)
    facts = {"reason": reason, "old_due": dossier.due_at.isoformat(), "new_due": new_due.isoformat()}  # type: ignore[union-attr]
    writes = Writes(
        sets=extended(dossier, new_due, at),
        rows=[record, *form.rows],
        amends=form.amends,
        measures=["apologised"],
        numbers=taken,
    )
    return settle(dossier, actor, "apologise", at=at, facts=facts, writes=writes)


def draft_apology(*, dossier_id: UUID, reason: str, new_due: datetime) -> Dossier:
    """The watch job lays a drafted form 04 before the leader one working day ahead. Law: LC-10."""
    dossier = load_dossier(dossier_id)
    in_state(dossier, "draft_apology").or_refuse()
    if StatutoryForm.objects.filter(dossier_id=dossier.pk, key="apology").exists():
        raise AlreadyDone(ONCE)
    at = clock.now()
    more = {"reason": reason, "new_due": new_due.isoformat()}
    row = issue("apology", dossier, FormFacts(actor=SYSTEM, at=None, more=more))
    facts = {"new_due": new_due.isoformat()}
    return settle(dossier, SYSTEM, "draft_apology", at=at, facts=facts, writes=Writes(rows=[row]))


def require_first(dossier: Dossier) -> None:
    """A new date may be told only as often as the rules allow."""
    told = Extension.objects.filter(dossier_id=dossier.pk, is_granted=True).count()
    if told >= int(parameters_of(dossier)["apology.max"]):
        raise AlreadyDone(ONCE)


def require_ahead(dossier: Dossier, new_due: datetime, at: datetime) -> None:
    """A date asked for some days ago must still lie ahead when it is granted."""
    if new_due <= at or (dossier.due_at and new_due <= dossier.due_at):
        raise Invalid(PASSED, new_due=f"{new_due.astimezone(clock.VIETNAM):%d/%m/%Y}")


def new_moment(dossier: Dossier, day: date) -> datetime:
    """Closing time of the new day; refuses a day off or one before the present date."""
    if dossier.due_at is None:
        raise Invalid(NO_CLOCK)
    calendar = calendar_of(dossier)
    closing = calendar.close_of(day)
    if not calendar.is_working_day(day) or closing <= dossier.due_at or closing <= clock.now():
        raise Invalid(LATER)
    return closing


def extended(dossier: Dossier, new_due: datetime, at: datetime) -> dict[str, Any]:
    """The columns of a new date."""
    kept = CaseClock.from_json(dossier.clock).extend(new_due, at)
    sets: dict[str, Any] = {"clock": kept.to_json(), "due_at": new_due, "warned_at": None, "escalated_at": None}
    return sets if kept.is_stopped else {**sets, "attention_at": new_due}


def apology_form(
    dossier: Dossier, actor: Actor, *, reason: str, new_due: datetime, at: datetime
) -> tuple[Form, dict[str, int]]:
    """Form 04, issued; it takes the place of the one that was drafted."""
    number, taken = numbered("apology", dossier, at)
    more = {"reason": reason, "new_due": new_due.isoformat()}
    row = issue("apology", dossier, FormFacts(actor=actor, at=at, number=number, more=more))
    drafted = StatutoryForm.objects.filter(dossier_id=dossier.pk, key="apology", issued_at=None).first()
    if drafted is None:
        return Form(rows=[row]), taken
    values = {name: value for name, value in row.values.items() if name != "id"}
    return Form(amends=[Amend(StatutoryForm, {"id": drafted.pk}, values)]), taken


def extension_row(
    dossier: Dossier,
    kind: str,
    *,
    reason: str,
    new_due: datetime,
    actor: Actor,
    at: datetime,
    is_granted: bool | None = None,
) -> Row:
    """The dated record of a new date."""
    return Row(
        Extension,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "kind": kind,
            "reason": reason,
            "old_due_at": dossier.due_at,
            "new_due_at": new_due,
            "asked_by": actor.name,
            "asked_at": at,
            "decided_by": actor.name if is_granted else "",
            "decided_at": at if is_granted else None,
            "is_granted": is_granted,
        },
    )

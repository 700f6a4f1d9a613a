"""Every act of a case by its name in the lifecycle table, done by whoever may do it, with facts that serve."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

from django.db import models
from tests.factories import PAPER, Office
from tests.files.hostile_papers import pdf

from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.actions.approve_result import approve_result, reject_dossier
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.assign_dossier import assign_dossier
from motcua.dossiers.actions.attach_result import attach_result
from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.consent_to_supplement import (
    consent_to_supplement,
    decline_consent,
    grant_consent,
    request_consent,
)
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import apologise, decide_extension, draft_apology, request_extension
from motcua.dossiers.actions.give_opinion import chase_opinion, give_opinion, lapse_opinion, return_from_agency
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.move_dossier import move_dossier
from motcua.dossiers.actions.put_digitised import Digitised, put_digitised
from motcua.dossiers.actions.rate_service import rate_service
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.record_payment import record_payment, request_payment
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.reseat_dossier import reseat_dossier
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import resume_dossier, suspend_dossier
from motcua.dossiers.actions.transfer_step import return_step, transfer_step
from motcua.dossiers.actions.watch_clock import escalate, remind_applicant, warn_holder
from motcua.dossiers.actions.withdraw_dossier import stop_dossier, withdraw_dossier
from motcua.dossiers.models import Dossier, Extension, Opinion, SupplementConsent
from motcua.dossiers.queries import calendar_of
from motcua.dossiers.rules.facts import PaperAsk, Receiver
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.ledger.heads import KEEPERS
from motcua.ledger.models import Entry, Tally
from motcua.ledger.sealing import seal_all
from motcua.people.rules import SYSTEM, Actor

ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ, không đọc được số.", "Điều 9")
WHY = "Cần xác minh thêm."
RECEIVER = Receiver("desk", "Trần Văn Ba", mandate="GUQ 1", unpaid_reason="Được miễn theo quyết định số 5.")
Ready = Callable[[], Dossier]
Act = Callable[[Office, Dossier], Ready]


def do(name: str, office: Office, case: Dossier) -> Dossier:
    """The case after the act."""
    return ACTS[name](office, Dossier.objects.get(pk=case.pk))()


def holder(office: Office, case: Dossier) -> Actor:
    """Whoever sits where the case is; the desk where nobody of this office does."""
    names = {post.pk: name for name, post in office.posts.items()}
    return office.actor(names.get(case.holder_post_id or 0, "desk"))


def by(name: str, act: Callable[..., Dossier], **facts: Any) -> Act:
    """The act of this person of the office, or of the holder."""

    def ready(office: Office, case: Dossier) -> Ready:
        actor = holder(office, case) if name == "holder" else office.actor(name)
        return partial(act, dossier_id=case.pk, actor=actor, **facts)

    return ready


def by_system(act: Callable[..., Dossier]) -> Act:
    return lambda office, case: partial(act, dossier_id=case.pk)


def consult(act: Callable[..., Dossier]) -> Act:
    return lambda office, case: by("holder", act, unit_id=office.units["CA"].pk, question=WHY, days=2)(office, case)


def on_day(name: str, act: Callable[..., Dossier], key: str) -> Act:
    """An act that names a working day after both the present and the date that was told."""

    def ready(office: Office, case: Dossier) -> Ready:
        now = clock.now()
        day = calendar_of(case).add_working_days(max(case.due_at or now, now), 3).date()
        return by(name, act, reason=WHY, **{key: day})(office, case)

    return ready


def latest(model: type[models.Model], case: Dossier) -> Any:
    """The id of the last record of the case; of one that is not there where it has none."""
    return model._default_manager.filter(dossier=case).order_by("-asked_at").values_list("pk", flat=True).first()


def opinion(name: str, act: Callable[..., Dossier], **facts: Any) -> Act:
    """What happens to the last question, by this person or the system."""

    def ready(office: Office, case: Dossier) -> Ready:
        actor = {"actor": office.actor(name)} if name else {}
        return partial(act, opinion_id=latest(Opinion, case), **actor, **facts)

    return ready


def pay(office: Office, case: Dossier) -> Ready:
    left = int(case.fees["total"]) - int(case.fees.get("paid", 0))
    return by("desk", record_payment, amount=left, way="cash")(office, case)


def attach(office: Office, case: Dossier) -> Ready:
    kept = store_file(stream=BytesIO(pdf()), name="ket-qua.pdf", actor=office.actor("desk"))
    return by("desk", attach_result, file_id=kept.pk)(office, case)


def digitise(office: Office, case: Dossier) -> Ready:
    kept = store_file(stream=BytesIO(pdf()), name="so-hoa.pdf", actor=office.actor("desk"))
    signed = Digitised(kept.pk, "card", "Ảnh giấy tờ tùy thân", frozenset())
    return partial(put_digitised, dossier_id=case.pk, digitised=signed)


def supplement(office: Office, case: Dossier) -> Ready:
    return by("citizen", supplement_dossier, papers={"card": [{**PAPER, "name": "Ảnh mới"}]})(office, case)


def reseat(office: Office, case: Dossier) -> Ready:
    left, taker = ("specialist", "land") if case.holder_post_id == office.posts["specialist"].pk else ("desk", "desk2")
    posts = {"from_post_id": office.posts[left].pk, "to_post_id": office.posts[taker].pk}
    return by("leader", reseat_dossier, **posts)(office, case)


def move(office: Office, case: Dossier) -> Ready:
    units = {"from_unit_id": office.units["X"].pk, "to_unit_id": office.units["Y"].pk}
    return partial(move_dossier, dossier_id=case.pk, actor=SYSTEM, **units)


def set_by_hand(case: Dossier, **values: Any) -> None:
    """Columns of the case as no act wrote them here, sealed so that the ledger takes them as they are."""
    Dossier.objects.filter(pk=case.pk).update(**values)
    seal_all(Entry, Tally, {kind: keeper.heads for kind, keeper in KEEPERS.items()})


def issue(office: Office, case: Dossier) -> Ready:
    """What is laid before the leader, as signed where steps were left after it."""
    if (case.state, case.step_key) == ("in_process", "sign"):
        set_by_hand(case, outcome="granted")
    return by("holder", issue_result, number="12/UBND")(office, case)


ACTS: dict[str, Act] = {
    "receive_dossier": by("desk", receive_dossier),
    "refuse_dossier": by("desk", refuse_dossier, reason=WHY),
    "request_door_supplement": by("desk", request_supplement, asks=[ASK]),
    "supplement_at_door": supplement,
    "assign_dossier": lambda office, case: by("leader", assign_dossier, post_id=office.posts["land"].pk)(office, case),
    "reseat_dossier": reseat,
    "move_dossier": move,
    "transfer_step": by("holder", transfer_step),
    "return_step": by("holder", return_step, reason=WHY),
    "forward_to_agency": consult(forward_to_agency),
    "return_from_agency": by("holder", return_from_agency, answer=WHY),
    "ask_opinion": consult(ask_opinion),
    "give_opinion": opinion("police", give_opinion, answer=WHY, agrees=True),
    "lapse_opinion": opinion("", lapse_opinion),
    "chase_opinion": opinion("", chase_opinion),
    "request_supplement": by("holder", request_supplement, asks=[ASK]),
    "request_consent": by("holder", request_consent, asks=[ASK], reason=WHY),
    "grant_consent": lambda office, case: partial(
        grant_consent, consent_id=latest(SupplementConsent, case), actor=office.actor("leader")
    ),
    "decline_consent": lambda office, case: partial(
        decline_consent, consent_id=latest(SupplementConsent, case), actor=office.actor("leader"), reason=WHY
    ),
    "consent_to_supplement": by("leader", consent_to_supplement, asks=[ASK], reason=WHY),
    "supplement_dossier": supplement,
    "request_payment": by("holder", request_payment),
    "record_payment": pay,
    "resume_after_payment": pay,
    "suspend_dossier": on_day("holder", suspend_dossier, "review_on"),
    "resume_dossier": by("holder", resume_dossier),
    "request_extension": on_day("holder", request_extension, "new_date"),
    "decide_extension": lambda office, case: partial(
        decide_extension, extension_id=latest(Extension, case), actor=office.actor("leader"), is_granted=True
    ),
    "apologise": on_day("leader", apologise, "new_date"),
    "draft_apology": lambda office, case: partial(
        draft_apology, dossier_id=case.pk, reason=WHY, new_due=(case.due_at or clock.now()) + timedelta(days=3)
    ),
    "present_result": by("holder", present_result, outcome="granted", on_paper=True),
    "approve_result": by("leader", approve_result),
    "reject_dossier": by("leader", reject_dossier, reason=WHY, rule="Điều 9"),
    "sign_result": by("leader", approve_result),
    "issue_result": issue,
    "attach_result": attach,
    "put_digitised": digitise,
    "return_result": by("desk", return_result, receiver=RECEIVER),
    "withdraw_dossier": by("citizen", withdraw_dossier, reason=WHY),
    "stop_dossier": by("holder", stop_dossier, reason=WHY),
    "close_unanswered": by_system(close_unanswered),
    "add_note": by("desk", add_note, text=WHY),
    "rate_service": by("citizen", rate_service, score=3),
    "warn_holder": by_system(warn_holder),
    "escalate": by_system(escalate),
    "remind_applicant": by_system(remind_applicant),
}

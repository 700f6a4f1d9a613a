"""Asking for papers beyond the number the rules allow: wished for by the holder, decided by a leader."""

from collections.abc import Sequence
from uuid import UUID

from motcua.dossiers.actions.request_supplement import Consented, ask, checked
from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import reached_at
from motcua.dossiers.models import Dossier, SupplementConsent
from motcua.dossiers.policies import may_ask_supplement, may_consent, may_lead, needs_consent
from motcua.dossiers.queries import load_dossier, load_waiting
from motcua.dossiers.rules.facts import PaperAsk
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import AlreadyDone, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend, Row
from motcua.people.queries import phone_of
from motcua.people.rules import Actor

WHY = N_("Hãy ghi lý do phải yêu cầu bổ sung lần nữa.")
WHY_NOT = N_("Hãy ghi lý do không đồng ý để chuyên viên biết phải làm gì.")
NOT_NEEDED = N_("Hồ sơ này vẫn được yêu cầu bổ sung mà không cần lãnh đạo đồng ý.")
WAITING = N_("Đã xin lãnh đạo đồng ý cho yêu cầu bổ sung lần nữa; hãy chờ lãnh đạo quyết định.")
DECIDED = N_("Đề nghị yêu cầu bổ sung lần nữa này đã được quyết định.")
NO_SUCH = N_("Không tìm thấy đề nghị yêu cầu bổ sung lần nữa này.")


def request_consent(*, dossier_id: UUID, actor: Actor, asks: Sequence[PaperAsk], reason: str) -> Dossier:
    """The wish, with the whole list and its reason, is with the leaders; the applicant is not asked, the clock runs.

    Law: LC-02. Refuses with NotPermitted, WrongMoment, Invalid, AlreadyDone while another wish waits. Announces
    ``dossier.request_consent``.
    """
    reason = required_text(reason, WHY)
    dossier = _to_ask_again(dossier_id, actor)
    if dossier.consents.filter(decided_at=None, dropped_at=None).exists():
        raise AlreadyDone(WAITING)
    at = clock.now()
    listed = [one.to_json() for one in checked(dossier, asks)]
    record = Row(
        SupplementConsent,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "asks": listed,
            "reason": reason,
            "asked_by": actor.name,
            "account_id": actor.account_id,
            "asked_at": at,
            "decided_by": "",
            "answer": "",
        },
    )
    facts = {"consent": str(record.values["id"]), "asks": listed, "reason": reason}
    return settle(dossier, actor, "request_consent", at=at, facts=facts, writes=Writes(rows=[record]))


@with_numbers
def grant_consent(*, consent_id: UUID, actor: Actor) -> Dossier:
    """The request goes out as the holder listed it; the dossier counts late from now on.

    Law: LC-02. Refuses with NotFound, NotPermitted, WrongMoment, AlreadyDone. Announces ``dossier.request_supplement``.
    """
    dossier, wish = load_waiting(SupplementConsent.objects.all(), consent_id, no_such=NO_SUCH, decided=DECIDED)
    may_consent(actor, dossier).or_refuse()
    at = clock.now()
    granted = {"decided_by": actor.name, "decided_at": at, "is_granted": True}
    closes = [Amend(SupplementConsent, {"id": wish.pk}, granted)]
    consent = Consented(
        asked_by=wish.asked_by,
        phone=phone_of(wish.account_id) if wish.account_id else "",
        leader=actor.name,
        reason=wish.reason,
        closes=closes,
    )
    return ask(dossier, actor, [PaperAsk(**one) for one in wish.asks], at=at, consent=consent)


def decline_consent(*, consent_id: UUID, actor: Actor, reason: str) -> Dossier:
    """The applicant is not asked; the holder goes on with what there is.

    Law: LC-02. Refuses with NotFound, NotPermitted, AlreadyDone, Invalid without a reason. Announces
    ``dossier.decline_consent``.
    """
    reason = required_text(reason, WHY_NOT)
    dossier, wish = load_waiting(SupplementConsent.objects.all(), consent_id, no_such=NO_SUCH, decided=DECIDED)
    may_lead(actor, dossier, "decline_consent").or_refuse()
    at = clock.now()
    declined = {"decided_by": actor.name, "decided_at": at, "is_granted": False, "answer": reason}
    writes = Writes(amends=[Amend(SupplementConsent, {"id": wish.pk}, declined)])
    facts = {"consent": str(wish.pk), "reason": reason}
    return settle(dossier, actor, "decline_consent", at=at, facts=facts, writes=writes)


@with_numbers
def consent_to_supplement(*, dossier_id: UUID, actor: Actor, asks: Sequence[PaperAsk], reason: str) -> Dossier:
    """A leader who holds the case asks once more at once; the dossier counts late from now on.

    Law: LC-02. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.request_supplement``.
    """
    reason = required_text(reason, WHY)
    dossier = _to_ask_again(dossier_id, actor)
    may_consent(actor, dossier).or_refuse()
    at = clock.now()
    waiting = {"dossier_id": dossier.pk, "decided_at": None, "dropped_at": None}
    closes = [Amend(SupplementConsent, waiting, {"dropped_at": at})]
    consent = Consented(
        asked_by=actor.name, phone=reached_at(actor)["by_phone"], leader=actor.name, reason=reason, closes=closes
    )
    return ask(dossier, actor, checked(dossier, asks), at=at, consent=consent)


def _to_ask_again(dossier_id: UUID, actor: Actor) -> Dossier:
    dossier = load_dossier(dossier_id)
    may_ask_supplement(actor, dossier).or_refuse()
    if not needs_consent(dossier):
        raise WrongMoment(NOT_NEEDED)
    return dossier

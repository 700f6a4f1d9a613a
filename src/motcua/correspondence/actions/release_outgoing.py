"""Releasing a document to its receivers, following what became of it, and recalling it."""

from uuid import UUID

from motcua.correspondence.commit import Writes, settle
from motcua.correspondence.models import Outgoing, Recipient
from motcua.correspondence.policies import may_act_out
from motcua.correspondence.queries import load_outgoing
from motcua.correspondence.rules.life import Out
from motcua.correspondence.rules.statuses import is_news
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, SomebodyWasFirst
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend
from motcua.people.rules import Actor
from motcua.signing.models import SignedDocument
from motcua.signing.queries import document_of

NO_RECEIVER = N_("Văn bản chưa có nơi nhận nào. Hãy trả lại để người soạn ghi nơi nhận.")
NO_SUCH = N_("Không có nơi nhận này.")
NO_REASON = N_("Hãy ghi lý do thu hồi; nơi nhận sẽ đọc lý do này.")
TRIES = 20


def release_outgoing(*, outgoing_id: UUID, actor: Actor) -> Outgoing:
    """It goes to every receiver: inside into their book, outside over the axis, on paper as recorded. Law: VB-02.

    Refuses with NotPermitted, WrongMoment, Invalid. Announces ``outgoing.release_outgoing``; whoever sends listens.
    """
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "release_outgoing").or_refuse()
    at = clock.now()
    receivers = list(document.recipients.exclude(status="dropped"))
    if not receivers:
        raise Invalid(NO_RECEIVER)
    by_hand = [one for one in receivers if one.way == "paper"]
    amends = [Amend(Recipient, {"id": one.pk}, {"status": "by_hand", "changed_at": at}) for one in by_hand]
    sets = {"released_at": at, "holder_post_id": None, "holder_since": None}
    facts = {"code": document.code, "receivers": len(receivers), "subject": document.subject}
    return settle(document, actor, "release_outgoing", at=at, writes=Writes(sets, amends=amends, facts=facts))


def follow_delivery(*, recipient_id: int, actor: Actor, status: str, note: str = "", must: bool = False) -> Outgoing:
    """What became of the document at one receiver; what is no news changes nothing.

    ``must``: what the clerk writes down by hand. Announces ``outgoing.follow_delivery``.
    """
    for _ in range(TRIES):
        row = Recipient.objects.filter(pk=recipient_id).exclude(status="dropped").first()
        if row is None:
            raise NotFound(NO_SUCH)
        document = load_outgoing(row.outgoing_id)
        if must:
            may_act_out(actor, document, "follow_delivery").or_refuse()
        if not must and not is_news(row.status, status):
            return document
        try:
            return _followed(document, row, actor, status=status, note=note)
        except SomebodyWasFirst:
            continue
    raise SomebodyWasFirst(N_("Văn bản đang được nhiều nơi báo trạng thái cùng lúc. Hãy thử lại."))


def _followed(document: Outgoing, row: Recipient, actor: Actor, *, status: str, note: str) -> Outgoing:
    at = clock.now()
    amend = Amend(Recipient, {"id": row.pk}, {"status": status, "changed_at": at, "note": note.strip()[:500]})
    act = "follow_recall" if document.state == Out.RECALLED else "follow_delivery"
    facts = {"receiver": row.name, "status": status, "note": note.strip()[:500]}
    return settle(document, actor, act, at=at, writes=Writes(amends=[amend], facts=facts))


def recall_outgoing(*, outgoing_id: UUID, actor: Actor, reason: str) -> Outgoing:
    """The document no longer counts; every receiver is asked to cancel it and says so. Law: VB-07.

    Announces ``outgoing.recall_outgoing``.
    """
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "recall_outgoing").or_refuse()
    if not reason.strip():
        raise Invalid(NO_REASON, {"reason": Sentence(NO_REASON)})
    at = clock.now()
    facts = {"code": document.code, "reason": reason.strip()[:500]}
    signed = document_of("outgoing", document.pk)
    amends = [Amend(SignedDocument, {"id": signed.pk}, {"withdrawn_at": at})] if signed else []
    writes = Writes({"ended_at": at}, amends=amends, facts=facts)
    return settle(document, actor, "recall_outgoing", at=at, writes=writes)

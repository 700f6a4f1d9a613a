"""A case that must not be destroyed for now, and the end of that."""

from uuid import UUID

from django.db import transaction

from motcua.archive.commit import enter
from motcua.archive.models import DestructionItem, Hold
from motcua.archive.policies import may_hold
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor

WHY = N_("Hãy ghi lý do, ví dụ: đang khiếu nại, đang thanh tra, theo yêu cầu của tòa án.")
HELD = N_("Hồ sơ này đang được giữ lại rồi.")
NOT_HELD = N_("Hồ sơ này không bị giữ lại.")
LEFT_OUT = N_("đang được giữ lại")


def hold_dossier(*, dossier_id: UUID, reason: str, actor: Actor) -> Dossier:
    """From now on it is not listed and not destroyed; one that waits on a list is left out. Law: LT-03.

    Refuses with NotFound, NotPermitted, Invalid, AlreadyDone, WrongMoment when it is destroyed.
    """
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier).or_refuse()
    if Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).exists():
        raise AlreadyDone(HELD)
    at = clock.now()
    values = {"placed_by": actor.name, "placed_account_id": actor.account_id, "placed_at": at}
    row = Row(Hold, {"id": uuid7(), "dossier_id": dossier.pk, "reason": reason, **values, **_OPEN})
    with transaction.atomic():
        enter(dossier, actor, "hold_dossier", at=at, facts={"reason": reason}, rows=[row])
        waiting = DestructionItem.objects.filter(dossier_id=dossier.pk, left_out_at=None, destroyed_at=None)
        waiting.update(left_out_at=at, left_out_why=LEFT_OUT)
    return dossier


def lift_hold(*, dossier_id: UUID, reason: str, actor: Actor) -> Dossier:
    """Its period counts again. Refuses with NotFound, NotPermitted, Invalid; NotFound where it is not held."""
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier).or_refuse()
    hold = Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).first()
    if hold is None:
        raise NotFound(NOT_HELD)
    at = clock.now()
    lifted = {"lifted_at": at, "lifted_by": actor.name, "lift_reason": reason}
    amend = Amend(Hold, {"id": hold.pk, "lifted_at": None}, lifted)
    return enter(dossier, actor, "lift_hold", at=at, facts={"reason": reason}, amends=[amend])


_OPEN = {"lifted_by": "", "lift_reason": "", "lifted_at": None}

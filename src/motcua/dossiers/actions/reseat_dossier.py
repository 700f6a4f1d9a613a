"""What waits at one post waits at another: before its officer leaves, or where nobody sits any more."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.policies import is_outside, may_reseat_dossier
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.workload import waiting_pairs
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, Refused
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend
from motcua.people.directory import PostRef
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM, Actor
from motcua.routing.rules import stand_in, takers

NO_POST = N_("Không có vị trí này.")
NOTHING_HERE = N_("Không còn gì của hồ sơ này chờ ở vị trí “%(post)s”.")
NOT_A_TAKER = N_("Vị trí nhận phải đang có người giữ và thuộc cùng cơ quan, hoặc là lãnh đạo cấp trên.")
STILL_HELD = N_("Vị trí “%(post)s” đang có người giữ nên hồ sơ ở lại đó.")
NOBODY = N_("Không có ai giữ một vị trí nào nhận được việc của “%(post)s”. Hãy phân công cán bộ.")


@dataclass(frozen=True)
class Moved:
    """How many cases went over, and how many did not because somebody was at work on them."""

    done: int
    failed: int


def reseat_dossier(*, dossier_id: UUID, actor: Actor, from_post_id: int, to_post_id: int) -> Dossier:
    """The case, its way back from another body and its open questions leave one post for another; no clock moves.

    Refuses with NotFound, NotPermitted, WrongMoment, Invalid, AlreadyDone. Announces ``dossier.reseat_dossier``.
    """
    dossier, leaving = load_dossier(dossier_id), _post(from_post_id)
    may_reseat_dossier(actor, dossier, leaving.unit_id).or_refuse()
    taker = next((post for post in takers(leaving, directory()) if post.id == to_post_id), None)
    if taker is None:
        raise Invalid(NOT_A_TAKER)
    return _reseat(dossier, actor, leaving=leaving, taker=taker)


def reseat_all(*, from_post_id: int, to_post_id: int, actor: Actor) -> Moved:
    """Everything that waits at the post goes over, each case by an act of its own; who meets the act is left."""
    done = failed = 0
    for dossier_id, _ in waiting_pairs([from_post_id]):
        try:
            reseat_dossier(dossier_id=dossier_id, actor=actor, from_post_id=from_post_id, to_post_id=to_post_id)
            done += 1
        except Refused:
            failed += 1
    return Moved(done, failed)


def relieve_vacant_post(*, dossier_id: UUID, post_id: int) -> Dossier:
    """The watch hands what waits at a post where nobody sits to a colleague, else to who leads there or above.

    Refuses with AlreadyDone, Invalid when nobody sits anywhere above. Announces ``dossier.reseat_dossier``.
    """
    dossier, vacant = load_dossier(dossier_id), _post(post_id)
    if vacant.is_held:
        raise AlreadyDone(STILL_HELD, post=vacant.title)
    taker = stand_in(vacant, dossier.procedure_field, directory())
    if taker is None:
        raise Invalid(NOBODY, post=vacant.title)
    return _reseat(dossier, SYSTEM, leaving=vacant, taker=taker)


def _post(post_id: int) -> PostRef:
    found = directory().post(post_id)
    if found is None:
        raise NotFound(NO_POST)
    return found


def _reseat(dossier: Dossier, actor: Actor, *, leaving: PostRef, taker: PostRef) -> Dossier:
    sets: dict[str, Any] = {}
    if dossier.holder_post_id == leaving.id:
        unit_id = dossier.holder_unit_id if is_outside(dossier) else taker.unit_id
        sets = {"holder_post_id": taker.id, "holder_unit_id": unit_id}
    if dossier.back_to_post_id == leaving.id:
        sets["back_to_post_id"] = taker.id
    questions = {"dossier_id": dossier.pk, "post_id": leaving.id, "answered_at": None, "dropped_at": None}
    amends = [Amend(Opinion, questions, {"post_id": taker.id})] if Opinion.objects.filter(**questions).exists() else []
    if not sets and not amends:
        raise AlreadyDone(NOTHING_HERE, post=leaving.title)
    facts = {"from_post": leaving.id, "to": taker.id, "step": dossier.step_key}
    writes = Writes(sets=sets, amends=amends)
    return settle(dossier, actor, "reseat_dossier", at=clock.now(), facts=facts, writes=writes)

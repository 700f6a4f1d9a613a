"""The reform of units: what a unit has open goes on at another one, with its code, its clock and its rules."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from motcua.dossiers.actions.reseat_dossier import Moved
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.policies import may_move_dossier
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.workload import waiting_pairs
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend
from motcua.people.directory import PostRef, UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.routing.rules import counterpart

NOT_OPEN = N_("%(unit)s không hoạt động ở đây hôm nay nên không nhận bàn giao được.")
NOT_ALIKE = N_("Chỉ bàn giao được cho một đơn vị khác cùng loại.")
NOTHING_THERE = N_("Hồ sơ này không còn gì ở %(unit)s.")
NOBODY = N_(
    "%(unit)s chưa có ai giữ một vị trí nhận được việc của “%(post)s”. Hãy tạo vị trí và phân công cán bộ trước."
)


def move_dossier(*, dossier_id: UUID, actor: Actor, from_unit_id: int, to_unit_id: int) -> Dossier:
    """The case, its way back and its open questions go on at the like posts of the unit that takes over.

    Its code, register number, promised date and procedure version stay. Law: LC-21. Refuses with NotPermitted,
    WrongMoment, Invalid (no such unit, nobody there) or AlreadyDone. Announces ``dossier.move_dossier``.
    """
    dossier, old, new = load_dossier(dossier_id), directory().unit(from_unit_id), directory().unit(to_unit_id)
    may_move_dossier(actor, dossier, units=(old, new)).or_refuse()
    _check_taker(old, new)
    sets, amends = _places(dossier, old, new), _questions(dossier, old, new)
    if not sets and not amends:
        raise AlreadyDone(NOTHING_THERE, unit=old.name)
    holder = sets.get("holder_post_id", dossier.holder_post_id)
    facts = {"from_unit": old.id, "unit": new.id, "to": holder, "step": dossier.step_key}
    writes = Writes(sets=sets, amends=amends)
    return settle(dossier, actor, "move_dossier", at=clock.now(), facts=facts, writes=writes)


def move_all(*, from_unit_id: int, to_unit_id: int, actor: Actor) -> Moved:
    """Everything that is open in the unit and its rooms goes over, each case by an act of its own.

    Refuses with NotPermitted or Invalid before anything moved; who meets an act of somebody else is left.
    """
    old, new = directory().unit(from_unit_id), directory().unit(to_unit_id)
    _check_taker(old, new)
    done = failed = 0
    for dossier_id in open_in(old.id):
        try:
            move_dossier(dossier_id=dossier_id, actor=actor, from_unit_id=from_unit_id, to_unit_id=to_unit_id)
            done += 1
        except Refused:
            if not done:
                raise
            failed += 1
    return Moved(done, failed)


def open_in(unit_id: int) -> list[UUID]:
    """The open cases that the unit decides, or of which something waits in it or its rooms."""
    inside = directory().body_ids(unit_id)
    near = Q(competent_unit__in=inside) | Q(holder_unit__in=inside)
    own = Dossier.objects.filter(near, closed_at=None).values_list("pk", flat=True)
    return sorted({*own, *(dossier_id for dossier_id, _ in waiting_pairs([post.id for post in _posts(unit_id)]))})


def _check_taker(old: UnitRef, new: UnitRef) -> None:
    if new.id == old.id or new.kind != old.kind:
        raise Invalid(NOT_ALIKE, {"unit": Sentence(NOT_ALIKE)})
    if not new.is_open_on(clock.today()):
        told = {"unit": new.name}
        raise Invalid(NOT_OPEN, {"unit": Sentence(NOT_OPEN, told)}, **told)


def _posts(unit_id: int) -> Iterator[PostRef]:
    inside = directory().body_ids(unit_id)
    return (post for post in directory().posts if post.unit_id in inside)


def _places(dossier: Dossier, old: UnitRef, new: UnitRef) -> dict[str, Any]:
    inside, posts = directory().body_ids(old.id), {post.id: post for post in _posts(old.id)}
    sets: dict[str, Any] = {}
    if dossier.competent_unit_id in inside:
        sets["competent_unit_id"] = new.id
    if dossier.holder_post_id in posts:
        taker = _like(posts[dossier.holder_post_id], dossier, new)
        sets |= {"holder_post_id": taker.id, "holder_account_id": None}
        if dossier.holder_unit_id in inside:  # where another body works outside the system, it stays with that body
            sets["holder_unit_id"] = taker.unit_id
    if dossier.back_to_post_id in posts:
        sets["back_to_post_id"] = _like(posts[dossier.back_to_post_id], dossier, new).id
    return sets


def _questions(dossier: Dossier, old: UnitRef, new: UnitRef) -> list[Amend]:
    """The open questions put to a room of the old unit."""
    posts = {post.id: post for post in _posts(old.id)}
    asked = Opinion.objects.filter(dossier=dossier, answered_at=None, dropped_at=None, post_id__in=posts)
    amends = []
    for post_id, unit_id in sorted(set(asked.values_list("post_id", "unit_id"))):
        taker = _like(posts[post_id], dossier, new)
        where = {"dossier_id": dossier.pk, "post_id": post_id, "unit_id": unit_id, "answered_at": None}
        body = new.id if unit_id == old.id else taker.unit_id
        amends.append(Amend(Opinion, {**where, "dropped_at": None}, {"post_id": taker.id, "unit_id": body}))
    return amends


def _like(leaving: PostRef, dossier: Dossier, new: UnitRef) -> PostRef:
    taker = counterpart(leaving, new.id, field=dossier.procedure_field, known=directory())
    if taker is None:
        raise Invalid(NOBODY, unit=new.name, post=leaving.title)
    found: PostRef = taker
    return found

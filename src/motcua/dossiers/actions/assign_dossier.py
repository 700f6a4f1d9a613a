"""Name the person, or another post of the same unit, that works the case."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.loose_ends import taken_back
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import is_away, may_assign_dossier
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import plain_text
from motcua.dossiers.steps import turn_sets
from motcua.dossiers.way import present_step
from motcua.kernel import clock
from motcua.kernel.lifecycle import State, WaitsOn
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor

NOT_A_POST = N_("Vị trí được chọn không thuộc đơn vị giải quyết hồ sơ này.")

VACANT = N_("Vị trí “%(post)s” hiện chưa có người giữ. Hãy chọn vị trí khác hoặc báo quản trị viên phân công cán bộ.")


def assign_dossier(*, dossier_id: UUID, actor: Actor, post_id: int, note: str = "") -> Dossier:
    """The case is with another post of the competent unit where somebody sits, at the same step.

    The holder or a leader may; a leader so takes a case back that another agency has. Refuses with NotPermitted,
    WrongMoment, Invalid. Announces ``dossier.assign_dossier``.
    """
    dossier = load_dossier(dossier_id)
    may_assign_dossier(actor, dossier).or_refuse()
    known = directory()
    post = known.post(post_id)
    if post is None or post.unit_id not in known.subtree_ids(dossier.competent_unit_id):
        raise Invalid(NOT_A_POST)
    if not post.is_held:
        raise Invalid(VACANT, post=post.title)
    at = clock.now()
    due_at = None if dossier.state == State.FINISHED else dossier.due_at
    sets = turn_sets(dossier, present_step(dossier), holder_ids=(post.id, post.unit_id), at=at, due_at=due_at)
    amends = []
    if is_away(dossier):
        amends = [taken_back(dossier, at)]
        sets |= {"back_to_post_id": None, "waits_on": WaitsOn.OFFICE.value, "waiting_since": at}
    facts = {"to": post.id, "step": dossier.step_key, "note": plain_text(note)}
    return settle(dossier, actor, "assign_dossier", at=at, facts=facts, writes=Writes(sets=sets, amends=amends))

"""Who keeps the archive of a unit: its clerk prepares, its leader decides, and never the same person."""

from motcua.archive.models import DestructionItem, DestructionList
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import NO_SUCH, may_see, scope_of
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import NotFound, WrongMoment
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor

KEEPERS = ("clerk", "leader")
NO_ARCHIVE = N_("Không có kho lưu trữ này, hoặc kho không thuộc đơn vị của bạn.")
ONLY_CLERK = N_("Chỉ văn thư của đơn vị mới lập được danh sách này.")
ONLY_LEADER = N_("Chỉ lãnh đạo của đơn vị mới quyết định được danh sách này.")
TWO_PEOPLE = N_("Người lập danh sách không được tự duyệt. Hãy để lãnh đạo khác của đơn vị duyệt.")
DECIDED = N_("Danh sách này đã được quyết định.")
ONLY_HOLDERS = N_("Chỉ lãnh đạo hoặc người quản trị mới giữ lại được hồ sơ, hoặc thôi giữ.")
GONE = N_("Hồ sơ này đã được tiêu hủy nên không giữ lại được nữa.")


def sits_for(actor: Actor, role: str, unit_id: int) -> bool:
    """Whether a seat of this role reaches the unit, also one that ended and went into the seat's own."""
    known = directory()
    return any(seat.role == role and unit_id in scope_of(seat, known) for seat in actor.seats)


def archives_of(actor: Actor) -> list[UnitRef]:
    """The communes whose archive the actor prepares or decides on, those that ended last."""
    known = directory()
    reached = {one for seat in actor.seats if seat.role in KEEPERS for one in scope_of(seat, known)}
    communes = [one for one in known.units if one.kind == "commune" and one.is_operating and one.id in reached]
    return sorted(communes, key=lambda one: one.valid_until is not None)


def may_open_archive(actor: Actor, unit_id: int) -> Answer:
    """Clerk or leader of the unit."""
    return yes() if any(sits_for(actor, role, unit_id) for role in KEEPERS) else no(NO_ARCHIVE, NotFound)


def may_prepare(actor: Actor, unit_id: int) -> Answer:
    """The clerk."""
    may_open_archive(actor, unit_id).or_refuse()
    return yes() if sits_for(actor, "clerk", unit_id) else no(ONLY_CLERK)


def may_decide_list(actor: Actor, found: DestructionList) -> Answer:
    """A leader who did not prepare it, while it waits. What is destroyed does not come back: two people. Law: LT-02."""
    may_open_archive(actor, found.unit_id).or_refuse()
    if not sits_for(actor, "leader", found.unit_id):
        return no(ONLY_LEADER)
    if actor.account_id == found.prepared_account_id:
        return no(TWO_PEOPLE)
    return yes() if found.state == "prepared" else no(DECIDED, WrongMoment)


def may_hold(actor: Actor, dossier: Dossier) -> Answer:
    """A leader of the unit, or an administrator above it; not once the case is destroyed."""
    path = directory().unit(dossier.competent_unit_id).path
    is_leader = sits_for(actor, "leader", dossier.competent_unit_id)
    if not (is_leader or actor.has_role("administrator", path)):
        return no(ONLY_HOLDERS) if may_see(actor, dossier) else no(NO_SUCH, NotFound)
    is_gone = DestructionItem.objects.filter(dossier_id=dossier.pk, destroyed_at__isnull=False).exists()
    return no(GONE, WrongMoment) if is_gone else yes()

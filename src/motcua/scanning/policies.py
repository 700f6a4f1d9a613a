"""Who may digitise, and who may do what with a scan."""

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.scanning.models import Scan
from motcua.scanning.rules.states import NAMES, WRONG, State, may_step

ROLES = frozenset({"desk_officer", "specialist", "clerk"})
ONLY_DESK = N_("Chỉ cán bộ một cửa, chuyên viên và văn thư được số hóa giấy tờ.")
NOT_COMPARED = N_("Chỉ người đã đối chiếu với bản giấy mới được ký số bản này.")


def scanning_units(actor: Actor) -> list[int]:
    """The authorities for which the actor digitises."""
    known = directory()
    found = (known.authority_of(seat.unit_id) for seat in actor.seats if seat.role in ROLES)
    return list(dict.fromkeys(one.id for one in found if one))


def may_scan(actor: Actor) -> Answer:
    """Desk officers, specialists and clerks of an authority. Law: DG-01."""
    return yes() if scanning_units(actor) else no(ONLY_DESK)


def may_see(actor: Actor, scan: Scan) -> bool:
    """Colleagues of the same authority see it; for everybody else it does not exist."""
    return scan.unit_id in scanning_units(actor)


def may_act(actor: Actor, scan: Scan, act: str) -> Answer:
    """Whether the state allows it; only who compared it with the paper signs it. Law: DG-04."""
    if not may_step(act, scan.state):
        return no(WRONG, WrongMoment, state=Sentence(NAMES[State(scan.state)]))
    if act == "sign_scan" and scan.confirmed_by_id != actor.account_id:
        return no(NOT_COMPARED)
    return yes()

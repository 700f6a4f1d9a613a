"""What the archive of the demo shows: a case that a complaint holds back from destruction."""

from motcua.archive.actions.hold_dossier import hold_dossier
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.people.models import Account
from motcua.people.queries import actor_of

LEADER = "nuisap.chutich"
COMPLAINT = "Người dân đang khiếu nại; giữ đến khi có quyết định giải quyết khiếu nại"


def load_archive() -> int:
    """How many cases are held: one of the leader's own, where there is one."""
    account = Account.objects.filter(username=LEADER, is_demo=True).first()
    actor = actor_of(account, clock.now()) if account else None
    seat = next((one for one in actor.seats if one.role == "leader"), None) if actor else None
    if actor is None or seat is None:
        return 0
    case = Dossier.objects.filter(competent_unit_id=seat.unit_id, state="returned").order_by("closed_at").first()
    if case is None:
        return 0
    hold_dossier(dossier_id=case.pk, reason=COMPLAINT, actor=actor)
    return 1

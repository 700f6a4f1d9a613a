"""A scan that is not wanted is dropped with a reason; one that failed is tried once more."""

from uuid import UUID

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend
from motcua.people.rules import Actor
from motcua.scanning.commit import Writes, settle
from motcua.scanning.models import Arrival, Scan, ScanLease
from motcua.scanning.policies import may_act
from motcua.scanning.queries import arrival_of, scan_of

NEED_REASON = N_("Hãy ghi lý do bỏ bản số hóa này.")


def drop_scan(*, scan_id: UUID, actor: Actor, reason: str) -> Scan:
    """It leaves the lists; its files go later, but for those that a case holds.

    Refuses with NotFound, WrongMoment once it is signed, Invalid without a reason. Announces ``scan.drop_scan``.
    """
    scan = scan_of(scan_id, actor)
    may_act(actor, scan, "drop_scan").or_refuse()
    if not reason.strip():
        raise Invalid(NEED_REASON, {"reason": Sentence(NEED_REASON)})
    at = clock.now()
    facts = {"name": scan.paper_name, "reason": reason.strip()}
    return settle(scan, actor, "drop_scan", at=at, facts=facts, writes=Writes(sets={"closed_at": at}))


def retry_scan(*, scan_id: UUID, actor: Actor) -> Scan:
    """A failed one waits to be read again; pages already read stay read. Refuses with NotFound, WrongMoment."""
    scan = scan_of(scan_id, actor)
    may_act(actor, scan, "retry_scan").or_refuse()
    at = clock.now()
    free = Amend(ScanLease, {"scan_id": scan.pk}, {"until": at, "tries": 0})
    writes = Writes(sets={"trouble": {}}, amends=[free])
    return settle(scan, actor, "retry_scan", at=at, facts={"name": scan.paper_name}, writes=writes)


def put_aside(*, arrival_id: UUID, actor: Actor) -> None:
    """What a scanner left and nobody needs: it leaves the list. Refuses with NotFound."""
    found = arrival_of(arrival_id, actor)
    Arrival.objects.filter(pk=found.pk, used_at=None).update(used_at=clock.now())

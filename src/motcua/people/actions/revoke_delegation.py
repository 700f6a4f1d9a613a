"""End a delegation before its time."""

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.outbox.actions.announce import announce
from motcua.people.models import Delegation
from motcua.people.policies import may_delegate_post
from motcua.people.queries import forget_directory
from motcua.people.rules import Actor


def revoke_delegation(*, delegation_id: int, actor: Actor) -> Delegation:
    """The substitute's right ends at once. Refuses with NotFound, NotPermitted or AlreadyDone.

    Announces ``delegation.revoked``.
    """
    delegation = Delegation.objects.select_related("post__unit", "to_account").filter(pk=delegation_id).first()
    if delegation is None:
        raise NotFound(N_("Không có phân công làm thay này."))
    may_delegate_post(actor, unit_path=delegation.post.unit.path, role=delegation.post.role).or_refuse()
    now = clock.now()
    if delegation.revoked_at is not None or delegation.until_at <= now:
        raise AlreadyDone(N_("Phân công làm thay này đã kết thúc."))
    with transaction.atomic():
        delegation.revoked_at = now
        delegation.save(update_fields=["revoked_at"])
        facts = {"delegation": delegation.pk, "to_name": delegation.to_account.full_name}
        record(
            subject_kind="post",
            subject_id=str(delegation.post_id),
            act="revoke_delegation",
            actor=actor,
            facts=facts,
            at=now,
        )
        told = {"delegation": delegation.pk}
        announce("delegation.revoked", subject_id=f"delegation/{delegation.pk}", payload=told, at=now)
    forget_directory()
    return delegation

"""Give a post to an officer."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import Holding
from motcua.people.policies import may_manage_unit
from motcua.people.queries import forget_directory, load_account, load_post
from motcua.people.rules import Actor, valid_on


def appoint_officer(*, post_id: int, account_id: UUID, from_on: date, actor: Actor) -> Holding:
    """The officer sits in the post from a day on. Refuses with NotPermitted, Invalid, WrongMoment or AlreadyDone."""
    post = load_post(post_id)
    may_manage_unit(actor, post.unit.path).or_refuse()
    account = load_account(account_id)
    if account.kind != "officer" or not account.is_active:
        raise Invalid(N_("Chỉ bổ nhiệm được cán bộ có tài khoản đang hoạt động."))
    if not valid_on(from_on, post.valid_from, post.valid_until):
        raise WrongMoment(N_("Vị trí này không còn hoạt động vào ngày bổ nhiệm."))
    with transaction.atomic():
        held = Holding.objects.select_for_update().filter(
            Q(until_on__isnull=True) | Q(until_on__gte=from_on), post=post
        )
        holder = held.select_related("account").first()
        if holder is not None:
            raise AlreadyDone(
                N_("%(holder)s đang giữ vị trí này. Hãy kết thúc phân công đó trước."), holder=holder.account.full_name
            )
        holding = Holding.objects.create(post=post, account=account, from_on=from_on)
        facts = {"account": str(account.pk), "name": account.full_name, "from_on": from_on.isoformat()}
        record(
            subject_kind="post",
            subject_id=str(post.pk),
            act="appoint_officer",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
    forget_directory()
    return holding

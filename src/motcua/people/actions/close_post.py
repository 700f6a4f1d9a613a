"""End a seat that the unit no longer has."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.actions.end_appointment import require_nothing_waits
from motcua.people.models import Holding, Post
from motcua.people.policies import may_manage_unit
from motcua.people.queries import forget_directory, load_post
from motcua.people.rules import Actor

STILL_HELD = N_("%(name)s còn giữ vị trí “%(post)s” sau ngày này. Hãy kết thúc phân công trước.")


def close_post(*, post_id: int, last_day: date, actor: Actor) -> Post:
    """The post ends with ``last_day``; its name stays in the ledger and in old cases.

    Refuses with NotFound, NotPermitted, AlreadyDone, Invalid, or WrongMoment while somebody holds it after that day or
    dossiers wait there.
    """
    post = load_post(post_id)
    may_manage_unit(actor, post.unit.path).or_refuse()
    if post.valid_until is not None:
        raise AlreadyDone(N_("Vị trí này đã được kết thúc trước đó."))
    if last_day < post.valid_from:
        raise Invalid(N_("Ngày kết thúc không được trước ngày bắt đầu."))
    later = Q(until_on__isnull=True) | Q(until_on__gt=last_day)
    held = Holding.objects.filter(later, post=post).select_related("account").first()
    if held is not None:
        raise WrongMoment(STILL_HELD, name=held.account.full_name, post=post.title)
    if last_day <= clock.today():
        require_nothing_waits(post)
    with transaction.atomic():
        post.valid_until = last_day
        post.save(update_fields=["valid_until"])
        facts = {"title": post.title, "unit": post.unit.code, "last_day": last_day.isoformat()}
        record(subject_kind="post", subject_id=str(post.pk), act="close_post", actor=actor, facts=facts, at=clock.now())
    forget_directory()
    return post

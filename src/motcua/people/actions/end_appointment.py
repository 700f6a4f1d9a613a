"""End that an officer holds a post."""

from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, WrongMoment
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import Holding, Post
from motcua.people.policies import may_manage_unit
from motcua.people.ports import workload
from motcua.people.queries import forget_directory
from motcua.people.rules import Actor

STILL_WAITING = N_(
    "Còn %(count)s hồ sơ đang chờ ở vị trí “%(post)s” nên chưa kết thúc phân công được; chưa có gì thay đổi. Hãy chuyển"
    " hết hồ sơ sang vị trí khác trước, hoặc chọn ngày cuối sau hôm nay và phân công người kế tiếp."
)


def require_nothing_waits(post: Post) -> None:
    """Refuse to leave at once a post where dossiers wait; until a later day there is time for a successor."""
    count = workload().waiting_at_posts([post.pk])
    if count:
        raise WrongMoment(STILL_WAITING, post=post.title, count=count)


def end_appointment(*, holding_id: int, last_day: date, actor: Actor) -> Holding:
    """The officer leaves the post with ``last_day``.

    Refuses with NotFound, NotPermitted, AlreadyDone, Invalid, or WrongMoment while dossiers wait at the post.
    """
    holding = Holding.objects.select_related("post__unit", "account").filter(pk=holding_id).first()
    if holding is None:
        raise NotFound(N_("Không có phân công này."))
    may_manage_unit(actor, holding.post.unit.path).or_refuse()
    if holding.account_id == actor.account_id and holding.post.role == "administrator":
        raise NotPermitted(N_("Bạn không thể tự thôi quyền quản trị của mình. Hãy nhờ một người quản trị khác."))
    if holding.until_on is not None:
        raise AlreadyDone(N_("Phân công này đã được kết thúc trước đó."))
    if last_day < holding.from_on:
        raise Invalid(N_("Ngày kết thúc không được trước ngày bắt đầu."))
    if last_day <= clock.today():
        require_nothing_waits(holding.post)
    with transaction.atomic():
        holding.until_on = last_day
        holding.save(update_fields=["until_on"])
        facts = {
            "account": str(holding.account_id),
            "name": holding.account.full_name,
            "last_day": last_day.isoformat(),
        }
        record(
            subject_kind="post",
            subject_id=str(holding.post_id),
            act="end_appointment",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
    forget_directory()
    return holding

"""End a unit, name its successor, and end every post in it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.models import Holding, Post, Unit, UnitKind, UnitSuccession
from motcua.people.policies import may_manage_unit
from motcua.people.ports import workload
from motcua.people.queries import directory, forget_directory, load_unit
from motcua.people.rules import Actor, covers, valid_on

STILL_OPEN = N_(
    "%(unit)s còn %(count)s hồ sơ đang giải quyết. Hãy giải quyết xong, hoặc bàn giao hết cho đơn vị kế thừa (“Bàn giao"
    " hồ sơ” ở trang đơn vị), rồi mới kết thúc đơn vị; nếu không, hồ sơ sẽ không còn người giữ."
)

OTHER_KIND = N_("%(unit)s là “%(kind)s” nên đơn vị kế thừa cũng phải là “%(kind)s”.")
ABOVE = N_("Đơn vị kế thừa không thể là cấp trên của %(unit)s.")


def _check_successor(unit: Unit, successor: Unit, day: date) -> None:
    told = {"unit": unit.name, "kind": Sentence(str(UnitKind(unit.kind).label))}
    if covers(unit.path, successor.path):
        raise Invalid(N_("Đơn vị kế thừa không thể là chính đơn vị này hoặc nằm trong đơn vị này."))
    if covers(successor.path, unit.path):
        raise Invalid(ABOVE, {"successor": Sentence(ABOVE, told)}, **told)
    if unit.kind != successor.kind:
        raise Invalid(OTHER_KIND, {"successor": Sentence(OTHER_KIND, told)}, **told)
    if not valid_on(day, successor.valid_from, successor.valid_until):
        raise Invalid(N_("Đơn vị kế thừa phải đang hoạt động vào ngày tiếp nhận."))


def _end_everything(unit: Unit, last_day: date) -> None:
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=last_day)
    inside = Unit.objects.filter(path__startswith=unit.path)
    # What would only begin later ends on its own first day, so that dates stay in order.
    for rows in (Post.objects.filter(still, unit__in=inside), inside.filter(still)):
        rows.filter(valid_from__gt=last_day).update(valid_until=F("valid_from"))
        rows.filter(valid_from__lte=last_day).update(valid_until=last_day)
    holdings = Holding.objects.filter(post__unit__in=inside, from_on__lte=last_day)
    holdings.filter(Q(until_on__isnull=True) | Q(until_on__gt=last_day)).update(until_on=last_day)


def close_unit(*, unit_id: int, last_day: date, successor_id: int | None, resolution: str = "", actor: Actor) -> Unit:
    """The unit and all below it end with ``last_day``; its successor goes on from the next day.

    Refuses with NotPermitted, AlreadyDone, Invalid, or WrongMoment while dossiers are open there.
    """
    unit = load_unit(unit_id)
    may_manage_unit(actor, unit.path).or_refuse()
    if unit.valid_until is not None:
        raise AlreadyDone(N_("%(unit)s đã được kết thúc trước đó."), unit=unit.name)
    if last_day < unit.valid_from:
        raise Invalid(N_("Ngày kết thúc không được trước ngày đơn vị bắt đầu hoạt động."))
    count = workload().waiting_in_units(directory().subtree_ids(unit.pk))
    if count:
        raise WrongMoment(STILL_OPEN, unit=unit.name, count=count)
    first_day = last_day + timedelta(days=1)
    successor = load_unit(successor_id) if successor_id is not None else None
    if successor is not None:
        _check_successor(unit, successor, first_day)
    with transaction.atomic():
        _end_everything(unit, last_day)
        if successor is not None:
            UnitSuccession.objects.get_or_create(
                old=unit, new=successor, defaults={"on": first_day, "resolution": resolution}
            )
        facts = {
            "last_day": last_day.isoformat(),
            "successor": successor.code if successor else None,
            "resolution": resolution,
        }
        record(subject_kind="unit", subject_id=unit.code, act="close_unit", actor=actor, facts=facts, at=clock.now())
    forget_directory()
    unit.refresh_from_db()
    return unit

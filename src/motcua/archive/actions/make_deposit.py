"""Finished cases are put together for the archive, and handed over against a receipt."""

from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.archive.models import Deposit, DepositItem
from motcua.archive.policies import may_prepare
from motcua.archive.queries import deposit_seen, to_deposit
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, SomebodyWasFirst
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor

MOST_IN_ONE = 500
NOTHING = N_("Năm %(year)s không còn hồ sơ nào đã kết thúc mà chưa nộp lưu.")
LATE = N_("Có hồ sơ vừa được đưa vào gói khác. Hãy mở lại trang.")
WHO = N_("Hãy ghi cơ quan lưu trữ đã nhận và số, ngày biên bản giao nhận.")
HANDED = N_("Gói này đã được ghi là giao rồi.")


def prepare_deposit(*, unit_id: int, year: int, actor: Actor) -> Deposit:
    """The cases that ended in that year and were not handed over yet, at most MOST_IN_ONE. Law: LT-04.

    Refuses with NotFound, NotPermitted, Invalid where there are none, SomebodyWasFirst.
    """
    may_prepare(actor, unit_id).or_refuse()
    at = clock.now()
    try:
        with transaction.atomic():
            cases = list(to_deposit(unit_id, year).values_list("pk", flat=True)[:MOST_IN_ONE])
            if not cases:
                raise Invalid(NOTHING, year=year)
            values = {"prepared_by": actor.name, "prepared_account_id": actor.account_id, "prepared_at": at}
            found = Deposit.objects.create(unit_id=unit_id, year=year, **values)
            DepositItem.objects.bulk_create([DepositItem(deposit=found, dossier_id=one) for one in cases])
            _write_down(found, "prepare_deposit", actor, count=len(cases))
    except IntegrityError:
        raise SomebodyWasFirst(LATE) from None
    return found


def take_package(*, deposit_id: UUID, actor: Actor) -> tuple[Deposit, list[Dossier]]:
    """The cases for the package; many people's data leave the house, so who took it is kept in the ledger."""
    found = deposit_seen(actor, deposit_id)
    may_prepare(actor, found.unit_id).or_refuse()
    cases = list(Dossier.objects.filter(deposited__deposit=found).order_by("deposited__id"))
    _write_down(found, "take_package", actor, count=len(cases))
    return found, cases


def hand_over_deposit(*, deposit_id: UUID, receiver: str, receipt: str, actor: Actor) -> Deposit:
    """The archive has it: who received, by which minute. Refuses with NotFound, NotPermitted, Invalid, AlreadyDone."""
    found = deposit_seen(actor, deposit_id)
    may_prepare(actor, found.unit_id).or_refuse()
    receiver, receipt = receiver.strip(), receipt.strip()
    if not receiver or not receipt:
        lacking = "receipt" if receiver else "receiver"
        raise Invalid(WHO, {lacking: Sentence(WHO)})
    with transaction.atomic():
        told = {"receiver": receiver[:200], "receipt": receipt[:200]}
        values = {**told, "handed_by": actor.name, "handed_at": clock.now()}
        if not Deposit.objects.filter(pk=found.pk, handed_at=None).update(**values):
            raise AlreadyDone(HANDED)
        _write_down(found, "hand_over_deposit", actor, **told, count=found.items.count())
    found.refresh_from_db()
    return found


def _write_down(found: Deposit, act: str, actor: Actor, **facts: object) -> None:
    told = {"unit": directory().unit(found.unit_id).name, "year": found.year, **facts}
    record(subject_kind="archive", subject_id=str(found.pk), act=act, actor=actor, facts=told, at=clock.now())

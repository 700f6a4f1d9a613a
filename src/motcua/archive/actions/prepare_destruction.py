"""The clerk lists the cases whose time is over."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import islice
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.archive.models import DestructionItem, DestructionList
from motcua.archive.policies import may_prepare
from motcua.archive.queries import MOST_LISTED, Due, due_in
from motcua.archive.rules import years_words
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, SomebodyWasFirst
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor

LEAST_COUNCIL = 2
WHY = N_("Hãy ghi căn cứ tiêu hủy, ví dụ: hết thời hạn lưu trữ năm 2026 theo danh mục số 12/QĐ-UBND.")
COUNCIL = N_("Hãy ghi họ tên, chức vụ của ít nhất %(least)s người đã xem xét danh sách, mỗi người một dòng.")
NOTHING = N_("Không có hồ sơ nào hết thời hạn lưu trữ để lập danh sách.")
LATE = N_("Có hồ sơ vừa được đưa vào danh sách khác. Hãy mở lại trang rồi lập danh sách.")


def prepare_destruction(
    *, unit_id: int, reason: str, council: Sequence[str], actor: Actor, without: Collection[UUID] = ()
) -> DestructionList:
    """The list of what is due today, at most MOST_LISTED cases, waiting for a leader. Law: LT-02.

    ``without`` leaves cases off. Refuses with NotFound, NotPermitted, Invalid, SomebodyWasFirst.
    """
    may_prepare(actor, unit_id).or_refuse()
    reason = required_text(reason, WHY)
    people = [name.strip() for name in council if name.strip()]
    if len(people) < LEAST_COUNCIL:
        raise Invalid(COUNCIL, {"council": Sentence(COUNCIL, {"least": LEAST_COUNCIL})}, least=LEAST_COUNCIL)
    at = clock.now()
    due = due_without(unit_id, at.astimezone(clock.VIETNAM).date(), without)
    if not due:
        raise Invalid(NOTHING)
    try:
        with transaction.atomic():
            found = DestructionList.objects.create(
                unit_id=unit_id,
                state="prepared",
                reason=reason,
                council=people,
                prepared_by=actor.name,
                prepared_account_id=actor.account_id,
                prepared_at=at,
            )
            DestructionItem.objects.bulk_create([_item(found, one) for one in due])
            facts = {"unit": directory().unit(unit_id).name, "count": len(due), "reason": reason, "council": people}
            record(
                subject_kind="archive",
                subject_id=str(found.pk),
                act="prepare_destruction",
                actor=actor,
                facts=facts,
                at=at,
            )
    except IntegrityError:
        raise SomebodyWasFirst(LATE) from None
    return found


def due_without(unit_id: int, on: date, without: Collection[UUID]) -> list[Due]:
    """What is due, but for the cases to leave off; as many as fit one list."""
    return list(islice((one for one in due_in(unit_id, on) if one.dossier.pk not in without), MOST_LISTED))


def _item(found: DestructionList, due: Due) -> DestructionItem:
    words = f"{years_words(due.period.years)}; {due.period.source}"
    return DestructionItem(list=found, dossier=due.dossier, keep_until=due.keep_until, period=words[:300])

"""The leader's word on a list: destroy what is on it, or give it back."""

from uuid import UUID

from django.db import transaction

from motcua.archive.actions.hold_dossier import LEFT_OUT
from motcua.archive.models import DestructionList, Hold
from motcua.archive.policies import may_decide_list
from motcua.archive.queries import list_seen
from motcua.dossiers.rules.text import required_text
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.ledger.models import Number
from motcua.people.queries import directory
from motcua.people.rules import Actor

WHY = N_("Hãy ghi ý kiến: vì sao duyệt, hoặc vì sao trả lại.")
NOT_SURE = N_("Hãy đánh dấu đã hiểu: tệp đã tiêu hủy không lấy lại được.")
EMPTY = N_("Danh sách không còn hồ sơ nào: mọi hồ sơ đã được giữ lại.")
GIVEN_BACK = N_("danh sách được trả lại")


def approve_destruction(*, list_id: UUID, answer: str, is_sure: bool, actor: Actor) -> DestructionList:
    """The list gets the number of its minute; the worker carries it out. What does so cannot be taken back.

    Cases held meanwhile are left out. Refuses with NotFound, NotPermitted, WrongMoment, Invalid. Law: LT-02.
    """
    answer = required_text(answer, WHY)
    if not is_sure:
        raise Invalid(NOT_SURE)
    at = clock.now()
    with transaction.atomic():
        found = _waiting(list_id, actor)
        open_items = found.items.filter(left_out_at=None)
        held = Hold.objects.filter(dossier__in=open_items.values("dossier"), lifted_at=None)
        open_items.filter(dossier__in=held.values("dossier")).update(left_out_at=at, left_out_why=LEFT_OUT)
        count = open_items.count()
        if not count:
            raise Invalid(EMPTY)
        found.state, found.answer = "approved", answer
        found.decided_by, found.decided_title, found.decided_at = actor.name, _title(actor, found.unit_id), at
        found.number = _next_number(found.unit_id, at.astimezone(clock.VIETNAM).year)
        found.save()
        _write_down(found, "approve_destruction", actor, number=found.number, count=count, reason=answer)
    return found


def return_destruction(*, list_id: UUID, answer: str, actor: Actor) -> DestructionList:
    """Nothing is destroyed; the cases may be listed again. Refuses as ``approve_destruction`` does."""
    answer = required_text(answer, WHY)
    at = clock.now()
    with transaction.atomic():
        found = _waiting(list_id, actor)
        found.items.filter(left_out_at=None).update(left_out_at=at, left_out_why=GIVEN_BACK)
        found.state, found.answer = "returned", answer
        found.decided_by, found.decided_title, found.decided_at = actor.name, _title(actor, found.unit_id), at
        found.save()
        _write_down(found, "return_destruction", actor, reason=answer)
    return found


def _waiting(list_id: UUID, actor: Actor) -> DestructionList:
    """The list under a lock, so that of two leaders one is told that it was decided."""
    list_seen(actor, list_id)
    found = DestructionList.objects.select_for_update().get(pk=list_id)
    may_decide_list(actor, found).or_refuse()
    return found


def _next_number(unit_id: int, year: int) -> str:
    """Running within unit and year, from 01. Law: LT-02."""
    book, _ = Number.objects.select_for_update().get_or_create(
        book=f"destruction/{unit_id}/{year}", defaults={"value": 0}
    )
    book.value += 1
    book.save()
    return f"{book.value:02d}/{year}/BB-TH"


def _title(actor: Actor, unit_id: int) -> str:
    known = directory()
    posts = (known.post(seat.post_id) for seat in actor.seats if seat.role == "leader")
    return next((post.title for post in posts if post), "")


def _write_down(found: DestructionList, act: str, actor: Actor, **facts: object) -> None:
    told = {"unit": directory().unit(found.unit_id).name, **facts}
    at = found.decided_at or clock.now()
    record(subject_kind="archive", subject_id=str(found.pk), act=act, actor=actor, facts=told, at=at)

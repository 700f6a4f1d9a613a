"""Reading cases: one to act on, those a person may see, those that are due."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Dossier, Extension, Opinion, Rating, Result, SupplementConsent
from motcua.dossiers.policies import NO_SUCH, may_receive_dossier, scope_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.representing import secrets_of
from motcua.files.models import StoredFile
from motcua.kernel.identifiers import new_reference, tidy_dossier_code, tidy_reference
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.ledger.models import Entry, Number
from motcua.ledger.reading import Beside, rows
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, version
from motcua.signing.queries import document_of
from motcua.workdays.queries import calendar_for
from motcua.workdays.rules import Due, WorkingCalendar

OF_CASE = '"dossier_id" = "dossiers_dossier"."id"'
Wish = TypeVar("Wish", Extension, SupplementConsent)
PAPER_KEYS = ("requirement", "name", "kind", "count")
PAPERS = Beside(
    "dossiers_dossierpaper",
    ("requirement_key", "name", "kind", "copies"),
    f'{OF_CASE} AND "replaced_at" IS NULL',
)
RATINGS = Beside("dossiers_rating", ("score", "reasons", "comment"), OF_CASE)
RESULT = ("id", "outcome", "text", "rule", "file_id", "on_paper")
DRAFTED = Beside(
    "dossiers_result",
    RESULT,
    f'{OF_CASE} AND "approved_at" IS NULL AND "dropped_at" IS NULL',
)
APPROVED = Beside(
    "dossiers_result",
    RESULT,
    f'{OF_CASE} AND "approved_at" IS NOT NULL AND "dropped_at" IS NULL',
)
CODE_NUMBER = Beside(
    "ledger_number",
    ("value",),
    """"book" = (SELECT 'code/' || u."agency_code" || '/' || %(day)s FROM "people_unit" u """
    'WHERE u."id" = "dossiers_dossier"."competent_unit_id")',
    order="book",
)
REGISTER_NUMBER = Beside(
    "ledger_number",
    ("value",),
    """"book" = 'register/' || "dossiers_dossier"."competent_unit_id" || '/' || %(year)s""",
    order="book",
)


def load_dossier(dossier_id: UUID) -> Dossier:
    """The case to act on, as it stands now; one statement."""
    return _load(dossier_id)[0]


def dossier_named(name: str) -> Dossier:
    """The case by its id, its code or its reference, however they are written; one statement."""
    try:
        return load_dossier(UUID(name))
    except ValueError:
        found = rows(Dossier, '"code" = %(sought)s OR "reference" = %(sought)s LIMIT 1', {"sought": written_code(name)})
    if not found:
        raise NotFound(NO_SUCH)
    dossier: Dossier = found[0][0]
    return dossier


def load_waiting(wishes: QuerySet[Wish], wish_id: UUID, *, no_such: str, decided: str) -> tuple[Dossier, Wish]:
    """The case and what a leader is asked for, undecided still; read after the case, whose version guards it.

    Refuses with NotFound (``no_such``), AlreadyDone (``decided``).
    """
    wish = wishes.filter(pk=wish_id).first()
    if wish is None:
        raise NotFound(no_such)
    dossier = load_dossier(wish.dossier_id)
    wish.refresh_from_db()
    if wish.decided_at:
        raise AlreadyDone(decided)
    return dossier, wish


def load_to_receive(dossier_id: UUID, day: date) -> tuple[Dossier, list[dict[str, Any]], tuple[int, int]]:
    """The case, its papers as the receipt lists them, the last code and register number given; one statement."""
    told = {"day": f"{day:%y%m%d}", "year": str(day.year)}
    dossier, papers, codes, registers = _load(dossier_id, PAPERS, CODE_NUMBER, REGISTER_NUMBER, **told)
    taken = codes[0][0] if codes else 0, registers[0][0] if registers else 0
    return dossier, [dict(zip(PAPER_KEYS, paper, strict=True)) for paper in papers], taken


def load_to_decide(dossier_id: UUID) -> tuple[Dossier, Result | None]:
    """The case and the result laid before the leader, if one is; one statement."""
    dossier, drafted = _load(dossier_id, DRAFTED)
    return dossier, _results(dossier, drafted)[-1] if drafted else None


def load_to_return(dossier_id: UUID) -> tuple[Dossier, list[Result]]:
    """The case and the results that were issued; one statement."""
    dossier, approved = _load(dossier_id, APPROVED)
    return dossier, _results(dossier, approved)


def _results(dossier: Dossier, found: Sequence[Any]) -> list[Result]:
    return [
        Result(
            id=UUID(pk),
            dossier_id=dossier.pk,
            outcome=outcome,
            text=text,
            rule=rule,
            file_id=UUID(file_id) if file_id else None,
            on_paper=bool(on_paper),
        )
        for pk, outcome, text, rule, file_id, on_paper in found
    ]


def load_to_rate(dossier_id: UUID) -> tuple[Dossier, Rating | None]:
    """The case, and how it was rated already; one statement."""
    dossier, ratings = _load(dossier_id, RATINGS)
    if not ratings:
        return dossier, None
    score, reasons, comment = ratings[0]
    listed = json.loads(reasons) if isinstance(reasons, str) else reasons
    return dossier, Rating(score=score, reasons=listed, comment=comment)


def _load(dossier_id: UUID, *beside: Beside, **told: Any) -> tuple[Any, ...]:
    found = rows(Dossier, '"dossiers_dossier"."id" = %(pk)s', {"pk": dossier_id, **told}, beside=beside)
    if not found:
        raise NotFound(NO_SUCH)
    return found[0]


def terms_of(dossier: Dossier) -> LoadedVersion:
    """The procedure as it was on the day of this dossier; no statement once read."""
    return version(dossier.procedure_version_id)


def parameters_of(dossier: Dossier) -> Mapping[str, Any]:
    """The parameters that this dossier keeps for life."""
    return terms_of(dossier).bundle.parameters


def calendar_of(dossier: Dossier) -> WorkingCalendar:
    """The calendar of the unit that answers for the case."""
    return calendar_for(dossier.competent_unit_id)


def due_of(dossier: Dossier) -> Due | None:
    """The due moment that was promised, with its trace told anew from the case's own clock."""
    if not dossier.clock or dossier.due_at is None:
        return None
    return CaseClock.from_json(dossier.clock).promised(calendar_of(dossier), dossier.due_at)


def next_reference() -> str:
    """A new reference for a submission: short, unambiguous, checkable."""
    return new_reference(os.urandom(16))


def last_numbers(*books: str) -> dict[str, int]:
    """The last number given in each book, 0 for a book not begun; one statement."""
    kept = dict(Number.objects.filter(book__in=books).values_list("book", "value"))
    return {book: kept.get(book, 0) for book in books}


def result_file(result: Result) -> StoredFile | None:
    """The file of a result; where it was signed, with all signatures and the newest proof."""
    document = document_of("result", result.pk) if result.file_id else None
    return document.file if document else result.file


def submitted_from(draft_id: UUID) -> Dossier:
    """The dossier that a draft became."""
    return Dossier.objects.get(draft_id=draft_id)


def history(dossier: Dossier) -> QuerySet[Entry]:
    """The entries of the case, newest first."""
    return Entry.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk)).order_by("-seq")


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers that the actor may see; the same rule as ``policies.may_see``, as a filter."""
    if actor.kind == "system":
        return Dossier.objects.all()
    found = Q(pk__in=[])
    if actor.account_id:
        found |= Q(applicant_account_id=actor.account_id) | Q(submitter_account_id=actor.account_id)
    known = directory()
    for seat in actor.seats:
        ids = scope_of(seat, known)
        touched = Q(competent_unit_id__in=ids) | Q(holder_unit_id__in=ids)
        touched |= Q(received_unit_id__in=ids) | Q(helped_unit_id__in=ids)
        if seat.role == "specialist" and seat.fields:
            touched &= Q(procedure_field__in=seat.fields)
        found |= touched | Q(holder_post_id=seat.post_id)
    if actor.seats:
        asked = Opinion.objects.filter(post_id__in=actor.post_ids, answered_at=None, dropped_at=None)
        found |= Q(pk__in=asked.values("dossier_id"))
    return Dossier.objects.filter(found)


def queue_posts(actor: Actor) -> list[int]:
    """The posts whose queue the actor works: own seats, and the whole desk for a desk officer."""
    known = directory()
    posts = set(actor.post_ids)
    for seat in actor.seats:
        if seat.role == "desk_officer":
            posts |= {post.id for post in known.posts_of([seat.unit_id], "desk_officer")}
    return sorted(posts)


def inbox(actor: Actor) -> QuerySet[Dossier]:
    """Open dossiers whose turn is at the actor's posts, in the order of the law's clock."""
    return Dossier.objects.filter(holder_post_id__in=queue_posts(actor), closed_at__isnull=True).order_by(
        "attention_at", "id"
    )


def drafts_of(actor: Actor, *, at_counter: bool = False) -> QuerySet[Any]:
    """The actor's open applications, or those they type for others, the last saved first."""
    from motcua.dossiers.models import Draft

    open_ones = Draft.objects.filter(owner_id=actor.account_id, submitted_at=None, at_counter=at_counter)
    return open_ones.order_by("-saved_at")


def open_drafts(code: str = "") -> QuerySet[Any]:
    """The applications that citizens are filling now, for one procedure or all."""
    from motcua.dossiers.models import Draft

    found = Draft.objects.filter(submitted_at=None, at_counter=False)
    return found.filter(procedure_code=code) if code else found


def own_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """The citizen's dossiers, newest first."""
    if actor.account_id is None:
        return Dossier.objects.none()
    mine = Q(applicant_account_id=actor.account_id) | Q(submitter_account_id=actor.account_id)
    return Dossier.objects.filter(mine).order_by("-submitted_at", "-id")


def written_code(text: str) -> str:
    """A code or reference as we write it, from what people typed."""
    agencies = [unit.agency_code for unit in directory().units if unit.agency_code]
    return tidy_reference(text) or tidy_dossier_code(text, agencies) or text.replace("\x00", "").strip().upper()[:60]


def look_up(code: str, second_fact: str) -> Dossier:
    """A dossier by its code or reference and the last four digits of the phone or identity number.

    A wrong second fact is answered exactly like a code that does not exist.
    """
    sought = written_code(code)
    rows_found = rows(Dossier, '"code" = %(sought)s OR "reference" = %(sought)s LIMIT 1', {"sought": sought})
    found: Dossier | None = rows_found[0][0] if rows_found else None
    digits = last_four(second_fact)
    if found is None or not digits or not _knows(found, digits):
        raise NotFound(LOOK_UP_FAILED)
    return found


def last_four(written: str) -> str:
    """The last four digits, also of somebody who wrote the whole number; nothing where it is neither."""
    digits = "".join(sign for sign in written if sign in "0123456789")
    return digits[-4:] if len(digits) == 4 or len(digits) >= len("900000001") else ""


LOOK_UP_FAILED = (
    "Không tìm thấy hồ sơ khớp với mã và 4 số cuối đã nhập. Hãy xem lại trên giấy hẹn: mã hồ sơ, và 4 số cuối của "
    "điện thoại hoặc số định danh của người nộp."
)


def _knows(dossier: Dossier, digits: str) -> bool:
    known = ["".join(letter for letter in fact if letter.isdigit()) for fact in secrets_of(dossier.applicant)]
    return any(fact.endswith(digits) for fact in known)


def dossiers_found(actor: Actor, text: str) -> QuerySet[Dossier]:
    """Visible dossiers by code, reference, name, phone, citizen number or procedure, in no order.

    With or without diacritics; a slip of the hand or an abbreviation is understood when nothing fits as typed. By its
    whole reference a desk also finds what waits elsewhere and may be received here (LC-15).
    """
    from motcua.dossiers.search import matching

    waiting = waiting_for_a_desk(actor, text)
    if waiting and may_receive_dossier(actor, waiting):
        return Dossier.objects.filter(pk=waiting.pk)
    return matching(lambda: visible_to(actor), _seen_by(actor), text.replace("\x00", ""))


def _seen_by(actor: Actor) -> tuple[str, tuple[Any, ...]]:
    """The ids of ``visible_to`` as SQL, put together once for an actor: that costs more than asking."""
    kept = directory().kept
    if actor not in kept:
        kept[actor] = visible_to(actor).order_by().values_list("pk").query.sql_with_params()
    found: tuple[str, tuple[Any, ...]] = kept[actor]
    return found


def waiting_for_a_desk(actor: Actor, text: str) -> Dossier | None:
    """What was handed in under exactly this reference and waits to be received, anywhere; for desk officers only."""
    reference = tidy_reference(text) if actor.has_role("desk_officer") else None
    return Dossier.objects.filter(reference=reference, state=State.SUBMITTED).first() if reference else None

"""A unit's own templates and how it numbers: kept in versions, each change in the ledger."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from django.db import transaction

from motcua.correspondence.models import LetterTemplate, OfficeBook
from motcua.correspondence.odt.ask import MOST_BYTES, look
from motcua.correspondence.policies import CLERK_ONLY, seat_in
from motcua.correspondence.queries import current_template
from motcua.correspondence.rules.kinds import kind_of
from motcua.correspondence.rules.numbering import checked_series, symbol_for
from motcua.correspondence.rules.placeholders import lacking, unknown
from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor

UNKNOWN = N_("Không có chỗ điền tên “%(name)s”. Hãy xem danh sách các chỗ điền ở dưới.")
MEANT = N_("Không có chỗ điền tên “%(name)s”. Có phải ý bạn là “%(meant)s”?")
LACKING = N_("Mẫu thiếu chỗ “%(name)s”: không có nó thì văn bản không đánh số, ghi ngày hay ký được.")
NO_PLACE = N_("Hãy ghi địa danh đứng trước ngày tháng, ví dụ Núi Sập.")
NO_OWN = N_("Loại này đang dùng mẫu có sẵn, không có mẫu riêng để bỏ.")


def keep_template(*, unit_id: int, kind: str, name: str, stream: BinaryIO, actor: Actor) -> LetterTemplate:
    """A new version of the unit's own template, looked through before. Refuses with NotPermitted, Invalid."""
    _clerk(actor, unit_id)
    kind_of(kind)
    looked = look(stream.read(MOST_BYTES + 1))
    _refuse_names(looked.names)
    at = clock.now()
    kept = keep_made(content=looked.content, name=name or f"mau-{kind}.odt", actor=actor, kind="odt")
    with transaction.atomic():
        last = LetterTemplate.objects.filter(unit_id=unit_id, kind=kind).order_by("-number").first()
        made = LetterTemplate.objects.create(
            unit_id=unit_id,
            kind=kind,
            number=last.number + 1 if last else 1,
            name=kept.name,
            file=kept,
            names=list(looked.names),
            added_by=actor.name,
            added_at=at,
        )
        _recorded(unit_id, actor, "keep_template", facts={"kind": kind, "number": made.number})
    return made


def drop_template(*, unit_id: int, kind: str, actor: Actor) -> None:
    """The shipped template is used again. Refuses with NotPermitted, NotFound."""
    _clerk(actor, unit_id)
    own = current_template(unit_id, kind)
    if own is None:
        raise NotFound(NO_OWN)
    with transaction.atomic():
        own.ended_at = clock.now()
        own.save(update_fields=["ended_at"])
        _recorded(unit_id, actor, "drop_template", facts={"kind": kind, "number": own.number})


def set_office_book(
    *, unit_id: int, symbol: str, section: str, place: str, series: Mapping[str, Sequence[str]], actor: Actor
) -> OfficeBook:
    """How the unit writes symbols and which kinds it numbers together; what has a number keeps it. Law: VB-04."""
    _clerk(actor, unit_id)
    symbol, section, place = symbol.strip(), section.strip(), " ".join(place.split())[:100]
    for kind in ("QĐ", "CV"):
        symbol_for(kind_of(kind), symbol, section)
    if not place:
        raise Invalid(NO_PLACE, {"place": Sentence(NO_PLACE)})
    told = {"symbol": symbol, "section": section, "place": place, "series": checked_series(series)}
    with transaction.atomic():
        kept, _ = OfficeBook.objects.update_or_create(unit_id=unit_id, defaults=told)
        _recorded(unit_id, actor, "set_office_book", facts=told)
    return kept


def _clerk(actor: Actor, unit_id: int) -> None:
    if not seat_in(actor, unit_id, "clerk"):
        raise NotPermitted(CLERK_ONLY)


def _refuse_names(names: Sequence[str]) -> None:
    for name, meant in unknown(names).items():
        if meant:
            told = {"name": name, "meant": meant}
            raise Invalid(MEANT, {"file": Sentence(MEANT, told)}, **told)
        raise Invalid(UNKNOWN, {"file": Sentence(UNKNOWN, {"name": name})}, name=name)
    for name in lacking(names):
        raise Invalid(LACKING, {"file": Sentence(LACKING, {"name": name})}, name=name)


def _recorded(unit_id: int, actor: Actor, act: str, *, facts: Mapping[str, object]) -> None:
    record(
        subject_kind="letter_office",
        subject_id=directory().unit(unit_id).code,
        act=act,
        actor=actor,
        facts=dict(facts),
        at=clock.now(),
    )

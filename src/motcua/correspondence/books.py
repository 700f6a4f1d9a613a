"""The registers of documents out and in, by the columns of annex IV (unverified): whose they are, and their rows."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from motcua.correspondence.models import Assignment, Incoming, Outgoing, Recipient
from motcua.correspondence.policies import READERS, authorities_of, visible_incoming, visible_outgoing
from motcua.correspondence.printing import Register, register_pdf
from motcua.correspondence.queries import span_of
from motcua.correspondence.rules.kinds import KINDS
from motcua.correspondence.wording import post_words
from motcua.kernel import clock
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor

MOST_EXPORTED = 5000
TOO_LONG = N_("Có hơn %(most)d văn bản nên không lấy ra thành một tệp được. Hãy thu hẹp lại, rồi lấy từng phần.")
NO_REGISTER = N_("Không có sổ này, hoặc sổ không thuộc phần bạn theo dõi.")
SOURCE = "Cột theo Phụ lục IV Nghị định 30/2020/NĐ-CP (chưa đối chiếu từng chữ)."
OUT_COLUMNS: Sequence[tuple[str, str]] = (
    (N_("Số, ký hiệu văn bản"), "32mm"),
    (N_("Ngày tháng văn bản"), "20mm"),
    (N_("Tên loại và trích yếu nội dung"), "2fr"),
    (N_("Người ký"), "32mm"),
    (N_("Nơi nhận văn bản"), "1fr"),
    (N_("Đơn vị, người nhận bản lưu"), "24mm"),
    (N_("Số lượng bản"), "16mm"),
    (N_("Ghi chú"), "20mm"),
)
IN_COLUMNS: Sequence[tuple[str, str]] = (
    (N_("Ngày đến"), "20mm"),
    (N_("Số đến"), "14mm"),
    (N_("Tác giả"), "1fr"),
    (N_("Số, ký hiệu văn bản"), "30mm"),
    (N_("Ngày tháng văn bản"), "20mm"),
    (N_("Tên loại và trích yếu nội dung"), "2fr"),
    (N_("Đơn vị hoặc người nhận"), "34mm"),
    (N_("Ngày chuyển"), "20mm"),
    (N_("Ký nhận"), "18mm"),
    (N_("Ghi chú"), "20mm"),
)
COLUMNS = {"di": OUT_COLUMNS, "den": IN_COLUMNS}
TITLES = {"di": N_("Sổ đăng ký văn bản đi"), "den": N_("Sổ đăng ký văn bản đến")}


def registers_for(actor: Actor) -> list[UnitRef]:
    """The authorities whose registers the officer reads."""
    known = directory()
    own = authorities_of(actor, *READERS)
    seen = [
        one
        for seat in actor.seats
        if seat.role == "inspector"
        for one in known.subtree_ids(getattr(known.authority_of(seat.unit_id), "id", seat.unit_id))
    ]
    units = [known.unit(one) for one in dict.fromkeys([*own, *seen])]
    return [one for one in units if one.kind in {"commune", "district", "province"} and one.is_operating]


def may_read_book(actor: Actor, unit_id: int) -> Answer:
    """Clerk, leader and inspector of the authority."""
    return yes() if any(one.id == unit_id for one in registers_for(actor)) else no(NO_REGISTER, NotFound)


def out_rows(actor: Actor, unit_id: int, span: tuple[date, date]) -> QuerySet[Outgoing]:
    """What the unit issued from the first day to the last, by number."""
    rows = visible_outgoing(actor).filter(unit_id=unit_id, promulgated_on__gte=span[0], promulgated_on__lte=span[1])
    kept = Recipient.objects.exclude(status="dropped").order_by("place")
    return rows.exclude(number=None).prefetch_related(Prefetch("recipients", kept))


def in_rows(actor: Actor, unit_id: int, span: tuple[date, date]) -> QuerySet[Incoming]:
    """What came to the unit and was registered from the first day to the last, by number."""
    begin, end = span_of(*span)
    rows = visible_incoming(actor).filter(unit_id=unit_id, registered_at__gte=begin, registered_at__lt=end)
    leads = Assignment.objects.filter(ended_at=None, is_lead=True)
    return rows.prefetch_related(Prefetch("assignments", leads))


def out_cells(one: Outgoing) -> list[str]:
    """The columns of a document that went out."""
    receivers = [each.name for each in one.recipients.all()]
    note = N_("Đã thu hồi") if one.state == "recalled" else ""
    return [
        one.code,
        f"{one.promulgated_on:%d/%m/%Y}" if one.promulgated_on else "",
        f"{KINDS[one.kind].name} {one.subject}",
        one.signer_name,
        "; ".join(receivers),
        "Văn thư",
        str(len(receivers) or ""),
        note,
    ]


def in_cells(one: Incoming) -> list[str]:
    """The columns of a document that came in."""
    leads = list(one.assignments.all())
    return [
        _day(one.registered_at),
        str(one.number or ""),
        one.author,
        one.code,
        f"{one.promulgated_on:%d/%m/%Y}" if one.promulgated_on else "",
        f"{KINDS[one.kind].name} {one.subject}",
        post_words(leads[0].post_id if leads else one.presented_to_id),
        _day(one.assigned_at or one.presented_at),
        "",
        "",
    ]


def whole(rows: Iterable[object]) -> list[object]:
    """All rows of a file, never cut without a word: refuses with Invalid where they are too many (read one more)."""
    found = list(rows)
    if len(found) > MOST_EXPORTED:
        raise Invalid(TOO_LONG, most=MOST_EXPORTED)
    return found


def cells(book: str, rows: Iterable[object]) -> list[list[str]]:
    """The rows of a register as it is printed."""
    return [out_cells(one) if isinstance(one, Outgoing) else in_cells(one) for one in rows]  # type: ignore[arg-type]


def book_pdf(book: str, unit: UnitRef, span: tuple[date, date], *, rows: Iterable[object]) -> bytes:
    """The register for paper. Law: VB-10."""
    first, last = span
    told = Register(unit.authority_name, TITLES[book], first, last, COLUMNS[book], cells(book, rows), SOURCE)
    return register_pdf(told, at=clock.now())


def _day(at: object) -> str:
    return f"{at.astimezone(clock.VIETNAM):%d/%m/%Y}" if hasattr(at, "astimezone") else ""

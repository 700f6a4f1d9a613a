"""What each statutory document says, in the order of its form."""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints.document import (
    Block,
    Document,
    Line,
    Table,
    Words,
    contact_line,
    line,
    person_lines,
    signature,
    titled,
    words,
)
from motcua.dossiers.prints.letters import printable
from motcua.dossiers.prints.sets import Form
from motcua.dossiers.prints.words import day_short, dong, moment_short, moment_words, two_digits

OUTCOMES = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}


def receipt(form: Form, facts: told.ReceiptFacts) -> Document:
    """Form 01."""
    office = facts.paper.office
    blocks: list[Block] = [
        Line("Mã hồ sơ", printable(facts.case.code), is_strong=True),
        line("Bộ phận tiếp nhận và trả kết quả", office.name),
        *person_lines(facts.case.person),
        line("Nội dung yêu cầu giải quyết", facts.case.procedure),
    ]
    if facts.represented:
        other = facts.represented
        blocks.append(line("Người được đại diện", f"{other.person.name}, {other.person.address}, {other.mandate}"))
    number = 0
    for asked in form.options["lines"]:
        parts = _receipt_part(asked["line"], facts)
        if not parts:
            continue
        number += bool(asked["numbered"])
        mark = f"{number}. " if asked["numbered"] else ""
        first = parts[0]
        named = Line(mark + first.label, first.value, is_strong=first.is_strong) if isinstance(first, Line) else first
        blocks += [named, *parts[1:]]
    return titled(
        form,
        facts.paper,
        facts.case,
        blocks,
        signatures=[signature("NGƯỜI NỘP HỒ SƠ", facts.submitter), signature("NGƯỜI TIẾP NHẬN HỒ SƠ", facts.receiver)],
        foot=" ".join(form.options.get("notes", ())) + f" Tra cứu tại {facts.case.lookup_url}",
    )


def _receipt_part(which: str, facts: told.ReceiptFacts) -> list[Any]:
    fees = ", ".join(f"{printable(fee.label)}: {dong(fee.amount)}" for fee in facts.fees) or "Không"
    if facts.fees:
        fees += " (đã nộp)" if facts.is_paid else " (chưa nộp)"
    papers = [
        [str(at), printable(paper.name), paper.kind, two_digits(paper.count)]
        for at, paper in enumerate(facts.papers, 1)
    ]
    parts: Mapping[str, list[Any]] = {
        "papers": [
            Line("Thành phần hồ sơ nộp gồm", " "),
            Table(("STT", "Tên giấy tờ", "Loại", "Số lượng"), papers, (1, 7, 2.6, 1.6)),
        ],
        "sets": [line("Số lượng hồ sơ", f"{two_digits(facts.sets)} bộ")],
        "limit": [line("Thời gian giải quyết theo quy định", facts.limit)],
        "received": [line("Thời gian nhận hồ sơ", moment_words(facts.received_at))],
        "due": [line("Thời gian trả kết quả", moment_words(facts.due_at), strong=True)],
        "delivery": [line("Đăng ký nhận kết quả", facts.delivery)],
        "fees": [line("Phí, lệ phí", fees)],
        "book": [line("Vào Sổ theo dõi hồ sơ", f"quyển số {facts.book}, số thứ tự {facts.book_number}")]
        if facts.book
        else [],
    }
    return parts[which]


def supplement(form: Form, facts: told.SupplementFacts) -> Document:
    """Form 02."""
    rows = [
        [str(at), printable(ask.name), _counts(ask), printable(f"{ask.reason}. {ask.rule}".strip(". "))]
        for at, ask in enumerate(facts.asks, 1)
    ]
    blocks: list[Block] = [
        Line("Mã hồ sơ", printable(facts.case.code), is_strong=True),
        line("Hồ sơ của", facts.case.person.name, strong=True),
        line("Nội dung yêu cầu giải quyết", facts.case.procedure),
        line("Địa chỉ", facts.case.person.address),
        line("Số điện thoại", facts.case.person.phone),
        line("Email", facts.case.person.email),
        *words("Yêu cầu ông/bà hoàn thiện hồ sơ gồm những nội dung như sau:"),
        Table(("TT", "Thành phần hồ sơ", "Số lượng", "Lý do, căn cứ"), rows, (0.8, 4, 2, 5)),
        *(words(f"Lý do: {facts.reason}") if facts.reason else ()),
        line("Bổ sung trước", moment_words(facts.answer_by), strong=True),
        *contact_line(facts.contact),
    ]
    return titled(form, facts.paper, facts.case, blocks, signatures=[signature("NGƯỜI HƯỚNG DẪN", facts.guide)])


def _counts(ask: told.AskRow) -> str:
    pairs = ((ask.originals, "bản chính"), (ask.certified, "bản chứng thực"), (ask.copies, "bản photo"))
    return ", ".join(f"{two_digits(count)} {name}" for count, name in pairs if count) or "01 bản"


def refusal(form: Form, facts: told.RefusalFacts) -> Document:
    """Form 03."""
    blocks: list[Block] = [
        *person_lines(facts.case.person),
        line("Mã hồ sơ", facts.case.code),
        line("Nội dung yêu cầu giải quyết", facts.case.procedure),
        *words(
            f"Qua xem xét, {facts.paper.office.name} thông báo không tiếp nhận, giải quyết hồ sơ này "
            "với lý do cụ thể như sau:"
        ),
        *(part for reason in facts.reasons for part in words(reason, is_strong=True)),
    ]
    if facts.legal_basis:
        blocks.append(line("Căn cứ", facts.legal_basis))
    if facts.competent:
        other = facts.competent
        where = ", ".join(part for part in (other.name, other.address, other.phone, other.web) if part)
        blocks.append(line("Cơ quan có thẩm quyền giải quyết", where))
    blocks += contact_line(facts.contact)
    return titled(
        form,
        facts.paper,
        facts.case,
        blocks,
        signatures=[signature("NGƯỜI NỘP HỒ SƠ", facts.submitter), signature("NGƯỜI TIẾP NHẬN", facts.receiver)],
    )


def apology(form: Form, facts: told.ApologyFacts) -> Document:
    """Form 04."""
    office = facts.paper.office
    case = facts.case
    blocks: list[Block] = [
        Words(printable(f"Kính gửi: {case.person.name}"), align="center", is_strong=True),
        *words(
            f"{moment_words(facts.received_at)}, {facts.received_by or office.name} tiếp nhận hồ sơ đề nghị giải "
            f"quyết thủ tục {case.procedure} của ông/bà; mã hồ sơ: {case.code}; số định danh: {case.person.number}."
        ),
        line("Thời gian hẹn trả kết quả", moment_words(facts.old_due_at)),
        *words("Đến nay, cơ quan chưa trả kết quả giải quyết hồ sơ của ông/bà đúng thời hạn đã hẹn."),
        line("Lý do", facts.reason, strong=True),
        *words(
            f"Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của ông/bà. "
            f"{office.parent_name or office.name} "
            "xin lỗi ông/bà và sẽ trả kết quả giải quyết hồ sơ vào:"
        ),
        Words(printable(moment_words(facts.new_due_at)), align="center", is_strong=True),
        *contact_line(facts.contact),
        *words("Mong nhận được sự thông cảm của ông/bà."),
    ]
    return titled(form, facts.paper, case, blocks, signatures=[signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", facts.head)])


def stop(form: Form, facts: told.StopFacts) -> Document:
    """Form 05."""
    case = facts.case
    blocks: list[Block] = [
        Words(printable(f"Kính gửi: {case.person.name}"), align="center", is_strong=True),
        line("Mã hồ sơ", case.code, strong=True),
        line("Thủ tục hành chính", case.procedure),
        line("Thời gian nhận hồ sơ", moment_words(facts.received_at)),
        *words(
            f"{facts.paper.office.parent_name or facts.paper.office.name} thông báo dừng giải quyết hồ sơ nêu trên."
        ),
        line("Dừng từ", moment_words(facts.stopped_at), strong=True),
        line("Lý do", facts.reason),
        *([line("Căn cứ", facts.legal_basis)] if facts.legal_basis else []),
        *words(facts.papers_note),
        *words(facts.fees_note),
        *contact_line(facts.contact),
    ]
    return titled(form, facts.paper, case, blocks, signatures=[signature("NGƯỜI KÝ THÔNG BÁO", facts.signer)])


def control_sheet(form: Form, facts: told.ControlSheetFacts) -> Document:
    """Form 06 (2018: 05)."""
    rows = [
        [
            printable(f"1. Giao: {one.giver_unit}"[:300]) + "\n" + printable(f"2. Nhận: {one.receiver_unit}"[:300]),
            moment_words(one.at)
            + "\n"
            + printable(f"Người giao: {one.giver or '……'}")
            + "\n"
            + printable(f"Người nhận: {one.receiver or '……'}"),
            OUTCOMES.get(one.outcome, one.outcome),
            printable(one.note),
        ]
        for one in facts.hand_overs
    ]
    blocks: list[Block] = [
        line("Kèm theo hồ sơ của", facts.case.person.name, strong=True),
        line("Mã hồ sơ", facts.case.code, strong=True),
        line("Thủ tục", facts.case.procedure),
        line("Ngày nhận hồ sơ", moment_words(facts.received_at)),
        line("Hẹn trả kết quả", moment_words(facts.due_at)),
        line("Cơ quan (bộ phận) giải quyết hồ sơ", facts.handling),
        line("Cơ quan phối hợp giải quyết hồ sơ", ", ".join(facts.cooperating) or "Không"),
        Table(("TÊN CƠ QUAN", "THỜI GIAN GIAO, NHẬN HỒ SƠ", "KẾT QUẢ GIẢI QUYẾT", "GHI CHÚ"), rows, (4, 4.6, 1.8, 2.2)),
    ]
    return titled(form, facts.paper, facts.case, blocks)


def register(form: Form, facts: told.RegisterFacts) -> Document:
    """Form 07 (2018: 06)."""
    rows = [
        [
            str(facts.first_number + at),
            printable(one.code),
            printable(one.procedure),
            printable(one.person),
            printable(one.contact),
            printable(one.handling),
            moment_short(one.received_at),
            moment_short(one.due_at),
            moment_short(one.returned_at),
            printable(one.delivery),
            printable(one.signed_by),
        ]
        for at, one in enumerate(facts.rows)
    ]
    heads = (
        "STT",
        "Mã hồ sơ",
        "Tên TTHC",
        "Tên tổ chức, cá nhân",
        "Địa chỉ, SĐT",
        "Cơ quan chủ trì",
        "Nhận hồ sơ",
        "Hẹn trả",
        "Trả kết quả",
        "Phương thức nhận",
        "Ký nhận",
    )
    span = f"Từ ngày {day_short(facts.since)} đến ngày {day_short(facts.until)}"
    blocks: list[Block] = [
        Words(span + (f", quyển số {facts.book}" if facts.book else ""), align="center", is_italic=True),
        Table(heads, rows, (0.9, 3.2, 4, 3, 2.2, 2.6, 2, 2, 2, 2.2, 1.8)),
    ]
    return titled(form, facts.paper, None, blocks, is_wide=True)


CONTENTS: Mapping[str, Callable[[Form, Any], Document]] = {
    "receipt": receipt,
    "supplement": supplement,
    "refusal": refusal,
    "apology": apology,
    "stop": stop,
    "control_sheet": control_sheet,
    "register": register,
}

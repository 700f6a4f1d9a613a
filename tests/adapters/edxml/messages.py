"""Letters and statuses to write and read, by example and by chance."""

import unicodedata
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from motcua.correspondence.ports import (
    Attachment,
    Body,
    Change,
    Letter,
    Priority,
    Purpose,
    Reference,
    Signer,
    Status,
    StatusCode,
    Steering,
)

OURS, THEIRS = "H01.52.03", "000.00.18.H01"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
EVERY = unicodedata.normalize("NFC", "".join(one + tone for one in VOWELS for tone in TONES) + "đ")
EVERY += EVERY.upper()
AT = datetime(2026, 11, 2, 1, 30, 15, tzinfo=UTC)


def letter(**told) -> Letter:
    """A plain letter, with what the test says."""
    given = {
        "document_id": f"{THEIRS},2026/11/02,12",
        "sender": Body(THEIRS, "Sở Nội vụ"),
        "receivers": (Body(OURS, "Ủy ban nhân dân xã Thoại Sơn"),),
        "number": "12",
        "symbol": "SNV-CCHC",
        "place": "An Giang",
        "promulgated_on": date(2026, 11, 2),
        "kind": "CV",
        "kind_name": "Công văn",
        "subject": "V/v rà soát hồ sơ & <kết quả>",
        "signer": Signer("KT. GIÁM ĐỐC", "Phó Giám đốc", "Đặng Thị Ngọc Ánh"),
        "files": (Attachment("công văn.pdf", "application/pdf", b"%PDF-1.7\n\x00\xff", "Toàn văn"),),
        "sent_at": AT,
    }
    return Letter(**{**given, **told})


def status(**told) -> Status:
    """A plain status, with what the test says."""
    given = {
        "about": Reference(f"{THEIRS},2026/11/02,12", THEIRS, "12/SNV-CCHC", date(2026, 11, 2)),
        "sender": Body(OURS, "Ủy ban nhân dân xã Thoại Sơn"),
        "code": StatusCode.ACCEPTED,
        "at": AT,
        "description": "Đã tiếp nhận",
        "staff": "Nguyễn Thị Thuỳ Dương",
    }
    return Status(**{**given, **told})


# --- by chance -------------------------------------------------------------------------------------------------------

LETTERS = st.one_of(
    st.sampled_from(EVERY),
    st.sampled_from(" \n\r\t&<>\"'/.,;–“”"),
    st.characters(exclude_categories=("C", "Z"), max_codepoint=0x1FFFF),
)
texts = st.text(LETTERS, max_size=40).map(lambda told: unicodedata.normalize("NFC", told).strip())
words = texts.filter(bool)
organs = st.from_regex(r"[A-Z0-9][A-Za-z0-9.]{2,20}", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
bodies = st.builds(Body, organs, words, texts, texts, texts, texts, texts, texts)
references = st.builds(Reference, words, organs, texts, st.none() | days)


def some(of, **sizes):
    return st.lists(of, **sizes).map(tuple)


names = st.text(st.sampled_from(EVERY + " -_()0123456789"), min_size=1, max_size=30).map(
    lambda told: f"{told.strip() or 'x'}.pdf"
)
files = st.builds(Attachment, names, st.just("application/pdf"), st.binary(max_size=300), texts)
plain = {"reason": texts, "with_paper": st.booleans(), "staff": texts, "department": texts}
plain |= {"mobile": texts, "email": texts}
changes = st.one_of(
    st.builds(Change, purpose=st.sampled_from([Purpose.NEW, Purpose.RECALL]), document_id=texts, **plain),
    st.builds(Change, purpose=st.just(Purpose.REPLACE), document_id=words, **plain),
    st.builds(
        Change,
        purpose=st.just(Purpose.UPDATE),
        document_id=texts,
        added=some(organs, max_size=3),
        removed=some(organs, max_size=3),
        **plain,
    ),
)
letters = st.builds(
    Letter,
    document_id=words,
    sender=bodies,
    receivers=some(bodies, min_size=1, max_size=4),
    number=words,
    symbol=words,
    place=texts,
    promulgated_on=days,
    kind=texts,
    kind_name=words,
    subject=words,
    signer=st.builds(Signer, texts, texts, texts),
    content=texts,
    due_on=st.none() | days,
    to_places=some(words, max_size=4),
    priority=st.sampled_from(Priority),
    steering=st.sampled_from(Steering),
    sphere=texts,
    drafted_by=texts,
    copies=st.integers(0, 1000),
    pages=st.integers(0, 1000),
    appendixes=some(words, max_size=3),
    response_for=some(references, max_size=3),
    change=changes,
    files=some(files, max_size=3),
    sent_at=st.none() | moments,
)
statuses = st.builds(
    Status,
    about=references,
    sender=bodies,
    code=st.sampled_from(StatusCode),
    at=moments,
    description=texts,
    staff=texts,
    department=texts,
    mobile=texts,
    email=texts,
)

"""Exchange of official documents with other systems: what is sent and received, whatever the wire.

Source: QCVN 102:2016/BTTTT and QĐ 28/2018/QĐ-TTg, as far as docs/law knows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Literal, Protocol


class Priority(IntEnum):
    """How urgent a document is (độ khẩn)."""

    NORMAL = 0
    URGENT = 1  # khẩn
    VERY_URGENT = 2  # thượng khẩn
    EXPRESS = 3  # hỏa tốc
    EXPRESS_BY_HOUR = 4  # hỏa tốc hẹn giờ


class Steering(IntEnum):
    """Whether a document directs its receivers or reports to them."""

    NONE = 1
    DIRECTIVE = 2
    REPORT = 3


class StatusCode(StrEnum):
    """What a receiver tells of a document that was sent to it."""

    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    AWAITING = "04"
    IN_PROGRESS = "05"
    COMPLETED = "06"
    RECALL = "13"
    CHANGE_AGREED = "15"
    CHANGE_REFUSED = "16"


class Purpose(IntEnum):
    """Why a document is sent: anew, or about one that was sent before."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3


@dataclass(frozen=True)
class Body:
    """An agency as the exchange knows it; ``organ_id`` as H41.18 or 000.00.18.H41."""

    organ_id: str
    name: str
    in_charge: str = ""  # the agency above it
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signed: on whose behalf (TM., KT., …), in which position."""

    competence: str
    position: str
    full_name: str


@dataclass(frozen=True)
class Attachment:
    """One file of a document."""

    name: str
    media_type: str
    content: bytes
    description: str = ""


@dataclass(frozen=True)
class Reference:
    """A document that this one answers, recalls, updates or replaces."""

    document_id: str
    organ_id: str
    code: str  # number and symbol, as 12/QĐ-UBND
    promulgated_on: date | None


@dataclass(frozen=True)
class Change:
    """What a document does to one sent before; for a new one only the staff is told."""

    purpose: Purpose = Purpose.NEW
    reason: str = ""
    document_id: str = ""
    added: Sequence[str] = ()  # organ ids that receive it too, with an update
    removed: Sequence[str] = ()
    with_paper: bool = False
    staff: str = ""
    department: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True)
class Letter:
    """One official document on its way between systems. ``document_id`` is unique for ever and given by the sender."""

    document_id: str
    sender: Body
    receivers: Sequence[Body]
    number: str  # 12
    symbol: str  # QĐ-UBND
    place: str
    promulgated_on: date
    kind: str  # code of the kind, as QĐ
    kind_name: str
    subject: str
    signer: Signer
    content: str = ""
    due_on: date | None = None
    to_places: Sequence[str] = ()
    priority: Priority = Priority.NORMAL
    steering: Steering = Steering.NONE
    sphere: str = ""
    drafted_by: str = ""  # mark of who typed it
    copies: int = 0
    pages: int = 0
    appendixes: Sequence[str] = ()
    response_for: Sequence[Reference] = ()
    change: Change = field(default_factory=Change)
    files: Sequence[Attachment] = ()
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Status:
    """What happened to a document at its receiver."""

    about: Reference
    sender: Body
    code: StatusCode
    at: datetime
    description: str = ""
    staff: str = ""
    department: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True)
class Proof:
    """Who signed a message as a whole, and whether that holds."""

    signer: str
    holds: bool
    trusted: bool


@dataclass(frozen=True)
class Waiting:
    """A message that lies ready to be fetched."""

    doc_id: str
    kind: Literal["letter", "status"]
    organ_id: str  # whom it is for
    sender: str  # organ id
    at: datetime | None


class ExchangeRefused(Exception):
    """The exchange said no, or cannot be reached; ``is_final`` tells that trying again is of no use."""

    def __init__(self, sentence: str, *, is_final: bool) -> None:
        self.is_final = is_final
        super().__init__(sentence)


class MessageUnreadable(ExchangeRefused):
    """A message that lies ready came whole and can never be read, however often it is fetched."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, is_final=True)


class Exchange(Protocol):
    """The axis that carries documents between systems. Every call may raise ExchangeRefused."""

    def send(self, letter: Letter) -> str:
        """Hand a document over; the id that the axis gives it. Sent twice with one ``document_id`` it is one."""
        ...

    def tell(self, status: Status) -> None:
        """Tell the sender of a document what became of it."""
        ...

    def waiting(self, organ_id: str) -> Sequence[Waiting]:
        """What lies ready for an agency, oldest first."""
        ...

    def fetch(self, waiting: Waiting) -> tuple[Letter | Status, Proof | None]:
        """A message whole; it stays ready until ``done`` or ``set_aside``. Raises MessageUnreadable, too."""
        ...

    def done(self, waiting: Waiting) -> None:
        """The message is kept here; it need not be listed again."""
        ...

    def set_aside(self, waiting: Waiting) -> None:
        """The message could not be read and never will be; it need not be listed again."""
        ...

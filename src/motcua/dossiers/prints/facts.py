"""What the statutory documents say: plain values, frozen, told by whoever prints."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Office:
    """The body at the head of a document."""

    name: str
    parent_name: str = ""
    address: str = ""
    phone: str = ""
    place: str = ""
    website: str = ""
    email: str = ""


@dataclass(frozen=True)
class Person:
    """Whom the dossier is for: a citizen or an organisation, as the law wants them named."""

    name: str
    number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    is_organisation: bool = False


@dataclass(frozen=True)
class Representative:
    """Who handed the dossier in for the applicant, and by what mandate."""

    person: Person
    mandate: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs: the title stands above (one line per line of text), the name below.

    What was done on the system says since when: ``confirmed_at`` by a person, ``made_at`` by the system alone. A
    paper with neither leaves the place for the hand. No digital signature is spoken of before there is one.
    """

    name: str = ""
    title: str = ""
    confirmed_at: datetime | None = None
    made_at: datetime | None = None
    to_sign: bool = False  # the place is named, a digital signature will stand there


@dataclass(frozen=True)
class Contact:
    """Whom to ask about a document."""

    name: str = ""
    phone: str = ""
    web: str = ""


@dataclass(frozen=True)
class Case:
    """What every document about one dossier repeats; ``lookup_url`` goes into the QR.

    Before the receipt there is no ``code``, only the ``reference`` under which the application was sent.
    """

    code: str
    procedure_code: str
    procedure: str
    person: Person
    lookup_url: str = ""
    reference: str = ""

    @property
    def sought(self) -> str:
        """What the case is looked up by."""
        return self.code or self.reference


@dataclass(frozen=True)
class Paper:
    """The document itself: who issues it, under which number, when; no ``issued_at`` means a draft.

    ``own_words`` are what the procedure adds to the form.
    """

    office: Office
    number: str = ""
    issued_at: datetime | None = None
    own_words: str = ""


@dataclass(frozen=True)
class PaperRow:
    """One paper handed in: ``kind`` in words (bản chính, bản sao, bản điện tử)."""

    name: str
    kind: str = ""
    count: int = 1


@dataclass(frozen=True)
class FeeRow:
    """One fee or charge in whole dong."""

    label: str
    amount: int


@dataclass(frozen=True)
class ReceiptFacts:
    """Form 01: what was received, and when the result is to be expected.

    ``is_fee_open``: whether and how much is to be paid is not known yet, which is not the same as nothing.
    ``may_change``: the date rests on days off that were not all announced when it was promised (CL-13).
    ``handled_by``: the competent body, where another one's desk received the case; code and numbers are its own.
    """

    paper: Paper
    case: Case
    received_at: datetime
    due_at: datetime | None
    may_change: bool = False
    papers: tuple[PaperRow, ...] = ()
    sets: int = 1
    limit: str = ""
    delivery: str = ""
    fees: tuple[FeeRow, ...] = ()
    is_paid: bool = False
    is_fee_open: bool = False
    handled_by: str = ""
    representative: Representative | None = None
    book: str = ""
    book_number: str = ""
    submitter: Signature = Signature()
    receiver: Signature = Signature()


@dataclass(frozen=True)
class AskRow:
    """One paper to add or put right: how many of each kind, why, and by which rule."""

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True)
class SupplementFacts:
    """Form 02: everything that is missing, at once; the office asks once, and again only by a leader's consent."""

    paper: Paper
    case: Case
    asks: tuple[AskRow, ...]
    reason: str = ""
    answer_by: datetime | None = None
    contact: Contact = Contact()
    guide: Signature = Signature()
    consent_by: str = ""
    consent_reason: str = ""


@dataclass(frozen=True)
class Competent:
    """The body that can help instead, and how to reach it."""

    name: str
    address: str = ""
    phone: str = ""
    web: str = ""


@dataclass(frozen=True)
class RefusalFacts:
    """Form 03: why the dossier is not taken, and who is competent."""

    paper: Paper
    case: Case
    reasons: tuple[str, ...]
    legal_basis: str = ""
    competent: Competent | None = None
    contact: Contact = Contact()
    submitter: Signature = Signature()
    receiver: Signature = Signature()


@dataclass(frozen=True)
class ApologyFacts:
    """Form 04: the office is late, says why, apologises and names the new moment."""

    paper: Paper
    case: Case
    received_at: datetime
    old_due_at: datetime
    new_due_at: datetime
    reason: str
    received_by: str = ""
    contact: Contact = Contact()
    head: Signature = Signature()


@dataclass(frozen=True)
class StopFacts:
    """Form 05: the handling ends; since when, why, and what happens to papers and fees."""

    paper: Paper
    case: Case
    received_at: datetime | None
    stopped_at: datetime
    reason: str
    legal_basis: str = ""
    papers_note: str = ""
    fees_note: str = ""
    contact: Contact = Contact()
    signer: Signature = Signature()


@dataclass(frozen=True)
class RejectionFacts:
    """The written answer that what was asked for is not granted: why, by which rule, signed by who decided."""

    paper: Paper
    case: Case
    received_at: datetime | None
    reason: str
    legal_basis: str
    contact: Contact = Contact()
    signer: Signature = Signature()


@dataclass(frozen=True)
class HandOver:
    """One hand-over of the dossier; ``outcome`` (early, on_time, late) is what the receiver entered."""

    giver_unit: str
    receiver_unit: str
    at: datetime | None
    giver: str = ""
    receiver: str = ""
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True)
class ControlSheetFacts:
    """Form 06 (2018: 05): the way of a dossier from hand to hand."""

    paper: Paper
    case: Case
    received_at: datetime | None
    due_at: datetime | None
    handling: str
    hand_overs: tuple[HandOver, ...]
    cooperating: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterRow:
    """One dossier in the register, by its running number; ``signed_by`` is who took the result."""

    number: int | None
    code: str
    procedure: str
    person: str
    contact: str
    handling: str
    received_at: datetime
    due_at: datetime | None = None
    returned_at: datetime | None = None
    delivery: str = ""
    signed_by: str = ""
    sets: int = 1
    note: str = ""


@dataclass(frozen=True)
class RegisterFacts:
    """Form 07 (2018: 06): all dossiers of a period, in the order of receipt."""

    paper: Paper
    rows: tuple[RegisterRow, ...]
    since: date
    until: date
    book: str = ""
    keeper: Signature = Signature()


@dataclass(frozen=True)
class ResultFacts:
    """The draft of a result: heading and paragraphs already filled, the title over the signature."""

    paper: Paper
    case: Case
    title: str
    paragraphs: tuple[str, ...]
    signer: str
    printed_at: datetime


Facts = (
    ReceiptFacts
    | SupplementFacts
    | RefusalFacts
    | ApologyFacts
    | StopFacts
    | RejectionFacts
    | ControlSheetFacts
    | RegisterFacts
    | ResultFacts
)

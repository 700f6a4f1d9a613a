"""A whole case as the API gives it: what its page shows, part by part."""

from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from motcua.web.api.parsing import Sent
from motcua.web.api.shapes import Ask, Consent, Dossier, Entry, Moment


class BothFacts(Sent):
    """What the applicant tells at a desk."""

    code: str = Field(max_length=80, description="The code or the reference of the case, however it is written.")
    digits: str = Field(
        max_length=20, description="The last four digits of the phone or personal number of who handed in."
    )


class Verdict(Schema):
    """What the check said of a file when it came in."""

    code: str = Field(description="“readable”, else what is the matter.")
    is_ok: bool
    sentence: str
    advice: str
    notes: list[str]
    pages: int | None
    signature: str = Field(description="none, intact, broken or untrusted.")


class KeptFile(Schema):
    """A file of a case."""

    id: UUID
    name: str
    size: int
    media_type: str
    verdict: Verdict
    url: str = Field(description="Where it is downloaded, with the same key.")


class Paper(Schema):
    """A paper handed in for a requirement; a replaced one stays, marked with when."""

    id: int
    requirement: str
    name: str
    kind: str = Field(description="original, copy or electronic.")
    copies: int
    source: str = Field(description="upload, scan, shown or store.")
    added_at: Moment
    replaced_at: Moment | None
    file: KeptFile | None


class AnswerRow(Schema):
    """One question with its answer in words."""

    field: str
    label: str
    text: str


class AnswerGroup(Schema):
    """The answers of one page of the form."""

    key: str
    title: str
    rows: list[AnswerRow]


class Fee(Schema):
    """What is to be paid, in dong."""

    lines: list[dict[str, Any]]
    total: int
    paid: int
    left: int
    is_open: bool = Field(description="The amount is not confirmed yet.")


class TraceLine(Schema):
    """One reason why the due moment is that moment."""

    at: Moment
    is_day: bool = Field(description="The whole day counts, not the moment.")
    sentence: str


class Clock(Schema):
    """The clock that matters now, and why the result is due when it is."""

    label: str
    until: Moment | None
    left: str
    tone: str = Field(description="calm, soon, late, stopped, done or ended.")
    used_minutes: int = Field(description="Working minutes, without the waits.")
    allotted_minutes: int
    promised_at: Moment | None = Field(description="When the result is due, while another moment matters.")
    trace: list[TraceLine]


class Turn(Schema):
    """Whose turn it is, as the applicant reads it."""

    turn: str = Field(description="yours, office, overdue, elsewhere, done or ended.")
    words: str
    who: str
    since: Moment
    until: Moment | None


class Station(Schema):
    """A step of the internal process."""

    key: str
    name: str
    role: str
    state: Literal["done", "current", "todo"]


class Process(Schema):
    """The way of the case with its present step, and the conditional steps that ``transfer_step`` may choose."""

    steps: list[Station]
    present: str
    since: Moment
    due_at: Moment | None
    choosable: list[str]


class Supplement(Schema):
    """A request to complete the papers; open while ``closed_at`` is null."""

    id: UUID
    at_door: bool
    asks: list[Ask]
    asked_by: str
    asked_at: Moment
    answer_due_at: Moment
    consent_by: str
    consent_reason: str
    answered_at: Moment | None
    closed_at: Moment | None


class Opinion(Schema):
    """A question to another body: in parallel (opinion) or with the whole case (forward)."""

    id: UUID
    kind: str
    unit_id: int
    unit: str
    post_id: int | None
    question: str
    asked_by: str
    asked_at: Moment
    due_at: Moment
    answer: str
    agrees: bool | None
    answered_by: str
    answered_at: Moment | None
    is_silence: bool
    dropped_at: Moment | None


class Extension(Schema):
    """A new date: asked for and decided, or told with an apology."""

    id: UUID
    kind: str
    reason: str
    old_due_at: Moment
    new_due_at: Moment
    asked_by: str
    asked_at: Moment
    decided_by: str
    decided_at: Moment | None
    is_granted: bool | None
    dropped_at: Moment | None


class Result(Schema):
    """What the applicant gets; officers also see the draft that is not approved yet."""

    id: UUID
    name: str
    number: str
    outcome: str
    text: str
    drafted_by: str
    drafted_at: Moment
    approved_by: str
    approved_at: Moment | None
    file: KeptFile | None


class HandedOver(Schema):
    """The proof that the result reached its person."""

    way: str
    receiver_name: str
    receiver_number: str
    mandate: str
    tracking: str
    confirmed_by: str
    handed_by: str
    at: Moment


class Rated(Schema):
    """How the applicant was served."""

    score: int
    reasons: list[str]
    comment: str
    at: Moment


class Document(Schema):
    """A statutory document that was issued."""

    id: UUID
    key: str
    name: str
    number: str
    issued_by: str
    issued_at: Moment
    url: str


class Remark(Schema):
    """A note inside the office."""

    author: str
    text: str
    at: Moment


class Read(Schema):
    """Who looked at the case."""

    name: str
    way: str
    at: Moment


class Offer(Schema):
    """An act whose moment it is: what to call, and why not where it is not allowed."""

    act: str = Field(description="The operationId of the act.")
    label: str
    is_allowed: bool
    why: str = Field(description="Why it is not allowed; empty where it is.")
    is_primary: bool
    href: str = Field(description="Where it is POSTed, ids filled in.")


class Case(Dossier):
    """A whole case as its page shows it. What is the office's own is empty for its owner."""

    unit: str
    received_at_unit: str
    helped_at_unit: str
    applicant: dict[str, Any]
    delivery: dict[str, Any]
    consent: dict[str, Any]
    answers: dict[str, Any]
    summary: list[AnswerGroup]
    papers: list[Paper]
    fee: Fee
    clock: Clock
    turn: Turn
    process: Process
    timeline: list[Entry]
    supplement: Supplement | None = Field(description="What the office waits for now.")
    supplements: list[Supplement]
    opinions: list[Opinion]
    extensions: list[Extension]
    consents: list[Consent]
    results: list[Result]
    hand_over: HandedOver | None
    rating: Rated | None
    documents: list[Document]
    notes: list[Remark]
    readings: list[Read]
    acts: list[Offer]

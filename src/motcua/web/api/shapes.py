"""What the API takes and gives, field by field."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from motcua.kernel import clock
from motcua.web.api.parsing import Sent

# Always told with Vietnam's offset.
Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(clock.VIETNAM))]


class Hit(Schema):
    """A procedure found."""

    code: str
    name: str
    field: str
    short_name: str = ""
    is_operable: bool = False


class Unit(Schema):
    """A unit: a commune that takes applications, a body that can be asked."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None


class Post(Schema):
    """A post, which holds cases and is asked questions."""

    id: int
    unit_id: int
    role: str
    title: str
    fields: list[str]
    is_held: bool = Field(description="Somebody who can sign in sits or acts there today.")


class Procedure(Schema):
    """A procedure with its bundle (papers, form, fee, time limits, process) as published."""

    code: str
    version: UUID | None
    number: int | None
    valid_from: date | None
    bundle: dict[str, Any]


class NewDraft(Sent):
    """Begin an application; ``at_counter`` for an officer who types for a citizen."""

    procedure: str = Field(max_length=20)
    unit: int | None = None
    at_counter: bool = False


class CounterConsent(Sent):
    """At the counter: the person agrees that the officer hands it in for them, and who typed it."""

    given: bool
    typed_by: Literal["staff", "assisted"] = "staff"
    by_post: bool = False


class DraftChange(Sent):
    """Parts to merge into a draft."""

    unit: int | None = None
    answers: dict[str, Any] | None = None
    applicant: dict[str, Any] | None = None
    delivery: dict[str, Any] | None = None
    consent: CounterConsent | None = None


class Draft(Schema):
    """An application being filled."""

    id: UUID
    procedure_code: str
    version_id: UUID
    unit_id: int | None
    at_counter: bool
    answers: dict[str, Any]
    papers: dict[str, Any] = Field(description="Requirement key to the papers given for it.")
    applicant: dict[str, Any]
    delivery: dict[str, Any]
    consent: dict[str, Any]
    saved_at: Moment
    submitted_at: Moment | None
    is_outdated: bool = Field(description="A new version of the procedure is in force: move the draft to it.")
    faults: dict[str, str] = Field(description="What still keeps it from being handed in, by field.")


class Moved(Schema):
    """What became of a draft under the version in force now."""

    draft: Draft
    number: int = Field(description="Of the version that it is on now.")
    changed: list[str] = Field(description="The parts of the procedure that differ.")
    answers_carried: list[str] = Field(description="Questions whose answers still fit.")
    answers_dropped: list[str] = Field(description="Questions whose answers do not fit any more.")
    papers_carried: list[str]
    papers_not_asked: list[str] = Field(description="Requirements that are not asked for any more.")


class Dossier(Schema):
    """A case as its owner and its officers see it."""

    id: UUID
    reference: str
    code: str | None
    procedure_code: str
    title: str
    state: str
    national_status: int
    outcome: str
    waits_on: str
    holder: str
    holder_post_id: int | None
    holder_unit_id: int | None
    step_key: str
    competent_unit_id: int
    applicant_name: str
    applicant_kind: str
    represented_by: str
    channel: str
    typed_by: str
    submitted_at: Moment
    received_at: Moment | None
    due_at: Moment | None
    attention_at: Moment | None
    finished_at: Moment | None
    closed_at: Moment | None
    version: int


class Tracked(Schema):
    """What anyone with the code and a second fact may know."""

    code: str
    title: str
    state: str
    national_status: int
    turn: str
    who: str
    since: Moment
    until: Moment | None
    due_at: Moment | None
    trace: list[str]


class After(Schema):
    """After which row a page begins."""

    after: str = Field("", max_length=400, description="``following`` of the page before.")


class Dossiers(Schema):
    """One page of cases; ``next`` is the address of the following one, null on the last."""

    rows: list[Dossier]
    following: str
    next: str | None


class Question(Schema):
    """A question of another unit that waits at the caller's posts; the case with the whole of it is opened by id."""

    id: UUID
    dossier_id: UUID
    kind: str
    question: str
    asked_by: str
    due_at: Moment


class Inbox(Dossiers):
    """One page of an officer's queue, and the questions of other bodies that wait beside it."""

    opinions: list[Question]


class Entry(Schema):
    """One line of the history."""

    seq: int
    at: Moment
    act: str
    who: str
    sentence: str


class Nothing(Sent):
    """No facts."""


class Note(Sent):
    """An optional remark."""

    note: str = ""


class Transfer(Note):
    """An optional remark, and the key of a conditional step of the process where one is chosen."""

    step: str = ""


class Reason(Sent):
    """Why."""

    reason: str


class Refusal(Reason):
    """Why it is not taken, by which rule, who is competent."""

    rule: str = ""
    competent: str = ""
    competent_address: str = ""
    competent_phone: str = ""


class Reseat(Sent):
    """From which post to which."""

    from_post_id: int
    to_post_id: int


class Stop(Reason):
    """Why the handling ends, by which rule."""

    rule: str = ""


class Ask(Sent):
    """One paper to complete."""

    requirement: str
    name: str
    reason: Literal["missing", "incorrect", "outdated"]
    explain: str
    rule: str = ""


class Asks(Sent):
    """Everything that is missing, in one request."""

    asks: list[Ask] = Field(max_length=50)


class AsksAgain(Asks):
    """The same once more, which needs a reason and a leader's consent."""

    reason: str


class Consent(Schema):
    """A wish to ask once more, and what became of it."""

    id: UUID
    asks: list[Ask]
    reason: str
    asked_by: str
    asked_at: Moment
    decided_by: str
    decided_at: Moment | None
    is_granted: bool | None
    answer: str
    dropped_at: Moment | None


class Supplied(Sent):
    """Stored files by requirement key, and a written answer."""

    files: dict[str, list[UUID]] = {}
    answer: str = ""
    brought_by: str = Field(default="", description="For a desk officer: who brought the papers.")
    consent: bool = Field(default=False, description="For a desk officer: it was read out to them and they agree.")


class Consult(Sent):
    """Which body, what to answer, in how many working days."""

    unit: int
    question: str
    days: int = 3


class Answer(Sent):
    """A consulted body's answer."""

    answer: str


class Assign(Sent):
    """Another post."""

    post: int
    note: str = ""


class NewDate(Sent):
    """A new day and why."""

    new_date: date
    reason: str


class Suspend(Sent):
    """Why, and when to look again."""

    review_on: date
    reason: str


class Payment(Sent):
    """What came in, in dong."""

    amount: int
    way: Literal["cash", "transfer", "post"]
    receipt: str = ""


class ResultDraft(Sent):
    """The result before the leader."""

    outcome: Literal["granted", "rejected"] = "granted"
    text: str = ""
    rule: str = ""
    file: UUID | None = None
    on_paper: bool = False


class Given(Sent):
    """The result itself, where none was drafted; the key of a conditional step that it goes through, where chosen."""

    text: str = ""
    file: UUID | None = None
    on_paper: bool = False
    step: str = ""


class Scan(Sent):
    """The electronic copy of a result, already sent as a file."""

    file: UUID


class Reject(Reason):
    """Why the case is declined, by which rule."""

    rule: str


class Issue(Sent):
    """The number of the result."""

    number: str = ""


class HandOver(Sent):
    """Who took the result."""

    way: Literal["online", "desk", "post"]
    name: str
    number: str = ""
    mandate: str = ""
    tracking: str = ""
    confirmed_by: Literal["card", "signature", "download", "post"] = "signature"
    unpaid_reason: str = Field("", description="why the desk hands it over while something is still to be paid")


class Rating(Sent):
    """1 unhappy, 2 fair, 3 happy."""

    score: int
    reasons: list[str] = []
    comment: str = ""


class Stored(Schema):
    """A file that passed the check."""

    id: UUID
    name: str
    size: int
    media_type: str

"""The legal life of a dossier: few states, what each act does to the state and to the clock.

Law: NĐ 118/2025/NĐ-CP; national status codes 1-10 as in docs/law/lifecycle.md (LC-01).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_, Sentence


class State(StrEnum):
    """Where a case stands; drafts are not cases yet."""

    SUBMITTED = "submitted"
    DOOR_SUPPLEMENT = "door_supplement"
    RECEIVED = "received"
    IN_PROCESS = "in_process"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    SUSPENDED = "suspended"
    FINISHED = "finished"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class ClockEffect(StrEnum):
    """What a transition does to the clock of the law."""

    DOOR_STARTS = "door_starts"
    DOOR_WAITS = "door_waits"
    STARTS = "starts"
    RUNS = "runs"
    STOPS = "stops"
    RESUMES = "resumes"
    EXTENDS = "extends"
    ENDS = "ends"


class WaitsOn(StrEnum):
    """Whose turn it is."""

    OFFICE = "office"
    APPLICANT = "applicant"
    AGENCY = "agency"
    NOBODY = "nobody"


NATIONAL_STATUS: Mapping[State, int] = {
    State.SUBMITTED: 1,
    State.RECEIVED: 2,
    State.REFUSED: 3,
    State.IN_PROCESS: 4,
    State.SUSPENDED: 4,
    State.DOOR_SUPPLEMENT: 5,
    State.AWAITING_SUPPLEMENT: 5,
    State.AWAITING_PAYMENT: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.FINISHED: 9,
    State.RETURNED: 10,
}

STATE_NAMES: Mapping[State, str] = {
    State.SUBMITTED: N_("Chờ tiếp nhận"),
    State.DOOR_SUPPLEMENT: N_("Chờ bổ sung trước khi tiếp nhận"),
    State.RECEIVED: N_("Đã tiếp nhận"),
    State.IN_PROCESS: N_("Đang xử lý"),
    State.AWAITING_SUPPLEMENT: N_("Chờ bổ sung giấy tờ"),
    State.AWAITING_PAYMENT: N_("Chờ nộp phí, lệ phí"),
    State.SUSPENDED: N_("Tạm dừng"),
    State.FINISHED: N_("Đã có kết quả"),
    State.RETURNED: N_("Đã trả kết quả"),
    State.REFUSED: N_("Không được tiếp nhận"),
    State.WITHDRAWN: N_("Đã rút hồ sơ"),
    State.STOPPED: N_("Dừng giải quyết"),
}

CLOSED = frozenset({State.RETURNED, State.REFUSED, State.WITHDRAWN, State.STOPPED})
AT_DOOR = frozenset({State.SUBMITTED, State.DOOR_SUPPLEMENT})
WORKING = frozenset({State.RECEIVED, State.IN_PROCESS})
STILL = frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, State.SUSPENDED})
UNDECIDED = AT_DOOR | WORKING | STILL
EVERY = frozenset(State)

WAITS_ON: Mapping[State, WaitsOn] = {
    State.DOOR_SUPPLEMENT: WaitsOn.APPLICANT,
    State.AWAITING_SUPPLEMENT: WaitsOn.APPLICANT,
    State.AWAITING_PAYMENT: WaitsOn.APPLICANT,
    State.FINISHED: WaitsOn.APPLICANT,
    **dict.fromkeys(CLOSED, WaitsOn.NOBODY),
}


@dataclass(frozen=True)
class Transition:
    """One row of the table: from where an act may be done, where it leads (None: stays), what the clock does."""

    act: str
    sources: frozenset[State]
    target: State | None
    clock: ClockEffect = ClockEffect.RUNS


@dataclass(frozen=True)
class Change:
    """The legal effect of one act on one case."""

    act: str
    before: State
    after: State
    clock: ClockEffect
    stays: bool = False

    @property
    def waits_on(self) -> WaitsOn:
        """Whose turn it is after the act."""
        return WAITS_ON.get(self.after, WaitsOn.OFFICE)

    @property
    def closes(self) -> bool:
        """The case is over with this act."""
        return self.after in CLOSED and self.before not in CLOSED


def _table(*rows: Transition) -> Mapping[str, Transition]:
    return {row.act: row for row in rows}


IN_PROCESS = frozenset({State.IN_PROCESS})
LIFECYCLE_TABLE = _table(
    Transition("receive_dossier", frozenset({State.SUBMITTED}), State.RECEIVED, ClockEffect.STARTS),
    Transition("refuse_dossier", AT_DOOR, State.REFUSED, ClockEffect.ENDS),
    Transition("request_door_supplement", frozenset({State.SUBMITTED}), State.DOOR_SUPPLEMENT, ClockEffect.DOOR_WAITS),
    Transition("supplement_at_door", frozenset({State.DOOR_SUPPLEMENT}), State.SUBMITTED, ClockEffect.DOOR_STARTS),
    Transition("assign_dossier", AT_DOOR | WORKING | {State.FINISHED}, None),
    Transition("reseat_dossier", UNDECIDED | {State.FINISHED}, None),
    Transition("move_dossier", UNDECIDED | {State.FINISHED}, None),
    Transition("transfer_step", WORKING, State.IN_PROCESS),
    Transition("return_step", IN_PROCESS, State.IN_PROCESS),
    Transition("forward_to_agency", WORKING, State.IN_PROCESS),
    Transition("return_from_agency", IN_PROCESS, State.IN_PROCESS),
    Transition("ask_opinion", WORKING, State.IN_PROCESS),
    Transition("give_opinion", WORKING | STILL, None),
    Transition("lapse_opinion", WORKING | STILL, None),
    Transition("chase_opinion", WORKING | STILL, None),
    Transition("request_supplement", WORKING, State.AWAITING_SUPPLEMENT, ClockEffect.STOPS),
    Transition("request_consent", WORKING, None),
    Transition("decline_consent", WORKING | STILL, None),
    Transition("supplement_dossier", frozenset({State.AWAITING_SUPPLEMENT}), State.IN_PROCESS, ClockEffect.RESUMES),
    Transition("request_payment", WORKING, State.AWAITING_PAYMENT, ClockEffect.STOPS),
    Transition("record_payment", UNDECIDED | {State.FINISHED, State.RETURNED}, None),
    Transition("resume_after_payment", frozenset({State.AWAITING_PAYMENT}), State.IN_PROCESS, ClockEffect.RESUMES),
    Transition("suspend_dossier", WORKING, State.SUSPENDED, ClockEffect.STOPS),
    Transition("resume_dossier", frozenset({State.SUSPENDED}), State.IN_PROCESS, ClockEffect.RESUMES),
    Transition("request_extension", WORKING, None),
    Transition("decide_extension", WORKING | STILL, None, ClockEffect.EXTENDS),
    Transition("apologise", WORKING, None, ClockEffect.EXTENDS),
    Transition("draft_apology", WORKING, None),
    Transition("approve_result", WORKING, State.FINISHED, ClockEffect.ENDS),
    Transition("reject_dossier", WORKING, State.FINISHED, ClockEffect.ENDS),
    Transition("sign_result", WORKING, State.IN_PROCESS),
    Transition("issue_result", IN_PROCESS, State.FINISHED, ClockEffect.ENDS),
    Transition("attach_result", frozenset({State.FINISHED, State.RETURNED}), None),
    Transition("return_result", frozenset({State.FINISHED}), State.RETURNED),
    Transition("withdraw_dossier", UNDECIDED, State.WITHDRAWN, ClockEffect.ENDS),
    Transition("stop_dossier", WORKING | STILL, State.STOPPED, ClockEffect.ENDS),
    Transition(
        "close_unanswered",
        frozenset({State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT}),
        State.STOPPED,
        ClockEffect.ENDS,
    ),
    Transition("add_note", EVERY, None),
    Transition("put_digitised", EVERY, None),
    Transition("rate_service", frozenset({State.RETURNED}), None),
    Transition("warn_holder", UNDECIDED, None),
    Transition("escalate", UNDECIDED, None),
    Transition("remind_applicant", UNDECIDED | {State.FINISHED}, None),
)

# What may still be done between the leader's signature and the issue of the result.
AFTER_SIGNING = frozenset(
    {
        *("transfer_step", "return_step", "issue_result", "assign_dossier", "reseat_dossier", "record_payment"),
        *("apologise", "draft_apology", "add_note", "warn_holder", "escalate", "remind_applicant"),
        *("give_opinion", "lapse_opinion", "chase_opinion", "move_dossier", "put_digitised"),
    }
)

TOO_LATE = N_("Việc này không làm được khi hồ sơ ở trạng thái “%(state)s”.")


def may_step(act: str, state: State) -> bool:
    """The table allows the act in this state."""
    return state in LIFECYCLE_TABLE[act].sources


def step(act: str, state: State) -> Change:
    """The legal effect of ``act`` in ``state``; refuses with WrongMoment."""
    row = LIFECYCLE_TABLE[act]
    if state not in row.sources:
        raise WrongMoment(TOO_LATE, state=Sentence(STATE_NAMES[state]))
    return Change(act=act, before=state, after=row.target or state, clock=row.clock, stays=row.target is None)

"""Where a scan stands, and which act leads where."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_, Sentence


class State(StrEnum):
    """The life of one paper from the scanner to its signed copy."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    CONFIRMED = "confirmed"
    SIGNED = "signed"
    FAILED = "failed"
    DROPPED = "dropped"


NAMES: Mapping[State, str] = {
    State.WAITING: N_("Chờ nhận dạng"),
    State.WORKING: N_("Đang nhận dạng"),
    State.READY: N_("Chờ đối chiếu"),
    State.CONFIRMED: N_("Chờ ký số"),
    State.SIGNED: N_("Đã ký số"),
    State.FAILED: N_("Không xử lý được"),
    State.DROPPED: N_("Đã bỏ"),
}
OPEN = frozenset({State.WAITING, State.WORKING, State.READY, State.CONFIRMED, State.FAILED})
STEPS: Mapping[str, tuple[frozenset[State], State]] = {
    "begin_scan": (frozenset({State.WAITING}), State.WORKING),
    "finish_scan": (frozenset({State.WORKING}), State.READY),
    "fail_scan": (frozenset({State.WAITING, State.WORKING}), State.FAILED),
    "retry_scan": (frozenset({State.FAILED}), State.WAITING),
    "confirm_scan": (frozenset({State.READY, State.CONFIRMED}), State.CONFIRMED),
    "sign_scan": (frozenset({State.CONFIRMED}), State.SIGNED),
    "drop_scan": (OPEN, State.DROPPED),
}
WRONG = N_("Việc này không làm được khi bản số hóa đang ở bước “%(state)s”. Hãy tải lại trang để xem hiện trạng.")


def may_step(act: str, state: str) -> bool:
    """The table allows the act in this state."""
    return State(state) in STEPS[act][0]


def step(act: str, state: str) -> State:
    """The state after the act; refuses with WrongMoment."""
    sources, target = STEPS[act]
    if State(state) not in sources:
        raise WrongMoment(WRONG, state=Sentence(NAMES[State(state)]))
    return target

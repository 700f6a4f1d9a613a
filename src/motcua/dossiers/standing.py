"""Where a case stands, as every surface shows it: whose turn, until when, how much of the time is used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import holder_name
from motcua.dossiers.queries import calendar_of, due_of
from motcua.kernel.lifecycle import STILL, State, WaitsOn
from motcua.kernel.words import N_, Sentence

MINUTES_A_DAY = 8 * 60


@dataclass(frozen=True)
class ClockView:
    """The clock as the pieces draw it: due moment, words of what is left, tone, share used, trace."""

    due: datetime | None
    left: Sentence | None
    tone: str
    used: int = 0
    allotted: int = 0
    trace: tuple[Any, ...] = ()


@dataclass(frozen=True)
class TurnView:
    """Whose turn it is, as the chip draws it."""

    turn: str
    who: str
    since: datetime
    until: datetime | None
    label: Sentence


def left_words(minutes: int) -> Sentence:
    """Working time left, in days and hours."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    if days >= 2:
        return Sentence(N_("còn %(days)d ngày làm việc"), {"days": days})
    hours = minutes // 60
    if hours:
        return Sentence(N_("còn %(hours)d giờ làm việc"), {"hours": hours})
    return Sentence(N_("còn %(minutes)d phút làm việc"), {"minutes": rest})


def late_words(minutes: int) -> Sentence:
    """Working time past the due moment."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    if days:
        return Sentence(N_("quá hạn %(days)d ngày làm việc"), {"days": days})
    if rest >= 60:
        return Sentence(N_("quá hạn %(hours)d giờ làm việc"), {"hours": rest // 60})
    return Sentence(N_("quá hạn %(minutes)d phút làm việc"), {"minutes": rest})


def clock_view(dossier: Dossier, at: datetime, *, with_trace: bool = False) -> ClockView:
    """The clock that matters now: of the law while the office works, of the answer while someone else must act."""
    until = (
        dossier.attention_at if dossier.state in (*STILL, State.SUBMITTED, State.DOOR_SUPPLEMENT) else dossier.due_at
    )
    due = due_of(dossier) if with_trace else None
    trace = due.trace if due else ()
    if dossier.finished_at or dossier.closed_at:
        return ClockView(dossier.due_at, _ended(dossier), "done", trace=trace)
    if until is None:
        return ClockView(None, None, "calm", trace=trace)
    if dossier.state in STILL:
        return ClockView(until, Sentence(N_("thời hạn đang tạm dừng")), "stopped", trace=trace)
    return _running(dossier, at, until, trace=trace)


def _running(dossier: Dossier, at: datetime, until: datetime, *, trace: tuple[Any, ...]) -> ClockView:
    calendar = calendar_of(dossier)
    start = dossier.received_at or dossier.submitted_at
    allotted = calendar.minutes_between(start, until) if start < until else 0
    if at > until:
        return ClockView(until, late_words(calendar.minutes_between(until, at)), "late", allotted, allotted, trace)
    left = calendar.minutes_between(at, until)
    soon = left <= max(allotted // 5, 240)
    return ClockView(until, left_words(left), "soon" if soon else "calm", max(allotted - left, 0), allotted, trace)


def _ended(dossier: Dossier) -> Sentence:
    ended = dossier.finished_at or dossier.closed_at
    if dossier.due_at is None or ended is None:
        return Sentence(N_("đã kết thúc"))
    return Sentence(N_("xong trong hạn")) if ended <= dossier.due_at else Sentence(N_("xong sau hạn"))


APPLICANT_TURN = {
    State.DOOR_SUPPLEMENT: N_("Bạn cần bổ sung giấy tờ"),
    State.AWAITING_SUPPLEMENT: N_("Bạn cần bổ sung giấy tờ"),
    State.AWAITING_PAYMENT: N_("Bạn cần nộp phí, lệ phí"),
    State.FINISHED: N_("Mời bạn nhận kết quả"),
}
ENDINGS = {
    State.RETURNED: N_("Đã trả kết quả"),
    State.REFUSED: N_("Không được tiếp nhận"),
    State.WITHDRAWN: N_("Đã rút hồ sơ"),
    State.STOPPED: N_("Dừng giải quyết"),
}


def turn_view(dossier: Dossier, at: datetime) -> TurnView:
    """Whose turn it is for the citizen's page: the person, the office (late or not), another body, nobody."""
    state = State(dossier.state)
    until = dossier.attention_at
    if dossier.waits_on == WaitsOn.NOBODY:
        return TurnView("done", "", dossier.closed_at or dossier.waiting_since, None, Sentence(ENDINGS[state]))
    if dossier.waits_on == WaitsOn.APPLICANT:
        until = None if state == State.FINISHED else until
        return TurnView("yours", "", dossier.waiting_since, until, Sentence(APPLICANT_TURN[state]))
    who = holder_name(dossier)
    if dossier.waits_on == WaitsOn.AGENCY or state == State.SUSPENDED:
        words = N_("Tạm dừng") if state == State.SUSPENDED else N_("Cơ quan phối hợp đang xem xét")
        return TurnView("elsewhere", who, dossier.waiting_since, until, Sentence(words))
    words = N_("Chờ cơ quan tiếp nhận") if state == State.SUBMITTED else N_("Cơ quan đang xử lý")
    if until and at > until:
        return TurnView("overdue", who, dossier.step_since, until, Sentence(N_("Cơ quan đang xử lý, đã quá hạn")))
    return TurnView("office", who, dossier.step_since, until, Sentence(words))

"""Where a case stands, as every surface shows it: whose turn, until when, how much of the time is used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import holder_name
from motcua.dossiers.queries import calendar_of, due_of
from motcua.dossiers.rules.clock import CaseClock, verdict
from motcua.dossiers.rules.contact import WAYS
from motcua.kernel.lifecycle import STILL, State, WaitsOn
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory

MINUTES_A_DAY = 8 * 60
RESULT_BY = N_("Hẹn trả kết quả")
LABELS = {
    State.SUBMITTED: N_("Cơ quan trả lời trước"),
    State.DOOR_SUPPLEMENT: N_("Hạn bổ sung giấy tờ"),
    State.AWAITING_SUPPLEMENT: N_("Hạn bổ sung giấy tờ"),
    State.AWAITING_PAYMENT: N_("Hạn nộp phí, lệ phí"),
    State.SUSPENDED: N_("Cơ quan xem lại trước"),
}
REVIEW_MISSED = N_("đã quá ngày xem lại")
LATE_BEFORE_DUE = N_("xong trước ngày hẹn nhưng tính là trễ, vì cơ quan yêu cầu bổ sung giấy tờ hơn một lần")
COUNTED_LATE = N_("tính là trễ hạn")
AGENCY_IS_LATE = N_(
    "%(who)s phải trả lời trước %(until)s nhưng chưa trả lời, nên đang trễ từ lúc đó. Bạn không phải làm gì thêm."
)
OPINION_IS_LATE = N_(
    "Cơ quan đang chờ ý kiến của %(who)s. Nơi này phải trả lời trước %(until)s nhưng chưa trả lời. "
    "Bạn không phải làm gì thêm."
)
NOT_DECIDED = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})


@dataclass(frozen=True)
class ClockView:
    """The clock as the pieces draw it: which moment, words of what is left, tone, time used, and why.

    ``promised`` is the date of the result while the case waits and another moment is the one that matters; the trace
    always explains the date of the result.
    """

    due: datetime | None
    left: Sentence | None
    tone: str
    used: int = 0
    allotted: int = 0
    trace: tuple[Any, ...] = ()
    label: str = RESULT_BY
    promised: datetime | None = None


@dataclass(frozen=True)
class TurnView:
    """Whose turn it is, as the chip draws it; ``note`` says in a sentence what the chip has no room for."""

    turn: str
    who: str
    since: datetime
    until: datetime | None
    label: Sentence
    note: Sentence | None = None


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
    """The clock that matters now: of the law while the office works, of the answer while someone else must act.

    Without the trace (for lists) the waits are not taken off the time used, and few columns are read.
    """
    told = due_of(dossier) if with_trace else None
    trace = told.trace if told else ()
    if dossier.finished_at or dossier.closed_at:
        return _ended(dossier, trace, is_whole=with_trace)
    state = State(dossier.state)
    until, label = (dossier.attention_at, LABELS[state]) if state in LABELS else (dossier.due_at, RESULT_BY)
    if until is None:
        return ClockView(None, None, "calm", trace=trace, label=label)
    if state == State.SUSPENDED and at > until:
        return ClockView(until, Sentence(REVIEW_MISSED), "late", trace=trace, label=label, promised=dossier.due_at)
    if state in STILL:
        paused = Sentence(N_("thời hạn đang tạm dừng"))
        return ClockView(until, paused, "stopped", trace=trace, label=label, promised=dossier.due_at)
    used, allotted = _measured(dossier, at, until) if with_trace else _roughly(dossier, at, until)
    tone, left = _running(dossier, at, until, allotted=allotted)
    return ClockView(until, left, tone, used, allotted, trace, label)


def _running(dossier: Dossier, at: datetime, until: datetime, *, allotted: int) -> tuple[str, Sentence]:
    calendar = calendar_of(dossier)
    if at > until:
        return "late", late_words(calendar.minutes_between(until, at))
    left = calendar.minutes_between(at, until)
    return "soon" if left <= max(allotted // 5, 240) else "calm", left_words(left)


def _roughly(dossier: Dossier, at: datetime, until: datetime) -> tuple[int, int]:
    """Working minutes used and allotted between the receipt and the end, waits included."""
    return _between(dossier, at, until, start=dossier.received_at or dossier.submitted_at)


def _between(dossier: Dossier, at: datetime, until: datetime, *, start: datetime) -> tuple[int, int]:
    calendar = calendar_of(dossier)
    allotted = calendar.minutes_between(start, until) if start < until else 0
    return min(calendar.minutes_between(start, at) if start < at else 0, allotted), allotted


def _measured(dossier: Dossier, at: datetime, until: datetime) -> tuple[int, int]:
    """Working minutes used and allotted as the law counts them, without the waits; at the door since it last waited."""
    if not dossier.clock:
        return _between(dossier, at, until, start=dossier.waiting_since)
    kept, calendar = CaseClock.from_json(dossier.clock), calendar_of(dossier)
    allotted = kept.worked(calendar, until)
    if kept.limit.minutes is None:  # counted in days: a wait that ends within a day leaves no odd hours
        allotted = max(round(allotted / MINUTES_A_DAY), 1) * MINUTES_A_DAY
    return min(kept.worked(calendar, at), allotted), allotted


def measured(view: ClockView) -> tuple[float, float, str]:
    """How much of the time is used, in the largest unit that people count such a time in."""
    if view.allotted >= 2 * MINUTES_A_DAY:
        return _tenths(view.used / MINUTES_A_DAY), _tenths(view.allotted / MINUTES_A_DAY), N_("ngày làm việc")
    return _tenths(view.used / 60), _tenths(view.allotted / 60), N_("giờ làm việc")


def _tenths(number: float) -> float:
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _ended(dossier: Dossier, trace: tuple[Any, ...], *, is_whole: bool) -> ClockView:
    """In time or late, for a case that was decided; one that was not is only over."""
    ended = dossier.finished_at or dossier.closed_at
    if dossier.state in NOT_DECIDED or dossier.due_at is None or ended is None:
        return ClockView(None, Sentence(N_("đã kết thúc")), "ended")
    is_late = verdict(ended, dossier.due_at, counted_late=dossier.counted_late) == "late"
    if not is_late:
        return ClockView(dossier.due_at, Sentence(N_("xong trong hạn")), "done", trace=trace)
    early = LATE_BEFORE_DUE if is_whole else COUNTED_LATE
    words = N_("xong sau hạn") if ended > dossier.due_at else early
    return ClockView(dossier.due_at, Sentence(words), "late", trace=trace)


APPLICANT_TURN = {
    State.DOOR_SUPPLEMENT: N_("Bạn cần bổ sung giấy tờ"),
    State.AWAITING_SUPPLEMENT: N_("Bạn cần bổ sung giấy tờ"),
    State.AWAITING_PAYMENT: N_("Bạn cần nộp phí, lệ phí"),
}
RESULT_WAITS = {
    "online": N_("Mời bạn nhận kết quả trực tuyến"),
    "desk": N_("Mời bạn đến nhận kết quả"),
    "post": N_("Đang gửi kết quả đến bạn qua bưu điện"),
}
RESULT_IS_THERE = N_("Đã có kết quả, mời bạn nhận")
REJECTION_WAITS = {
    "online": N_("Hồ sơ bị từ chối. Mời bạn nhận văn bản trả lời trực tuyến"),
    "desk": N_("Hồ sơ bị từ chối. Mời bạn đến nhận văn bản trả lời"),
    "post": N_("Hồ sơ bị từ chối. Đang gửi văn bản trả lời qua bưu điện"),
}
ENDINGS = {
    State.RETURNED: N_("Đã trả kết quả"),
    State.REFUSED: N_("Không được tiếp nhận"),
    State.WITHDRAWN: N_("Đã rút hồ sơ"),
    State.STOPPED: N_("Dừng giải quyết"),
}
REJECTED = "rejected"


def turn_view(dossier: Dossier, at: datetime) -> TurnView:
    """Whose turn it is for the citizen's page: the person, the office (late or not), another body, nobody."""
    state = State(dossier.state)
    if dossier.waits_on == WaitsOn.NOBODY:
        is_good = state == State.RETURNED and dossier.outcome != REJECTED
        words = N_("Đã trả văn bản từ chối") if state == State.RETURNED and not is_good else ENDINGS[state]
        since = dossier.closed_at or dossier.waiting_since
        return TurnView("done" if is_good else "ended", "", since, None, Sentence(words))
    if state == State.FINISHED:
        return _result_waits(dossier)
    until = dossier.attention_at
    if dossier.waits_on == WaitsOn.APPLICANT:
        return TurnView("yours", "", dossier.waiting_since, until, Sentence(APPLICANT_TURN[state]))
    who, since = holder_name(dossier), max(dossier.step_since, dossier.waiting_since)
    if state == State.SUSPENDED:
        return _suspended(dossier, who, at)
    if dossier.waits_on == WaitsOn.AGENCY:
        return _at_agency(dossier, who, at)
    words = N_("Chờ cơ quan tiếp nhận") if state == State.SUBMITTED else N_("Cơ quan đang xử lý")
    if until and at > until:
        return TurnView("overdue", who, since, until, Sentence(N_("Cơ quan đang xử lý, đã quá hạn")))
    return TurnView("office", who, since, until, Sentence(words))


def _suspended(dossier: Dossier, who: str, at: datetime) -> TurnView:
    until, since = dossier.attention_at, dossier.waiting_since
    if until and at > until:
        return TurnView("overdue", who, since, None, Sentence(N_("Tạm dừng, đã quá ngày xem lại")))
    return TurnView("elsewhere", who, since, until, Sentence(N_("Tạm dừng")))


def _at_agency(dossier: Dossier, who: str, at: datetime) -> TurnView:
    """Another body answers until its own date; past it, it is late, whatever is left until the result is due."""
    until, since = dossier.step_due_at or dossier.attention_at, dossier.waiting_since
    if until and at > until:
        note = Sentence(AGENCY_IS_LATE, {"who": who, "until": until})
        return TurnView("overdue", who, since, None, Sentence(N_("Cơ quan phối hợp trả lời trễ")), note)
    return TurnView("elsewhere", who, since, until, Sentence(N_("Cơ quan phối hợp đang xem xét")))


def late_opinions(dossier: Dossier, at: datetime) -> list[Sentence]:
    """Who was asked beside the office's own work and has not answered in time, while the office still waits."""
    if dossier.waits_on != WaitsOn.OFFICE:
        return []
    late = dossier.opinions.filter(kind="opinion", due_at__lt=at, answered_at=None, dropped_at=None)
    known = directory()
    return [
        Sentence(OPINION_IS_LATE, {"who": known.unit(one.unit_id).name, "until": one.due_at})
        for one in late.order_by("due_at", "id")
    ]


def _result_waits(dossier: Dossier) -> TurnView:
    """The result is there: the person fetches it, or the post is bringing it."""
    way = way_of_result(dossier)
    words = (REJECTION_WAITS if dossier.outcome == REJECTED else RESULT_WAITS)[way]
    if way == "online" and not dossier.has_e_result and dossier.outcome != REJECTED:
        words = RESULT_IS_THERE  # its page tells whether there is something to download
    return TurnView("elsewhere" if way == "post" else "yours", "", dossier.waiting_since, None, Sentence(words))


def way_of_result(dossier: Dossier) -> str:
    """How the result comes: online, by post, else at the desk."""
    way = dossier.delivery.get("way")
    return way if way in WAYS else "desk"

"""The clock of one case: what was set at receipt, where it stood still, when it must end; plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from motcua.kernel.clock import VIETNAM
from motcua.kernel.words import N_, Sentence
from motcua.workdays.rules import Due, NewDate, Pause, TimeLimit, TraceLine, WorkingCalendar, counted_start, due, shown

PROMISED = N_(
    "Tính theo lịch làm việc hôm nay thì hết hạn lúc %(counted)s, vì lịch đã thay đổi sau khi hẹn. Ngày đã hẹn với "
    "người dân giữ nguyên: %(promised)s."
)


@dataclass(frozen=True)
class CaseClock:
    """Facts from which the due moment and its trace can be told again at any time.

    ``pauses`` are the times the case waited for a named party; an open one has no end. ``extended_to`` is the new
    date that was told to the applicant at ``extended_at``, if any; a wait after that moves it like any due date.
    """

    start: datetime
    limit: TimeLimit
    pauses: tuple[Pause, ...] = ()
    extended_to: datetime | None = None
    extended_at: datetime | None = None
    cutoff: time = time(15, 0)
    late_minutes: int | None = None

    def due(self, calendar: WorkingCalendar) -> Due:
        """Due moment by the count of ``calendar``, with its trace."""
        return due(
            calendar,
            self.start,
            self.limit,
            pauses=self.pauses,
            new_date=self.new_date,
            cutoff=self.cutoff,
            late_minutes=self.late_minutes,
        )

    def promised(self, calendar: WorkingCalendar, due_at: datetime) -> Due:
        """The due moment that was promised, with its trace; where today's count differs, the last line says so.

        Law: CL-15.
        """
        counted = self.due(calendar)
        if counted.at == due_at:
            return counted
        why = Sentence(PROMISED, {"counted": shown(counted.at), "promised": shown(due_at)})
        return Due(due_at, (*counted.trace[:-1], TraceLine(due_at, why)))

    @property
    def new_date(self) -> NewDate | None:
        """What the applicant was told instead of the end of the limit; told long ago, only the date itself is known."""
        return NewDate(self.extended_at or self.extended_to, self.extended_to) if self.extended_to else None

    def worked(self, calendar: WorkingCalendar, until: datetime) -> int:
        """Working minutes that count up to ``until``: without the waits, and only since the last that began anew.

        A limit in days does not count the day of receipt, so its time begins with the day after.
        """
        anew = [one.end for one in self.pauses if one.mode == "restart" and one.end and one.end <= until]
        start = counted_start(calendar, max(anew, default=self.start), self.late_minutes)
        if self.limit.minutes is None and self.limit.unit != "same_day":
            start = datetime.combine(start.date() + timedelta(days=1), time(), VIETNAM)
        spans = [(max(one.start, start), min(one.end or until, until)) for one in self.pauses]
        waited = sum(calendar.minutes_between(first, last) for first, last in spans if first < last)
        return max(calendar.minutes_between(start, until) - waited, 0) if start < until else 0

    def stop(self, at: datetime, mode: str) -> "CaseClock":
        """The clock stands still from ``at``; ``mode`` says how it goes on (resume or restart)."""
        earliest = max(self.start, *(one.end for one in self.pauses if one.end), self.start)  # clocks of two machines
        return replace(self, pauses=(*self.pauses, Pause(max(at, earliest), None, mode)))

    def resume(self, at: datetime) -> "CaseClock":
        """The clock goes on from ``at``; one that runs stays as it is."""
        if not self.is_stopped:
            return self
        *before, last = self.pauses
        return replace(self, pauses=(*before, replace(last, end=max(at, last.start))))

    def extend(self, to: datetime, at: datetime) -> "CaseClock":
        """A new date was set at ``at``."""
        return replace(self, extended_to=to, extended_at=at)

    @property
    def is_stopped(self) -> bool:
        """The case waits; no working time is used."""
        return bool(self.pauses) and self.pauses[-1].end is None

    def to_json(self) -> dict[str, Any]:
        """Plain values as the dossier keeps them."""
        return {
            "start": self.start.isoformat(),
            "limit": {"value": str(self.limit.value), "unit": self.limit.unit},
            "pauses": [
                {"from": p.start.isoformat(), "to": p.end.isoformat() if p.end else None, "mode": p.mode}
                for p in self.pauses
            ],
            "extended_to": self.extended_to.isoformat() if self.extended_to else None,
            "extended_at": self.extended_at.isoformat() if self.extended_at else None,
            "cutoff": self.cutoff.isoformat("minutes"),
            "late_minutes": self.late_minutes,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "CaseClock":
        """The clock as kept by ``to_json``."""
        moment = datetime.fromisoformat
        return cls(
            start=moment(kept["start"]),
            limit=TimeLimit(Decimal(kept["limit"]["value"]), kept["limit"]["unit"]),
            pauses=tuple(
                Pause(moment(p["from"]), moment(p["to"]) if p["to"] else None, p["mode"]) for p in kept["pauses"]
            ),
            extended_to=moment(kept["extended_to"]) if kept["extended_to"] else None,
            extended_at=moment(kept["extended_at"]) if kept.get("extended_at") else None,
            cutoff=time.fromisoformat(kept["cutoff"]),
            late_minutes=kept.get("late_minutes"),
        )


def verdict(finished_at: datetime, due_at: datetime | None, *, counted_late: bool = False) -> str:
    """``early`` (before the due day), ``on_time`` or ``late``; no due date counts as on time.

    Law: LC-02 (a second supplement request counts as late).
    """
    if counted_late:
        return "late"
    if due_at is None:
        return "on_time"
    if finished_at > due_at:
        return "late"
    local = finished_at.astimezone(due_at.tzinfo)
    return "early" if local.date() < due_at.date() else "on_time"

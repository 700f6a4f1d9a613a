"""When a directive or an incoming document is late, soon due, and when its people are reminded; plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SOON = timedelta(days=2)
REMIND_BEFORE = (timedelta(days=2), timedelta(hours=4))  # design, not law
REMIND_LATE_EVERY = timedelta(days=3)


@dataclass(frozen=True)
class Standing:
    """How something with a due moment stands: ``late`` | ``soon`` | ``calm`` | ``done`` | ``done_late`` | ``open``."""

    tone: str

    @property
    def is_late(self) -> bool:
        """Late now, or done late."""
        return self.tone in {"late", "done_late"}


def standing(due_at: datetime | None, done_at: datetime | None, now: datetime) -> Standing:
    """How it stands now."""
    if done_at is not None:
        return Standing("done_late" if due_at is not None and done_at > due_at else "done")
    if due_at is None:
        return Standing("open")
    if due_at < now:
        return Standing("late")
    return Standing("soon" if due_at - now <= SOON else "calm")


def reminder_level(given_at: datetime, due_at: datetime, now: datetime) -> int:
    """How many reminders there should have been by now: before the due moment, at it, then every few days.

    A reminder that would have come before the task was given is no reminder.
    """
    moments = [due_at - before for before in REMIND_BEFORE if due_at - before > given_at]
    moments.append(due_at)
    level = sum(1 for moment in moments if moment <= now)
    if now > due_at:
        level += int((now - due_at) / REMIND_LATE_EVERY)
    return level

"""The present, in Vietnam. Rules never ask: they are given the moment."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
VARIABLE = "MOTCUA_NOW"
_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


@lru_cache(maxsize=8)
def _offset(setting: str, started: float) -> float:
    moment = datetime.fromisoformat(setting)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    return moment.timestamp() - started


_STARTED = time.time()


def now() -> datetime:
    """The present moment with its offset.

    In the demo and test profiles ``MOTCUA_NOW`` (ISO 8601) sets the clock at process start and it runs on from
    there; the production settings refuse to start with it.
    """
    moved = _moved.get()
    if moved is not None:
        return moved
    setting = os.environ.get(VARIABLE)
    if not setting:
        return datetime.now(VIETNAM)
    return datetime.fromtimestamp(time.time() + _offset(setting, _STARTED), VIETNAM)


def of_machine() -> datetime:
    """What the machine itself says, whatever the demo is set to: for the age of files, never for a case."""
    return datetime.fromtimestamp(time.time(), UTC)


def today() -> date:
    """The present day in Vietnam."""
    return now().date()


@contextmanager
def moved_to(moment: datetime) -> Iterator[datetime]:
    """Within the block it is ``moment``: for demo histories and tests, never for a request."""
    token = _moved.set(moment.astimezone(VIETNAM))
    try:
        yield moment
    finally:
        _moved.reset(token)

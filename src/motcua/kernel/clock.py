"""The present, in Vietnam. Rules never ask: they are given the moment."""

import os
import time
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
VARIABLE = "MOTCUA_NOW"


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
    setting = os.environ.get(VARIABLE)
    if not setting:
        return datetime.now(VIETNAM)
    return datetime.fromtimestamp(time.time() + _offset(setting, _STARTED), VIETNAM)


def today() -> date:
    """The present day in Vietnam."""
    return now().date()

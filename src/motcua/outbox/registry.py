"""Who reacts to which events and which jobs run by the clock; filled by ``config.wiring`` alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Happened:
    """An event of ``at`` as a consumer gets it; ``key`` is stable, so whoever honours it does nothing twice."""

    key: str
    topic: str
    subject_id: str
    seq: int
    payload: Mapping[str, Any]
    at: datetime


Consumer = Callable[[Happened], None]
Job = Callable[[], object]


@dataclass(frozen=True)
class Registered:
    """One consumer and the topics it listens to."""

    name: str
    topics: tuple[str, ...]
    consume: Consumer


@dataclass(frozen=True)
class Scheduled:
    """One job and how often it runs."""

    name: str
    every: timedelta
    run: Job


CONSUMERS: dict[str, Registered] = {}
JOBS: dict[str, Scheduled] = {}


def listen(name: str, *topics: str, consume: Consumer) -> None:
    """Register a consumer; its name is the identity of its deliveries and must not change."""
    CONSUMERS[name] = Registered(name, topics, consume)


def schedule(name: str, every: timedelta, run: Job) -> None:
    """Register a job that runs every so often, once in the whole installation."""
    JOBS[name] = Scheduled(name, every, run)

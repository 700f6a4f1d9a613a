"""Tell the rooms above of something that is no act on a case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.outbox.models import Event


def announce(topic: str, *, subject_id: str, payload: Mapping[str, Any], at: datetime) -> Event:
    """The event, delivered after the writing transaction; call inside it. It stands for no ledger entry of a case."""
    return Event.objects.create(topic=topic, subject_id=subject_id, seq=0, payload=dict(payload), created_at=at)

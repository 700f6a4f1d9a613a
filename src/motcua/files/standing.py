"""How the files stand, for whoever watches the service: keys that are lost, contents that are damaged or waiting."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q

from motcua.files.actions.check_contents import due
from motcua.files.keyring import KeyRing, made_at
from motcua.files.models import Content, StoredFile
from motcua.files.vault import key_ring

MOST_TOLD = 20


@dataclass(frozen=True)
class KeyStanding:
    """One master key: since when, whether it is the one in use, whether it is here, how many contents need it."""

    key_id: str
    made_at: datetime | None
    is_current: bool
    is_here: bool
    needed_by: int


def keys_standing() -> list[KeyStanding]:
    """Every key that is here or needed, newest first."""
    ring = key_ring()
    here, needed = ring.ids(), _needed_by()
    current = here[-1] if here else ""
    known = sorted({*here, *(one for one in needed if one)}, reverse=True)
    return [
        KeyStanding(one, made_at(one) if one in here else None, one == current, one in here, needed.get(one, 0))
        for one in known
    ]


def _needed_by() -> dict[str, int]:
    return dict(Content.objects.values_list("key").annotate(Count("pk")).order_by())


def has_lost_key(ring: KeyRing) -> bool:
    """Some content needs a key that is not here; asked in ranges between the names, so that an index answers."""
    bounds = ["", *ring.ids()]
    between = [Q(key__gt=low, key__lt=high) for low, high in pairwise(bounds)]
    return any(Content.objects.filter(one).exists() for one in [*between, Q(key__gt=bounds[-1])])


def bad_contents() -> int:
    """How many contents were last found damaged, missing or locked."""
    return Content.objects.exclude(state="whole").count()


def standing() -> dict[str, Any]:
    """For the machine room: keys, what waits for the key in use, what is due to be read, and what is bad by name."""
    keys = keys_standing()
    current = next((one.key_id for one in keys if one.is_current), "")
    bad = list(Content.objects.exclude(state="whole").order_by("sha256")[:MOST_TOLD])
    names = dict(StoredFile.objects.filter(sha256__in=[one.sha256 for one in bad]).values_list("sha256", "name"))
    whole = Content.objects.filter(state="whole")
    oldest = whole.order_by("checked_at").values_list("checked_at", flat=True).first()
    lost = [one for one in keys if not one.is_here]
    return {
        "keys": keys,
        "current": next((one for one in keys if one.is_current), None),
        "lost": [one.key_id for one in lost],
        "lost_count": sum(one.needed_by for one in lost),
        "is_open_to_others": key_ring().is_open_to_others(),
        "to_turn": whole.filter(Q(key__lt=current) | Q(key__gt=current)).count(),
        "due": due().count(),
        "oldest_check": oldest,
        "bad_count": bad_contents() if len(bad) == MOST_TOLD else len(bad),
        "bad": [(names.get(one.sha256, ""), one) for one in bad],
    }

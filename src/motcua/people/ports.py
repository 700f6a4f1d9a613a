"""What people ask the rooms above them before a seat is left empty; ``settings.WORKLOAD`` names who answers."""

from collections.abc import Collection
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings


class Workload(Protocol):
    """The open matters that would be left without anybody."""

    def waiting_at_posts(self, post_ids: Collection[int]) -> int:
        """How many wait for whoever sits in one of these posts."""
        ...

    def waiting_in_units(self, unit_ids: Collection[int]) -> int:
        """How many these units must decide, or wait for whoever sits there."""
        ...


def workload() -> Workload:
    """The room that answers."""
    return cast("Workload", import_module(settings.WORKLOAD))

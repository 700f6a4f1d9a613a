"""Asking pyHanko, which runs a loop of its own, also from a thread that has one running already."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Found = TypeVar("Found")


def apart(work: Callable[[], Found]) -> Found:
    """What the work gives, done in a thread of its own; it raises what the work raises."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(work).result()

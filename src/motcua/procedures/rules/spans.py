"""Comparing time limits of different units by the working minutes they hold."""

from collections.abc import Mapping
from decimal import Decimal

MINUTES: Mapping[str, Decimal] = {
    "hour": Decimal(60),
    "working_day": Decimal(480),
    "same_day": Decimal(480),
    "day": Decimal(480 * 5) / 7,
}


def minutes_of(value: object, unit: str) -> Decimal:
    """So much time as working minutes; a calendar day holds 5/7 of a working day on average."""
    return Decimal(str(value)) * MINUTES[unit]

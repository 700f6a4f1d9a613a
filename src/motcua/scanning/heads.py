"""The last link of each scan's chain, kept in the scan's own row."""

from collections.abc import Sequence
from uuid import UUID

from motcua.ledger.heads import Heads, Keeper, kept_in_rows
from motcua.scanning.models import Scan


def heads(subjects: Sequence[str]) -> Heads:
    """Last number, last hash and the whole row of these scans."""
    return kept_in_rows(Scan, subjects)


def following(after: str, most: int) -> list[str]:
    """The next scans in the order of their ids."""
    rows = Scan.objects.filter(pk__gt=UUID(after or "0" * 32)).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:most]]


KEEPER = Keeper(heads, following)

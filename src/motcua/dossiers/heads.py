"""The last link of each case's chain, kept in the case's own row."""

from collections.abc import Sequence
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.ledger.heads import Heads, Keeper


def heads(subjects: Sequence[str]) -> Heads:
    """(Last number, last hash) of these cases."""
    asked = [found for one in subjects if (found := _id(one))]
    rows = Dossier.objects.filter(pk__in=asked).values_list("pk", "version", "head_hash")
    return {str(pk): (version, chained) for pk, version, chained in rows}


def following(after: str, most: int) -> list[str]:
    """The next cases in the order of their ids."""
    rows = Dossier.objects.filter(pk__gt=UUID(after or "0" * 32)).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:most]]


def _id(text: str) -> UUID | None:
    """The id; none where somebody wrote anything else into the ledger."""
    try:
        return UUID(text)
    except ValueError:
        return None


KEEPER = Keeper(heads, following)

"""The last link of each case's chain, kept in the case's own row."""

from collections.abc import Sequence
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.ledger.heads import Heads, Keeper, kept_in_rows


def heads(subjects: Sequence[str]) -> Heads:
    """Last number, last hash and the whole row of these cases."""
    return kept_in_rows(Dossier, subjects)


def following(after: str, most: int) -> list[str]:
    """The next cases in the order of their ids."""
    rows = Dossier.objects.filter(pk__gt=UUID(after or "0" * 32)).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:most]]


KEEPER = Keeper(heads, following)

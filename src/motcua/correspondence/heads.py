"""The last link of each chain, kept in the row of its document or directive."""

from collections.abc import Sequence
from uuid import UUID

from django.db import models

from motcua.correspondence.models import Directive, Incoming, Outgoing
from motcua.ledger.heads import Heads, Keeper, kept_in_rows

CASES: dict[str, type[models.Model]] = {"outgoing": Outgoing, "incoming": Incoming, "directive": Directive}


def _keeper(model: type[models.Model]) -> Keeper:
    def heads(subjects: Sequence[str]) -> Heads:
        return kept_in_rows(model, subjects)

    def following(after: str, most: int) -> list[str]:
        rows = model._default_manager.filter(pk__gt=UUID(after or "0" * 32)).order_by("pk")
        return [str(pk) for pk in rows.values_list("pk", flat=True)[:most]]

    return Keeper(heads, following)


KEEPERS_OF_ROOM = {kind: _keeper(model) for kind, model in CASES.items()}

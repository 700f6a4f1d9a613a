"""The key of this installation, and the statement that counts an entry in its bucket."""

from functools import cache
from typing import Any

from django.conf import settings

from motcua.ledger.models import Tally
from motcua.ledger.seals import LANE, Key


@cache
def key() -> Key:
    """The key that seals the ledger."""
    return Key(settings.LEDGER_KEY.encode())


def counted(bucket: str, seal: str, source: str = "") -> tuple[str, list[Any]]:
    """One entry more in the bucket, if it is sealed with this key; a bucket that is gone comes back without a key."""
    table = Tally._meta.db_table
    picked = f"SELECT %s, '', 0, 0, 0 FROM {source}" if source else "VALUES (%s, '', 0, 0, 0)"  # noqa: S608
    low, high = key().share(seal)
    return (
        f'INSERT INTO "{table}" ("bucket", "key", "entries", "low", "high") {picked} ON CONFLICT ("bucket") DO UPDATE '
        f'SET "entries" = "{table}"."entries" + 1, "low" = ("{table}"."low" + %s) & {LANE}, '
        f'"high" = ("{table}"."high" + %s) & {LANE} WHERE "{table}"."key" = %s',
        [bucket, low, high, key().name],
    )

"""Sealing the whole ledger as it stands: an upgrade does it once, an administrator after a break was looked into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

from motcua.ledger.heads import Heads, Kept
from motcua.ledger.seals import ALL_BUCKETS, LANE, OTHERS, bucket_of
from motcua.ledger.tally import key

ROWS_A_TURN = 2000
Cases = Mapping[str, Callable[[Sequence[str]], Heads]]  # how to read the cases of each kind
GONE = Kept(0, "")
Sums = dict[str, tuple[int, int, int]]


def seal_all(entry: type[models.Model], tally: type[models.Model], cases: Cases) -> None:
    """Seal every entry, the last one of a case with all columns of its row; count them. Nobody may act meanwhile."""
    sums: Sums = dict.fromkeys(ALL_BUCKETS, (0, 0, 0))
    for page in _pages(entry):
        changed = [_sealed(one, case, sums) for one, case in _with_cases(page, cases)]
        _write(entry, changed)
    for bucket, (count, low, high) in sums.items():
        told = {"key": key().name, "entries": count, "low": low, "high": high}
        tally._default_manager.update_or_create(bucket=bucket, defaults=told)


def _pages(entry: type[models.Model]) -> Iterator[list[Any]]:
    last = 0
    while page := list(entry._default_manager.filter(pk__gt=last).order_by("pk")[:ROWS_A_TURN]):
        yield page
        last = page[-1].pk


def _with_cases(page: list[Any], cases: Cases) -> Iterator[tuple[Any, Kept | None]]:
    """Each entry with its case, if it is of one; what is no case is paired with nothing."""
    kept = {
        kind: cases[kind]([one.subject_id for one in page if one.subject_kind == kind])
        for kind in {one.subject_kind for one in page} & cases.keys()
    }
    for one in page:
        of_case = one.subject_kind in cases
        yield one, kept[one.subject_kind].get(one.subject_id, GONE) if of_case else None


def _sealed(one: Any, case: Kept | None, sums: Sums) -> Any:
    told = case.row if case and case.seq == one.seq else {}
    one.columns = key().columns(one.subject_id, told.items())
    one.seal = key().seal(one.hash, one.columns)
    bucket = bucket_of(one.subject_id) if case else OTHERS
    share = key().share(one.seal)
    count, low, high = sums.get(bucket, (0, 0, 0))
    sums[bucket] = count + 1, low + share[0] & LANE, high + share[1] & LANE
    return one


def _write(entry: type[models.Model], changed: list[Any]) -> None:
    field: Any = entry._meta.get_field("columns")
    sql = f'UPDATE "{entry._meta.db_table}" SET "columns" = %s, "seal" = %s WHERE "id" = %s'  # noqa: S608 - ours
    with connection.cursor() as cursor:
        told = [[field.get_db_prep_save(one.columns, connection), one.seal, one.pk] for one in changed]
        cursor.executemany(sql, told)

"""Life cycles a second through the acts, against bare SQL that writes the same rows; PostgreSQL, one run.

Run with MOTCUA_DATABASE_URL set. The bare side replays the very statements of a recorded life cycle for new cases,
through psycopg, prepared, one statement a step. Limit: ratio >= 0.60. An act also reads its case before it decides;
``ratio_with_the_reads`` is against a bare side that reads as well, so the two tell what reading costs.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks._verdict import Limit, tell

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("MOTCUA_PROFILE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

ROUNDS, CASES = 3, 60
STEPS = [
    {"key": "reception", "name": "Tiếp nhận", "role": "reception"},
    {"key": "one", "name": "Thẩm tra", "role": "specialist"},
    {"key": "two", "name": "Kiểm tra", "role": "specialist"},
    {"key": "three", "name": "Tổng hợp", "role": "specialist"},
    {"key": "sign", "name": "Ký", "role": "leader"},
    {"key": "return", "name": "Trả", "role": "return"},
]
WRITES = ("WITH o AS", "WITH d AS")  # a new case is made from its draft, which must be as it was
Parameters = list[Any] | dict[str, Any]
Statement = tuple[str, Parameters]


def prepare() -> Any:
    """A small office with a process of six steps, in a database of its own."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases
    from tests.factories import make_office

    from motcua.kernel.collector import calm

    if connection.vendor != "postgresql":
        sys.exit("life_cycles measures PostgreSQL: set MOTCUA_DATABASE_URL")
    setup_databases(verbosity=0, interactive=False)
    office = make_office({"process": {"steps": STEPS}})
    calm()  # as in the processes that serve
    return office


def life_cycle(draft_id: UUID, actors: dict[str, Any]) -> UUID:
    """Eight acts: submit, receive, two transfers, present, approve, return, rate."""
    from motcua.dossiers.actions.approve_result import approve_result
    from motcua.dossiers.actions.draft_result import present_result
    from motcua.dossiers.actions.rate_service import rate_service
    from motcua.dossiers.actions.receive_dossier import receive_dossier
    from motcua.dossiers.actions.return_result import return_result
    from motcua.dossiers.actions.submit_application import submit_application
    from motcua.dossiers.actions.transfer_step import transfer_step
    from motcua.dossiers.rules.facts import Receiver

    pk = submit_application(draft_id=draft_id, actor=actors["citizen"]).pk
    receive_dossier(dossier_id=pk, actor=actors["desk"])
    for _ in range(2):
        transfer_step(dossier_id=pk, actor=actors["specialist"])
    present_result(dossier_id=pk, actor=actors["specialist"], outcome="granted", on_paper=True)
    approve_result(dossier_id=pk, actor=actors["leader"])
    return_result(dossier_id=pk, actor=actors["desk"], receiver=Receiver("desk", "Đặng Thị Ngọc Ánh"))
    rate_service(dossier_id=pk, actor=actors["citizen"], score=3)
    return pk


def record(office: Any, actors: dict[str, Any]) -> tuple[list[Statement], UUID, UUID]:
    """Every statement of one life cycle, its case, and the draft it was made from."""
    from django.db import connection
    from tests.factories import make_drafts

    draft_id = make_drafts(office, 1)[0]
    sent: list[Statement] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params if isinstance(params, dict) else list(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        return sent, life_cycle(draft_id, actors), draft_id


def is_write(sql: str) -> bool:
    """The one statement of an act that writes."""
    return sql.startswith(WRITES)


def values_of(parameters: Parameters) -> Iterable[Any]:
    """What stands for the marks of a statement."""
    return parameters.values() if isinstance(parameters, dict) else parameters


class Replay:
    """The recorded statements for other cases: every id, reference and number of the case becomes a new one."""

    def __init__(self, sent: list[Statement], pk: UUID, draft_id: UUID, office: Any) -> None:
        from motcua.dossiers.models import Dossier

        dossier = Dossier.objects.get(pk=pk)
        fixed = {account.pk for account in office.accounts.values()} | {office.version.pk}
        self.ids = {value for _, params in sent for value in values_of(params) if isinstance(value, UUID)} - fixed
        self.marks = [dossier.reference, str(dossier.code), str(dossier.register_number)]
        self.marks += dossier.forms.exclude(serial=None).values_list("serial", flat=True)
        self.sent, self.draft_id = sent, draft_id

    def case(self, number: str, draft_id: UUID, books: dict[str, int]) -> list[Statement]:
        """The statements of one more case, made from this draft; it takes the next number of each book."""
        ids = {one: uuid4() for one in self.ids} | {self.draft_id: draft_id}
        texts = {str(old): str(new) for old, new in ids.items()}
        texts |= {mark: f"{mark[:8]}{number}{at}" for at, mark in enumerate(self.marks)}

        def other(value: Any) -> Any:
            if isinstance(value, UUID):
                return ids.get(value, value)
            if isinstance(value, str):
                for old, new in texts.items():
                    value = value.replace(old, new)
            return value

        made: list[Statement] = []
        for sql, params in self.sent:
            if isinstance(params, dict):
                made.append((sql, {name: other(value) for name, value in params.items()}))
            else:
                made.append((sql, _next_numbers([other(value) for value in params], books)))
        return made

    def per_second(self, turn: str, drafts: list[UUID], *, with_reads: bool = False) -> float:
        """Cases a second, one from each draft; the reads too, or the writes alone."""
        import psycopg
        from django.db import connection

        from motcua.ledger.models import Number

        known = connection.get_connection_params()
        place = {key: known[key] for key in ("dbname", "user", "password", "host", "port") if key in known}
        books = dict(Number.objects.values_list("book", "value"))
        cases = [self.case(f"{turn}x{number}x", draft_id, books) for number, draft_id in enumerate(drafts)]
        with psycopg.connect(**place, autocommit=True, prepare_threshold=0) as raw, raw.cursor() as cursor:
            begun = time.perf_counter()
            for statements in cases:
                for sql, params in statements:
                    if with_reads or is_write(sql):
                        cursor.execute(sql, params)
                        done = cursor.fetchone()
                        assert done is not None, sql[:300]
                        assert done[0] == 1 or not is_write(sql), sql[:300]
            return CASES / (time.perf_counter() - begun)


def _next_numbers(values: list[Any], books: dict[str, int]) -> list[Any]:
    """The next number of each book that these values name."""
    for at, value in enumerate(values):
        if isinstance(value, str) and value in books:
            values[at + 1 : at + 3] = [books[value] + 1, books[value]]
            books[value] += 1
    return values


def put_back(kept: list[tuple[str, int]]) -> None:
    """The books as they were."""
    from motcua.ledger.models import Number

    for book, value in kept:
        Number.objects.filter(book=book).update(value=value)


def main() -> None:
    """Interleaved rounds, medians, one JSON document."""
    office = prepare()
    from tests.factories import make_drafts

    from motcua.ledger.models import Number

    actors = {name: office.actor(name) for name in ("citizen", "desk", "specialist", "leader")}
    life_cycle(make_drafts(office, 1)[0], actors)
    sent, pk, draft_id = record(office, actors)
    replay = Replay(sent, pk, draft_id, office)
    ours, bare, reading = [], [], []
    for turn in range(ROUNDS):
        waiting = make_drafts(office, CASES)
        begun = time.perf_counter()
        for draft_id in waiting:
            life_cycle(draft_id, actors)
        ours.append(CASES / (time.perf_counter() - begun))
        kept = list(Number.objects.values_list("book", "value"))
        bare.append(replay.per_second(f"{turn}w", make_drafts(office, CASES)))
        put_back(kept)
        reading.append(replay.per_second(f"{turn}r", make_drafts(office, CASES), with_reads=True))
        put_back(kept)
    ratio, beside = (statistics.median(ours) / statistics.median(one) for one in (bare, reading))
    told: dict[str, Any] = {
        "benchmark": "life_cycles",
        "acts": 8,
        "statements": len(sent),
        "statements_an_act": round(len(sent) / 8, 2),
        "through_the_acts_per_second": round(statistics.median(ours), 1),
        "bare_sql_per_second": round(statistics.median(bare), 1),
        "bare_sql_with_the_reads_per_second": round(statistics.median(reading), 1),
        "ratio_with_the_reads": round(beside, 3),
        "reads": [sql[:110] for sql, _ in sent if not is_write(sql)],
    }
    limits: dict[str, Limit] = {
        "ratio": (round(ratio, 3), ">=", 0.60),
        "statements_an_act": (told["statements_an_act"], "<=", 2),
    }
    tell(told, limits)


if __name__ == "__main__":
    main()

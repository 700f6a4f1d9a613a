"""With many rows in every large table, no page of anybody reads such a table through.

Each statement of each visit is explained by PostgreSQL over a stock of rows made in SQL. A plan may not read a large
table from end to end, nor walk a whole index that covers all of it. SQLite has no such plans to show.
"""

import json

import pytest
from django.db import connection
from tests.web.conftest import visited
from tests.web.stock import BIG, fill
from tests.web.visits import VISITS

pytestmark = pytest.mark.postgres_only


def nodes(plan, above=""):
    """Every node of a plan with what stands above it."""
    yield plan, above
    for one in plan.get("Plans", ()):
        yield from nodes(one, plan["Node Type"])


def whole_reads(plan, partial):
    """What reads a large table, or an index over all of it, from end to end."""
    for node, above in nodes(plan):
        table, index = node.get("Relation Name", ""), node.get("Index Name", "")
        stops_at_once = above == "Limit" and "Filter" not in node
        if table not in BIG or stops_at_once:
            continue
        if node["Node Type"] == "Seq Scan":
            yield f"reads through {table}"
        elif index and index not in partial and "Index Cond" not in node:
            yield f"walks {index}"


def partial_indexes():
    """Indexes that hold only the few rows that wait for something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL")
        return {name for (name,) in cursor.fetchall()}


def explained(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        told = cursor.fetchone()[0]
    return (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]


def test_no_page_reads_a_large_table_through(stand, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    fill(stand)
    partial, told, seen = partial_indexes(), [], set()
    for visit in VISITS:
        response, asked = visited(stand, visit)
        assert response.status_code == visit.status, visit
        for sql, params in asked:
            statement = (sql, str(params))
            if statement not in seen and sql.lstrip().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
                seen.add(statement)
                faults = whole_reads(explained(sql, params), partial)
                told += [f"{visit}: {fault}: {sql[:150]}" for fault in faults]
    assert not told, "\n".join(told)

"""Many narrow rows in every table that grows for years, copied in the database from those of the scene."""

from typing import Any

from django.db import connection
from tests.web.stand import Stand

MANY = 30_000
BIG = frozenset(
    {
        "dossiers_dossier",
        "dossiers_draft",
        "dossiers_dossierpaper",
        "dossiers_extension",
        "dossiers_opinion",
        "dossiers_reading",
        "dossiers_result",
        "dossiers_statutoryform",
        "dossiers_supplementrequest",
        "files_storedfile",
        "ledger_entry",
        "notices_message",
        "outbox_delivery",
        "outbox_event",
        "people_account",
    }
)
PERSON = "('00' || left(md5('person' || n), 30))::uuid"
MINUTES = "(n %% 500000) * interval '1 minute'"
CASE = {
    "id": "md5('case' || n)::uuid",
    "draft_id": "md5('draft' || n)::uuid",
    "reference": "'R' || n",
    "code": "'C' || n",
    "register_number": "'N' || n",
    "submitted_at": f"now() - {MINUTES}",
    "received_at": f"now() - {MINUTES}",
    "closed_at": "CASE WHEN n %% 10 <> 0 THEN now() END",
    "state": "CASE WHEN n %% 10 <> 0 THEN 'returned' ELSE t.state END",
    "attention_at": "now() + (n %% 40000 - 20000) * interval '1 minute'",
    "competent_unit_id": "CASE WHEN n %% 20 < 2 THEN %(x)s ELSE %(y)s END",
    "received_unit_id": "CASE WHEN n %% 20 < 2 THEN t.received_unit_id ELSE %(desk_y)s END",
    "holder_unit_id": "CASE WHEN n %% 20 < 2 THEN t.holder_unit_id ELSE %(office_y)s END",
    "holder_post_id": "CASE WHEN n %% 20 < 2 THEN t.holder_post_id ELSE %(post_y)s END",
    "applicant_account_id": PERSON,
    "submitter_account_id": PERSON,
    "search_text": "'nguoi so ' || n",
}
OF_CASE = {"dossier_id": "md5('case' || n)::uuid"}
OWN_ID = {"id": "gen_random_uuid()"}
# (table, which row is copied, what is different in the copies): the tables that others point to come first.
COPIES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "people_account",
        "username = 'citizen'",
        {
            "id": PERSON,
            "username": "'person' || n",
            "phone": "'09' || n",
            "email": "''",
        },
    ),
    ("files_storedfile", "true", {"id": "md5('file' || n)::uuid", "sha256": "md5('file' || n)"}),
    (
        "dossiers_draft",
        "true",
        {**OWN_ID, "owner_id": PERSON, "submitted_at": "now()"},
    ),
    ("dossiers_dossier", "id = %(received)s", CASE),
    ("dossiers_dossierpaper", "file_id IS NOT NULL", {**OF_CASE, "file_id": "md5('file' || n)::uuid"}),
    ("dossiers_statutoryform", "key = 'receipt'", {**OWN_ID, **OF_CASE, "serial": "'S' || n"}),
    (
        "dossiers_extension",
        "true",
        {**OWN_ID, **OF_CASE, "decided_at": "now()", "decided_by": "'x'", "is_granted": "true"},
    ),
    ("dossiers_opinion", "kind = 'opinion'", {**OWN_ID, **OF_CASE, "answered_at": "now()"}),
    ("dossiers_result", "approved_at IS NOT NULL", {**OWN_ID, **OF_CASE, "file_id": "md5('file' || n)::uuid"}),
    ("dossiers_supplementrequest", "true", {**OWN_ID, **OF_CASE, "closed_at": "now()"}),
    ("dossiers_reading", "true", {**OF_CASE, "at": f"now() - {MINUTES}"}),
    (
        "ledger_entry",
        "act = 'receive_dossier'",
        {"subject_id": "md5('case' || n)::uuid::text", "seq": "1", "at": f"now() - {MINUTES}"},
    ),
    (
        "outbox_event",
        "topic = 'x.y'",
        {"subject_id": "md5('case' || n)", "created_at": f"now() - {MINUTES}", "expanded": "true"},
    ),
    (
        "notices_message",
        "post_id IS NOT NULL",
        {
            "key": "'k' || n",
            "post_id": "(%(posts)s::bigint[])[1 + n %% 8]",
            "at": f"now() - {MINUTES}",
            "read_at": "CASE WHEN n %% 50 <> 0 THEN now() END",
        },
    ),
)


def fill(stand: Stand) -> None:
    """Thirty thousand rows more in each of the large tables."""
    office, posts = stand.office, [post.pk for post in stand.office.posts.values()]
    told = {
        "x": office.units["X"].pk,
        "y": office.units["Y"].pk,
        "desk_y": office.units["Y-MC"].pk,
        "office_y": office.units["Y-TP"].pk,
        "post_y": office.posts["specialist_y"].pk,
        "posts": posts[:8],
        "received": stand.cases["received"].pk,
        "many": MANY,
    }
    with connection.cursor() as cursor:
        for table, chosen, changed in COPIES:
            _copy(cursor, table, chosen, changed=changed, told=told)
        cursor.execute(
            """INSERT INTO outbox_delivery
            (event_id, consumer, subject_id, state, attempts, run_at, last_error, done_at)
            SELECT id, 'notices', subject_id, 'done', 1, now(), '', now() FROM outbox_event
            WHERE NOT EXISTS (SELECT 1 FROM outbox_delivery d WHERE d.event_id = outbox_event.id)"""
        )
        cursor.execute("ANALYZE")
        for table in sorted(BIG):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] > MANY // 2, table


def _copy(cursor: Any, table: str, chosen: str, *, changed: dict[str, str], told: dict[str, Any]) -> None:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_identity = 'NO'", [table]
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(changed.get(name, f't."{name}"') for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"""INSERT INTO {table} ({listed}) SELECT {values} FROM generate_series(1, %(many)s) n
        CROSS JOIN (SELECT * FROM {table} WHERE {chosen} LIMIT 1) t""",
        told,
    )

"""Many believable cases, copied in the database from one made by the acts."""

from functools import cache
from random import Random
from typing import Any

from django.db import connection

NAMES = 5000
OPEN_OF_MINE = 400
POSTS = 100
NUMBER = "lpad(n::text, greatest(4, length(n::text)), '0')"  # as codes are written
SET: dict[str, str] = {
    "id": "gen_random_uuid()",
    "draft_id": "gen_random_uuid()",
    "reference": "'R' || n",
    "code": f"'H01.99.01-260101-' || {NUMBER}",
    "register_number": "'1/2026/' || n",
    "applicant_name": "name",
    "applicant_order": "ordered",
    "search_text": f"folded || ' h01 99 01 260101 ' || {NUMBER} || ' xac nhan thu nghiem'",
    "submitted_at": "now() - (n %% 500000) * interval '1 minute'",
    "received_at": "now() - (n %% 500000) * interval '1 minute'",
    "due_at": "now() + ((n::bigint * 7919) %% 40000 - 20000) * interval '1 minute'",
    "attention_at": "CASE WHEN is_open THEN now() + ((n::bigint * 7919) %% 40000 - 20000) * interval '1 minute' END",
    "closed_at": "CASE WHEN NOT is_open THEN now() END",
    "holder_post_id": "CASE WHEN is_open THEN post END",
    "holder_unit_id": "CASE WHEN is_open THEN d.holder_unit_id END",
}


@cache
def full_names() -> tuple[str, ...]:
    """Distinct full names from counted parts, the same ones every time."""
    from motcua.people.demo_people import Names

    names = Names(Random(7))
    made: dict[str, None] = {}
    while len(made) < NAMES:
        made[names.full_name("FM"[len(made) % 2])] = None
    return tuple(made)


def other_posts(office: Any) -> list[int]:
    """Posts that hold what is not mine."""
    from tests.factories import LONG_AGO

    from motcua.people.models import Post

    unit = office.units["Y-TP"]
    made = [Post(unit=unit, role="specialist", title=f"Vị trí {n}", valid_from=LONG_AGO) for n in range(POSTS)]
    return [post.pk for post in Post.objects.bulk_create(made)]


def stock(pattern: Any, *, mine: int, posts: list[int], first: int, last: int) -> None:
    """Cases ``first`` to ``last`` like ``pattern``: the first 400 wait at my post, a fifth of the rest elsewhere."""
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.rules.words import written
    from motcua.kernel.alphabet import alphabet_key

    names = [(at, name, written(name), alphabet_key(name)) for at, name in enumerate(full_names())]
    columns = [field.column for field in Dossier._meta.concrete_fields]
    values = ", ".join(SET.get(name, f'd."{name}"') for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS names (at int PRIMARY KEY, name text, folded text, ordered text)"
        )
        cursor.execute("TRUNCATE names")
        cursor.executemany("INSERT INTO names VALUES (%s, %s, %s, %s)", names)
        cursor.execute(
            f"""INSERT INTO dossiers_dossier ({listed}) SELECT {values}
            FROM (SELECT n, n <= {OPEN_OF_MINE} OR n %% 5 = 0 AS is_open,
                  CASE WHEN n <= {OPEN_OF_MINE} THEN %s ELSE (%s::int[])[1 + n %% {POSTS}] END AS post
                  FROM generate_series(%s::int, %s::int) n) AS s
            JOIN names ON names.at = (s.n::bigint * 7919) %% {len(names)}
            CROSS JOIN (SELECT * FROM dossiers_dossier WHERE id = %s) AS d""",
            [mine, posts, first, last, pattern.pk],
        )
        cursor.execute("ANALYZE")

"""Full-text search over cases: PostgreSQL's word index, SQLite's FTS5; both over our own folded text."""

import re

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import Dossier

WORD = re.compile(r"[a-z0-9]+")


def matching(among: QuerySet[Dossier], folded: str, limit: int) -> QuerySet[Dossier]:
    """Dossiers of ``among`` with every word of ``folded`` (the last one may be unfinished), newest first."""
    exact = among.filter(Q(code=folded.upper()) | Q(reference=folded.upper()))
    if exact.exists():
        return exact[:limit]
    words = WORD.findall(folded)
    if not words:
        return among.none()
    return among.filter(pk__in=_hits(words)).order_by("-submitted_at", "-id")[:limit]


def _hits(words: list[str]) -> RawSQL:
    if connection.vendor == "postgresql":
        query = " & ".join([*words[:-1], f"{words[-1]}:*"])
        return RawSQL(
            "WITH hits AS MATERIALIZED (SELECT id FROM dossiers_dossier "
            "WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)) SELECT id FROM hits",
            [query],
        )
    query = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    return RawSQL("SELECT id FROM dossiers_search WHERE dossiers_search MATCH %s", [query])

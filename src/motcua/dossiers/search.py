"""Full-text search over cases: PostgreSQL's word index, SQLite's FTS5; both over words written by our own rules."""

from functools import cache

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.words import Alternatives, questions
from motcua.people.locality import DATA, rows_of
from motcua.procedures.rules.words import plain_words
from motcua.procedures.search import lexicon, words_of_catalogue


def matching(among: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """Dossiers of ``among`` by code or reference, else by the first reading of ``text`` that finds any.

    The last word may be unfinished.
    """
    code = text.strip().upper()
    exact = among.filter(Q(code=code) | Q(reference=code))
    if exact.exists():
        return exact
    for asked in questions(text, _shorts(), [*_names(), *words_of_catalogue()]):
        found = among.filter(pk__in=_hits(asked))
        if found.exists():
            return found
    return among.none()


@cache
def _shorts() -> dict[str, str]:
    return {" ".join(plain_words(short)): long for short, long in lexicon().abbreviations.items() if long}


@cache
def _names() -> frozenset[str]:
    """The words that Vietnamese names are made of."""
    return frozenset(word for row in rows_of(DATA / "name_parts.csv") for word in plain_words(row["name"]))


def _hits(asked: Alternatives) -> RawSQL:
    if connection.vendor == "postgresql":
        words = [" | ".join(either) for either in asked[:-1]] + [" | ".join(f"{word}:*" for word in asked[-1])]
        return RawSQL(
            "WITH hits AS MATERIALIZED (SELECT id FROM dossiers_dossier "
            "WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)) SELECT id FROM hits",
            [" & ".join(f"({one})" for one in words)],
        )
    words = [" OR ".join(f'"{word}"' for word in either) for either in asked[:-1]]
    words.append(" OR ".join(f'"{word}"*' for word in asked[-1]))
    return RawSQL(
        "SELECT id FROM dossiers_search WHERE dossiers_search MATCH %s", [" AND ".join(f"({one})" for one in words)]
    )

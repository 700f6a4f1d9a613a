"""Full-text search over cases: PostgreSQL's word index, SQLite's FTS5; both over words written by our own rules."""

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.words import Alternatives, questions
from motcua.kernel.identifiers import tidy_reference
from motcua.ledger.cursors import on_postgresql, preparing_cursor
from motcua.people.locality import DATA, rows_of
from motcua.procedures.rules.words import plain_words
from motcua.procedures.search import lexicon, words_of_catalogue

Sql = tuple[str, tuple[Any, ...]]  # a statement with its parameters
FEW = 500
SIGNS = {True: (" | ", " & ", ":*", ""), False: (" OR ", " AND ", "*", '"')}  # on PostgreSQL; on SQLite
WORDS = "to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)"
HITS = {
    True: f"WITH hits AS MATERIALIZED (SELECT id FROM dossiers_dossier WHERE {WORDS}) SELECT id FROM hits",  # noqa: S608
    False: "SELECT id FROM dossiers_search WHERE dossiers_search MATCH %s",
}
LOOKED_AT = (  # what tells whether somebody may see a case
    "id, applicant_account_id, submitter_account_id, competent_unit_id, holder_unit_id, received_unit_id, "
    "helped_unit_id, holder_post_id, procedure_field"
)
NARROWED = f'WITH "dossiers_dossier" AS MATERIALIZED (SELECT {LOOKED_AT} FROM "dossiers_dossier" WHERE {WORDS})'  # noqa: S608


def matching(among: Callable[[], QuerySet[Dossier]], ids: Sql, text: str) -> QuerySet[Dossier]:
    """Dossiers of ``among`` by code or reference, else by the first reading of ``text`` that finds any.

    ``ids`` are those of ``among`` as a statement; building ``among`` costs as much as asking, so it is built when it is
    needed. The last word may be unfinished: it is taken for the beginning of one
    where no case has it as it stands.
    """
    code = text.strip().upper()
    if tidy_reference(code) or any(sign.isdigit() for sign in code):  # a name has no digits, a code always
        exact = among().filter(Q(code=code) | Q(reference=code))
        if exact.exists():
            return exact
    for asked in questions(text, _shorts(), [*_names(), *words_of_catalogue()]):
        for is_finished in (True, False):
            found = _holding(among, ids, _query(asked, is_finished=is_finished))
            if found is not None:
                return found
    return Dossier.objects.none()


def _holding(among: Callable[[], QuerySet[Dossier]], ids: Sql, query: str) -> QuerySet[Dossier] | None:
    """Those of ``among`` that the query finds, if any; few are named one by one, so that the index is asked once."""
    few = _few(ids, query)
    if len(few) == FEW:
        return among().filter(pk__in=RawSQL(HITS[on_postgresql()], [query]))  # noqa: S611 - ours
    named = RawSQL("SELECT unnest(%s::uuid[])", [few]) if on_postgresql() else few
    return Dossier.objects.filter(pk__in=named) if few else None


def _few(ids: Sql, query: str) -> list[UUID]:
    """At most ``FEW`` of these that the query finds."""
    seen, parameters = ids
    cursor = preparing_cursor()
    if on_postgresql():
        # What the index finds stands in the table's place: no row is read twice, no plan walks the whole table.
        cursor.execute(f"{NARROWED} {seen} LIMIT {FEW}", [query, *parameters])
    else:
        sql = f"SELECT pk FROM ({seen}) WHERE pk IN ({HITS[False]}) LIMIT {FEW}"  # noqa: S608 - ours
        cursor.execute(sql, [*parameters, query])
    return [pk if isinstance(pk, UUID) else UUID(pk) for (pk,) in cursor.fetchall()]


@cache
def _shorts() -> dict[str, str]:
    return {" ".join(plain_words(short)): long for short, long in lexicon().abbreviations.items() if long}


@cache
def _names() -> frozenset[str]:
    """The words that Vietnamese names are made of."""
    return frozenset(word for row in rows_of(DATA / "name_parts.csv") for word in plain_words(row["name"]))


def _query(asked: Alternatives, *, is_finished: bool) -> str:
    """The question as the word index of the database reads it."""
    either, both, begins, quote = SIGNS[on_postgresql()]
    written = [[f"{quote}{word}{quote}" for word in words] for words in asked]
    if not is_finished:
        written[-1] = [f"{word}{begins}" for word in written[-1]]
    return both.join(f"({either.join(words)})" for words in written)

"""Full-text search over cases: PostgreSQL's word index, SQLite's FTS5; both over words written by our own rules."""

from functools import cache

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.words import Alternatives, questions
from motcua.kernel.identifiers import tidy_reference
from motcua.ledger.cursors import on_postgresql
from motcua.people.locality import DATA, rows_of
from motcua.procedures.rules.words import plain_words
from motcua.procedures.search import lexicon, words_of_catalogue

FEW = 500
SIGNS = {True: (" | ", " & ", ":*", ""), False: (" OR ", " AND ", "*", '"')}  # on PostgreSQL; on SQLite
HITS = {
    True: "SELECT id FROM dossiers_dossier WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)",
    False: "SELECT id FROM dossiers_search WHERE dossiers_search MATCH %s",
}


def matching(among: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """Dossiers of ``among`` by code or reference, else by the first reading of ``text`` that finds any.

    The last word may be unfinished: it is taken for the beginning of one where no case has it as it stands.
    """
    code = text.strip().upper()
    if tidy_reference(code) or any(sign.isdigit() for sign in code):  # a name has no digits, a code always
        exact = among.filter(Q(code=code) | Q(reference=code))
        if exact.exists():
            return exact
    for asked in questions(text, _shorts(), [*_names(), *words_of_catalogue()]):
        for is_finished in (True, False):
            found = _holding(among, _query(asked, is_finished=is_finished))
            if found is not None:
                return found
    return among.none()


def _holding(among: QuerySet[Dossier], query: str) -> QuerySet[Dossier] | None:
    """Those of ``among`` that the query finds, if any; few are named one by one, so that the index is asked once."""
    hits = HITS[on_postgresql()]
    # Materialized: the planner must not walk the cases in the order of the list and look at each.
    whole = f"WITH hits AS MATERIALIZED ({hits}) SELECT id FROM hits" if on_postgresql() else hits  # noqa: S608 - ours
    found = among.filter(pk__in=RawSQL(whole, [query]))  # noqa: S611 - ours
    few = list(found.values_list("pk", flat=True)[:FEW])
    if len(few) == FEW:
        return found
    named = RawSQL("SELECT unnest(%s::uuid[])", [few]) if on_postgresql() else few
    return Dossier.objects.filter(pk__in=named) if few else None


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

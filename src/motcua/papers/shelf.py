"""The table of paper types of this installation: what ships, with what an office wrote over it."""

from functools import cache
from importlib.resources import files

from motcua.papers.models import TypeRow
from motcua.papers.rules.types import PaperType, Shelf, places, read_types


@cache
def shipped() -> tuple[PaperType, ...]:
    """The rows that ship with the product."""
    text = (files("motcua.papers") / "data" / "paper_types.csv").read_text("utf-8")
    return read_types(text.splitlines())


def shelf() -> Shelf:
    """Every row; one that an office wrote for the same day stands in the place of the shipped one. One statement."""
    own = {(row.key, row.from_on): as_type(row) for row in TypeRow.objects.all()}
    kept = [row for row in shipped() if (row.key, row.from_on) not in own]
    order = {key: at for at, key in enumerate(dict.fromkeys(row.key for row in (*shipped(), *own.values())))}
    return Shelf(tuple(sorted([*kept, *own.values()], key=lambda row: (order[row.key], row.from_on))))


def as_type(row: TypeRow) -> PaperType:
    """A row of the database as the rules know it."""
    return PaperType(
        key=row.key,
        name=row.name,
        name_en=row.name_en,
        results=places(row.results),
        answers=places(row.answers),
        even_expired=places(row.even_expired),
        months=row.months,
        is_single=row.is_single,
        from_on=row.from_on,
        source=row.source,
        mark=row.mark,
    )

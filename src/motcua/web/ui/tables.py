"""Cells of a table that stands as cards on a phone, each told by the head of its column."""

from collections.abc import Mapping, Sequence
from re import Match, compile
from typing import Any

from markupsafe import Markup, escape

from motcua.web.ui.words import say

CELL = compile(r"<td\b([^>]*)>")


def labelled(row: Markup, columns: Sequence[Mapping[str, Any]]) -> Markup:
    """The cells of one row with the words of their columns; what has words of its own keeps them."""
    labels = iter(columns)

    def with_label(found: Match[str]) -> str:
        label = say(next(labels, {"label": ""})["label"])
        if "data-label" in found[1] or not label:
            return found[0]
        return f'<td{found[1]} data-label="{escape(label)}">'

    return Markup(CELL.sub(with_label, row))  # noqa: S704 - the row was escaped when it was drawn

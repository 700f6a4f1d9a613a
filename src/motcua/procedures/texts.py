"""The columns of the catalogue that a bundle or a published description fills."""

from collections.abc import Mapping
from typing import Any

from motcua.kernel.fold import fold

SHORT = 110


def procedure_texts(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the catalogue row takes from a bundle."""
    handler = kept.get("handled_by", "ours")
    return {
        "name": kept["name"],
        "short_name": kept["short_name"],
        "name_folded": fold(f"{kept['short_name']} {kept['name']}"),
        "field": kept["field"],
        "handler": handler,
        "is_operable": handler == "ours",
        "synonyms": list(kept.get("synonyms", ())),
        "life_events": list(kept.get("life_events", ())),
    }


def shortened(name: str) -> str:
    """A long official name as it stands in lists: up to its first clause, or whole words."""
    for mark in (" (", "; "):
        head = name.partition(mark)[0]
        if 12 <= len(head) <= SHORT:
            return head
    if len(name) <= SHORT:
        return name
    return f"{name[:SHORT].rsplit(' ', 1)[0].rstrip(' ,;:')}…"

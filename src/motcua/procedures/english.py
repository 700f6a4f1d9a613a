"""What procedures are called in English, as far as their published versions say so."""

from collections.abc import Mapping

from motcua.kernel.brief import Brief
from motcua.procedures.models import ProcedureVersion

_titles: Brief[str, Mapping[str, str]] = Brief(seconds=60)


def english_titles() -> Mapping[str, str]:
    """What procedures are called in English, by their name in Vietnamese; as known for at most a minute."""
    return _titles.get("en", _titles_now)


def _titles_now() -> Mapping[str, str]:
    kept = ProcedureVersion.objects.order_by("published_at", "number").values_list("bundle", flat=True)
    named = ((one.get("short_name"), one.get("english", {})) for one in kept)
    return {title: english[title] for title, english in named if title in english}


def forget_english_titles() -> None:
    """Read them anew at the next question; called by every act that publishes a version."""
    _titles.forget()

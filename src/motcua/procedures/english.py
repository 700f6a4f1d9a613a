"""What procedures are called in English, as far as their published versions say so."""

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

from motcua.kernel.brief import Brief
from motcua.procedures.models import ProcedureVersion

Names = Mapping[str, tuple[str, str]]
_versions: Brief[str, tuple[UUID, ...]] = Brief()


def english_names() -> Names:
    """The Vietnamese and the English short name by code; which versions there are is asked every five seconds."""
    return _names_in(_versions.get("", _version_ids))


def english_titles() -> Mapping[str, str]:
    """The English short names by the Vietnamese ones."""
    return _titles_in(_versions.get("", _version_ids))


def forget_english() -> None:
    """Ask again at the next question; called by every act that publishes a version."""
    _versions.forget()


def _version_ids() -> tuple[UUID, ...]:
    return tuple(ProcedureVersion.objects.order_by("number", "id").values_list("id", flat=True))


@lru_cache(maxsize=2)
def _names_in(ids: tuple[UUID, ...]) -> Names:
    """Read once, because a published version never changes; of several versions the last one counts."""
    known = ProcedureVersion.objects.filter(pk__in=ids).order_by("number").values_list("procedure__code", "bundle")
    named = ((code, str(bundle.get("short_name", "")), bundle.get("english") or {}) for code, bundle in known)
    return {code: (name, english[name]) for code, name, english in named if english.get(name)}


@lru_cache(maxsize=2)
def _titles_in(ids: tuple[UUID, ...]) -> Mapping[str, str]:
    return dict(_names_in(ids).values())

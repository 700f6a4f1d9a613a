"""What nobody types: the addressed authority, a signature, a computed answer, a note."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.eforms.rules.calendar import shown_date
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import Errors, Kind, Post
from motcua.kernel.money import grouped
from motcua.kernel.words import N_, Sentence

SIGNED = N_("Người đăng nhập nộp hồ sơ được coi là đã ký tờ khai này.")


class Filled(Kind):
    """Filled by the system, never by a post."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """Nothing: a post cannot set it."""
        return None

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Not the reader's mistake."""
        return {}

    def text(self, one: Field, value: Any) -> object:
        """As it stands."""
        if isinstance(value, int) and not isinstance(value, bool):
            return grouped(value)
        return shown_date(value) if isinstance(value, str) else ""


class Signature(Filled):
    """Given by signing in, not typed."""

    def text(self, one: Field, value: Any) -> object:
        """How the declaration is signed."""
        return Sentence(SIGNED)

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """Not a fact."""
        return None

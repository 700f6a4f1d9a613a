"""Sentences that are translated late: the rule names them, the surface speaks them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, object] = MappingProxyType({})


def N_(text: str) -> str:  # noqa: N802 - the customary gettext name
    """Mark ``text`` for extraction without translating it."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A Vietnamese source sentence with named placeholders and what fills them."""

    text: str
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text

"""What every kind of question can do: read a post, check what is kept, say it, take a known fact, invent one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from motcua.eforms.rules.clean import clean_text, first_of
from motcua.eforms.rules.form import Field
from motcua.kernel.words import N_, Sentence

Errors = dict[str, Sentence]

MISSING = N_("Bạn chưa trả lời “%(label)s”.")
NOT_READABLE = N_("Câu trả lời cho “%(label)s” không đọc được. Hãy điền lại.")
TOO_LONG = N_("“%(label)s” dài quá %(most)d chữ. Hãy viết ngắn lại.")


def fault(one: Field, text: str, **params: object) -> Errors:
    """One error at the field itself."""
    return {"": Sentence(text, {"label": one.label, **params})}


@dataclass(frozen=True)
class Post:
    """What was posted, and the day that helps to read two-digit years."""

    values: Mapping[str, Any]
    today: date

    def first(self, name: str) -> str:
        """The first text under ``name``."""
        return first_of(self.values, name)


class Kind:
    """A line of text, and the base of the others."""

    most: ClassVar[int] = 500

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The answer as typed, in the form we keep it when it is sound; a wrong one stays as typed."""
        return clean_text(post.first(name))

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Errors of a filled answer by path below the field ("" is the field itself)."""
        if not isinstance(value, str):
            return fault(one, NOT_READABLE)
        most = int(one.settings.get("most", self.most))
        return fault(one, TOO_LONG, most=most) if len(value) > most else {}

    def text(self, one: Field, value: Any) -> object:
        """The answer for a reader: text, or a Sentence to be translated."""
        return value if isinstance(value, str) else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """The answer that a known fact gives; None when it gives none. ``facts`` are those of the same person."""
        return clean_text(fact) if isinstance(fact, str) else None

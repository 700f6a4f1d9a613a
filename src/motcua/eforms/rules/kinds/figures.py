"""Questions answered with a whole number or an amount of money."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from motcua.eforms.rules.clean import clean_text
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import Errors, Kind, Post, fault
from motcua.kernel.money import grouped
from motcua.kernel.words import N_, Sentence

NO_NUMBER = N_("“%(label)s” phải là số, ví dụ 2.")
NO_MONEY = N_("“%(label)s” phải là số tiền bằng đồng, ví dụ 50.000.000.")
TOO_SMALL = N_("“%(label)s” phải từ %(least)s trở lên.")
TOO_BIG = N_("“%(label)s” không được quá %(most)s. Hãy kiểm tra lại số.")
DONG = N_("%(amount)s đồng")
_GROUPED = re.compile(r"\d{1,3}(?:[. ,]\d{3})+|\d+", re.ASCII)


def number_of(raw: str) -> int | None:
    """The whole number typed, with or without grouping; None if none."""
    raw = raw.strip()
    return int(re.sub(r"[. ,]", "", raw)) if _GROUPED.fullmatch(raw) and len(raw) <= 24 else None


class Integer(Kind):
    """A whole number."""

    wrong: ClassVar[str] = NO_NUMBER
    least: ClassVar[int] = 0
    biggest: ClassVar[int] = 1_000_000

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The number; as typed if it is none."""
        raw = clean_text(post.first(name), most=60)
        found = number_of(raw)
        return raw if found is None else found

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """A whole number within the schema's bounds."""
        if not isinstance(value, int) or isinstance(value, bool):
            return fault(one, self.wrong)
        least, most = one.schema.get("minimum", self.least), one.schema.get("maximum", self.biggest)
        if value < least:
            return fault(one, TOO_SMALL, least=grouped(least))
        return fault(one, TOO_BIG, most=grouped(most)) if value > most else {}

    def text(self, one: Field, value: Any) -> object:
        """Grouped for reading."""
        return grouped(value) if isinstance(value, int) else str(value)

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """A number."""
        return fact if isinstance(fact, int) and not isinstance(fact, bool) else None


class Money(Integer):
    """An amount in whole dong."""

    wrong: ClassVar[str] = NO_MONEY
    biggest: ClassVar[int] = 10**14

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The amount, also with "đồng", "đ" or "VND" behind it, or in "triệu"."""
        raw = clean_text(post.first(name), most=60)
        bare = re.sub(r"(?i)\s*(đồng|đ|vnđ|vnd)\.?$", "", raw)
        million = re.fullmatch(r"(?i)(\d{1,6})\s*(triệu|tr)", bare, re.ASCII)
        found = int(million[1]) * 1_000_000 if million else number_of(bare)
        return raw if found is None else found

    def text(self, one: Field, value: Any) -> object:
        """20.000 đồng"""
        return Sentence(DONG, {"amount": grouped(value)}) if isinstance(value, int) else str(value)

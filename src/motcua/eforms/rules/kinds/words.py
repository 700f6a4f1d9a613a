"""Questions answered in words: names, texts, telephone numbers, e-mail addresses."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from motcua.eforms.rules.clean import clean_text
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import Errors, Kind, Post, fault
from motcua.kernel.identifiers import kept_phone
from motcua.kernel.words import N_

NAME_DIGITS = N_("“%(label)s” chỉ gồm chữ, không có số. Hãy viết đúng như trên giấy tờ, đủ dấu.")
NAME_LETTERS = N_("“%(label)s” có ký tự lạ. Hãy viết đúng như trên giấy tờ, đủ dấu.")
PHONE_WRONG = N_("Số điện thoại chưa đúng. Hãy nhập số có 10 chữ số, ví dụ 0912 345 678.")
EMAIL_WRONG = N_("Địa chỉ thư điện tử chưa đúng. Hãy viết như ví dụ: ten@gmail.com.")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.\-]+[^\W\d_]+)*\.?")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)


class Text(Kind):
    """A line of text."""


class LongText(Kind):
    """Several lines of text."""

    most: ClassVar[int] = 4000

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The text with its line ends."""
        return clean_text(post.first(name), lines=True)


class Name(Kind):
    """A person's name as on the paper."""

    most: ClassVar[int] = 100

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Letters of any alphabet; no digits."""
        found = super().check(one, value, today)
        if found or _NAME.fullmatch(value):
            return found
        return fault(one, NAME_DIGITS if any(letter.isdigit() for letter in value) else NAME_LETTERS)


class Phone(Kind):
    """A telephone number, kept as 0912345678 (foreign ones with +)."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The number in one form; as typed if it is none."""
        raw = clean_text(post.first(name), most=60)
        return kept_phone(raw) or raw

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """A number that exists in the numbering plan."""
        return {} if isinstance(value, str) and kept_phone(value) else fault(one, PHONE_WRONG)

    def text(self, one: Field, value: Any) -> object:
        """The number in groups."""
        text = value if isinstance(value, str) else ""
        return f"{text[:4]} {text[4:7]} {text[7:]}" if len(text) == 10 and text.isdigit() else text

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """A number that is one."""
        return kept_phone(clean_text(fact, most=60))


class Email(Kind):
    """An e-mail address."""

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """One @ and a domain; no more can be known here."""
        sound = isinstance(value, str) and len(value) <= 254 and ".." not in value and _EMAIL.fullmatch(value)
        return {} if sound else fault(one, EMAIL_WRONG)

"""What a program sends, read with care: whatever no database could keep is refused here, in one place, by its field."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Schema
from ninja.parser import Parser

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

MOST_DEPTH = 20
MOST_NUMBER = 2**53  # what every program that reads JSON can still tell exactly
NOT_JSON = N_("Nội dung gửi lên không phải là JSON đúng (UTF-8). Hãy xem lại dấu ngoặc, dấu phẩy và dấu nháy.")
TOO_DEEP = N_("Dữ liệu gửi lên lồng nhau quá sâu (nhiều nhất %(most)d tầng).")
NO_LETTER = N_("Có ký tự không dùng được trong chữ (ký tự rỗng hoặc nửa ký tự).")
NO_NUMBER = N_("Số gửi lên quá lớn hoặc không phải là số.")


class Sent(Schema):
    """What a program sends: a name that is not asked for is told, as it is mostly another one misspelt."""

    model_config = {"extra": "forbid"}


class CarefulParser(Parser):
    """JSON and addresses that hold only what can be kept: proper letters, finite numbers, not nested too deep."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body."""
        try:
            found = json.loads(request.body)
        except (ValueError, RecursionError):
            raise Invalid(NOT_JSON) from None
        check(found)
        return found

    def parse_querydict(self, data: MultiValueDict, list_fields: list[str], request: HttpRequest) -> Any:
        """What stands in the address or a form."""
        found = super().parse_querydict(data, list_fields, request)
        check(found)
        return found


def check(value: Any, place: str = "", depth: int = 0) -> None:
    """Refuse with Invalid what could not be kept, naming where it stands."""
    if isinstance(value, str) and not is_text(value):
        _refuse(NO_LETTER, place)
    if isinstance(value, int | float) and not -MOST_NUMBER <= value <= MOST_NUMBER:  # true of what is no number, too
        _refuse(NO_NUMBER, place)
    if isinstance(value, dict | list):
        if depth >= MOST_DEPTH:
            _refuse(TOO_DEEP, place, most=MOST_DEPTH)
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            check(str(key), place)
            check(part, f"{place}.{key}" if place else str(key), depth + 1)


def is_text(text: str) -> bool:
    """Letters that every database keeps: no NUL, no half of a pair."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _refuse(text: str, place: str, **params: object) -> None:
    raise Invalid(text, {place: Sentence(text, params)} if place else {}, **params)

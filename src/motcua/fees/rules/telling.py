"""A fee table in plain words, for who has not applied yet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from motcua.fees.rules.assessing import FREE_PIECES, ONLINE, PIECE, less, online_percent
from motcua.kernel.money import format_dong
from motcua.kernel.words import N_, Sentence

FROM = N_("Từ %(unit)s thứ %(start)s: %(amount)s mỗi %(unit)s.")
AT_MOST = N_("Thu nhiều nhất %(amount)s.")
AT_MOST_EACH = N_("Thu nhiều nhất %(amount)s mỗi %(unit)s.")
ONLINE_FREE = N_("Nộp hồ sơ trực tuyến thì không thu khoản này.")
ONLINE_LEFT = N_("Nộp hồ sơ trực tuyến được giảm %(percent)s%%, còn %(amount)s.")
LAST_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True)
class ToldFee:
    """One row as people read it: what it is for, its price by the piece where there is a ``unit``, what else holds."""

    label: str
    amount: int
    unit: str
    more: tuple[Sentence, ...]
    note: str = ""
    is_conditional: bool = False


def told_fees(table: Mapping[str, Any]) -> list[ToldFee]:
    """The rows in words; rows that differ only by the number at their end ("giấy tờ thứ 1", "thứ 2") are told once."""
    told = [_told(table, row) for row in table.get("rows", ())]
    return [_together(list(alike)) for _, alike in groupby(told, key=_but_for_number)]


def _told(table: Mapping[str, Any], row: Mapping[str, Any]) -> ToldFee:
    more = tuple(_more(table, row))
    return ToldFee(row["label"], row.get("amount", 0), _unit(row), more, row.get("note", ""), bool(row.get("when")))


def _but_for_number(told: ToldFee) -> ToldFee:
    return replace(told, label=LAST_NUMBER.sub("", told.label))


def _together(alike: list[ToldFee]) -> ToldFee:
    first, last = alike[0], LAST_NUMBER.search(alike[-1].label)
    if len(alike) == 1 or last is None:
        return first
    return replace(first, label=f"{first.label}–{last[0]}")


def _unit(row: Mapping[str, Any]) -> str:
    if "per" in row:
        return str(row.get("unit", PIECE))
    return str(row.get("times_unit", PIECE)) if "times" in row else ""


def _more(table: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[Sentence]:
    unit, cap = _unit(row), row.get("at_most")
    if row.get("free"):
        yield Sentence(FREE_PIECES, {"count": row["free"], "unit": unit})
    for tier in row.get("tiers", ()):
        yield Sentence(FROM, {"unit": unit, "start": tier["from"], "amount": format_dong(tier["amount"])})
    if cap is not None and "times" in row:
        yield Sentence(AT_MOST_EACH, {"amount": format_dong(cap), "unit": row.get("times_unit", PIECE)})
    elif cap is not None:
        yield Sentence(AT_MOST, {"amount": format_dong(cap)})
    percent = online_percent(table, row)
    if percent:
        yield _online(row, percent)


def _online(row: Mapping[str, Any], percent: int) -> Sentence:
    if percent == 100:
        return Sentence(ONLINE_FREE)
    if _unit(row) or not row.get("amount"):
        return Sentence(ONLINE, {"percent": percent})
    return Sentence(ONLINE_LEFT, {"percent": percent, "amount": format_dong(less(row["amount"], percent))})

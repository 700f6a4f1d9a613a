"""A published description of the catalogue as it is read: papers by case, ways with what all of them have in common."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WEB = re.compile(r"https?://[^\s()]+")
IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
# "….1.MuCT01banhnhkmtheoThngts53 (3).doc": a number, then letters without the marked ones
FILE_AT_END = re.compile(r"([.;)])?\s*\d\.(?=[A-Za-z0-9]*[A-Za-z]{8})[A-Za-z0-9]{12,}(?: \(\d+\))?(?:\.\w{3,4})?\s*$")
READABLE = re.compile(r"[0-9A-ZĐ].* ")
UNTOLD = frozenset({"open", "not_captured"})


@dataclass(frozen=True)
class Case:
    """The papers of one case, in the order of the portal; without a name they are for everyone."""

    name: str
    papers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Way:
    """One way to hand in: its time limit, its fees, and remarks that are not those of every way."""

    channel: str
    time: Mapping[str, Any] | None
    fees: tuple[Mapping[str, Any], ...]
    note: str


def cases_of(documents: Iterable[Mapping[str, Any]]) -> list[Case]:
    """The papers under the case they are for; cases in the order in which they first appear."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in documents:
        found.setdefault(one.get("case", ""), []).append(one)
    return [Case(name, tuple(papers)) for name, papers in found.items()]


def paper_name(text: str) -> str:
    """The name of a paper without the name of the portal's file that was stuck to its end."""
    return FILE_AT_END.sub(r"\1", text).rstrip(" ;")


def form_names(text: str) -> list[str]:
    """The names of the form files that a person can read; those the portal mutilated are left out."""
    return [line.strip() for line in text.split("\n") if READABLE.match(line.strip())]


def link_of(address: str) -> tuple[str, str]:
    """Where the description was published: an address to open, or the name of a file that can only be read out."""
    if WEB.fullmatch(address):
        return address, ""
    inside = IN_BRACKETS.search(address)
    return "", inside[1] if inside else address


def shared_notes(ways: Iterable[Mapping[str, Any]]) -> list[str]:
    """The remarks that stand under more than one way (of time or of fee), each once."""
    listed = [note for way in ways for note in dict.fromkeys(_notes(way))]
    return list(dict.fromkeys(note for note in listed if listed.count(note) > 1))


def ways_of(ways: Iterable[Mapping[str, Any]], shared: Iterable[str]) -> list[Way]:
    """The ways without the remarks that are told once for all; a way that says nothing new is left out."""
    told = frozenset(shared)
    read = (_way(one, told) for one in ways)
    return list({repr(one): one for one in read}.values())


def _way(one: Mapping[str, Any], told: frozenset[str]) -> Way:
    fees = tuple({**fee, "note": "" if fee.get("note", "") in told else fee["note"]} for fee in _fees(one))
    note = one.get("note", "")
    kept = tuple(fee for fee in fees if fee.get("amount") is not None or fee["note"])
    return Way(one["channel"], one.get("time"), kept, "" if note in told else note)


def _fees(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"note": "", **fee} for fee in one.get("fees", ())]


def _notes(way: Mapping[str, Any]) -> list[str]:
    return [note for note in (way.get("note", ""), *(fee.get("note", "") for fee in way.get("fees", ()))) if note]


def is_time_told(row: Mapping[str, Any]) -> bool:
    """Whether the figure of the time limit may be read out; an open one would only mislead."""
    return row.get("time_basis") not in UNTOLD


def is_time_doubtful(row: Mapping[str, Any]) -> bool:
    """Whether the time limit was marked as still to be confirmed."""
    return _is_marked(row, "time_limits")


def is_fee_doubtful(row: Mapping[str, Any]) -> bool:
    """Whether the fee was marked as still to be confirmed."""
    return _is_marked(row, "fees")


def _is_marked(row: Mapping[str, Any], about: str) -> bool:
    return any(one["about"] == about for one in row.get("to_confirm", ()))

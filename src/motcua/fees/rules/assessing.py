"""What a person pays under a fee table, and why, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.eforms.rules.clean import at_path
from motcua.eforms.rules.conditions import holds
from motcua.kernel.money import format_dong
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

FEE, CHARGE = "fee", "charge"
KINDS = (FEE, CHARGE)
UNIQUE, FIRST, COLLECT = "unique", "first", "collect"
HITS = (UNIQUE, FIRST, COLLECT)
MOST_PIECES = 100_000

TWO_ROWS = N_(
    "Biểu phí có hai khoản cùng áp dụng: “%(first)s” và “%(second)s”. Hãy báo bộ phận một cửa để sửa biểu phí."
)
FLAT = N_("Mức thu: %(amount)s.")
NOT_CHARGED = N_("Không thu.")
PIECES = N_("%(count)s %(unit)s, mỗi %(unit)s %(amount)s: %(sum)s.")
FREE_PIECES = N_("Không thu tiền %(count)s %(unit)s đầu tiên.")
CAPPED = N_("Thu nhiều nhất %(amount)s.")
BELOW_CAP = N_("Chưa đến mức thu nhiều nhất là %(amount)s.")
TIMES = N_("Tính cho %(count)s %(unit)s: %(sum)s.")
EXEMPT = N_("Được miễn: %(label)s.")
REDUCED = N_("Được giảm %(percent)s%%: %(label)s.")
PROOF = N_("Giấy tờ chứng minh: %(proof)s.")
ONLINE = N_("Nộp hồ sơ trực tuyến được giảm %(percent)s%%.")
REMAINS = N_("Phải nộp: %(amount)s.")
PIECE = N_("bản")


@dataclass(frozen=True)
class FeeLine:
    """One fee or charge: what it would be, what is paid, and each step from one to the other.

    ``proof`` names the paper that shows the right to pay less; the desk looks at it.
    """

    key: str
    label: str
    kind: str
    full: int
    amount: int
    reasons: tuple[Sentence, ...]
    proof: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values as a case keeps them."""
        return {
            "key": self.key,
            "label": self.label,
            "kind": self.kind,
            "full": self.full,
            "amount": self.amount,
            "reasons": [str(reason) for reason in self.reasons],
            "proof": self.proof,
        }


@dataclass(frozen=True)
class Assessment:
    """What a person pays in all, in whole đồng."""

    lines: tuple[FeeLine, ...]
    total: int


def assess(table: Mapping[str, Any], facts: Mapping[str, Any]) -> Assessment:
    """The lines of the table that apply to these facts, after exemptions and the discount for applying online.

    ``facts`` are the answers of the form and ``channel``. Refuses with Invalid when a table of hit rule ``unique``
    has two rows that apply.
    """
    lines = tuple(_line(table, row, facts) for row in _hits(table, facts))
    return Assessment(lines, sum(line.amount for line in lines))


def _hits(table: Mapping[str, Any], facts: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    rows = [row for row in table.get("rows", ()) if holds(row.get("when"), facts)]
    hit = table.get("hit", COLLECT)
    if hit == UNIQUE and len(rows) > 1:
        raise Invalid(TWO_ROWS, first=rows[0]["label"], second=rows[1]["label"])
    return rows[:1] if hit == FIRST else rows


def _line(table: Mapping[str, Any], row: Mapping[str, Any], facts: Mapping[str, Any]) -> FeeLine:
    full, reasons = _full(row, facts)
    amount, proof = full, ""
    reduction = _reduction(table, row, facts) if full else None
    if reduction:
        percent, proof = int(reduction.get("percent", 100)), str(reduction.get("proof", ""))
        amount = less(amount, percent)
        told = {"label": reduction["label"]} if percent == 100 else {"label": reduction["label"], "percent": percent}
        reasons.append(Sentence(EXEMPT if percent == 100 else REDUCED, told))
        reasons += [Sentence(PROOF, {"proof": proof})] if proof else []
    online = online_percent(table, row) if amount and facts.get("channel") == "online" else 0
    if online:
        amount = less(amount, online)
        reasons.append(Sentence(ONLINE, {"percent": online}))
    if amount != full:
        reasons.append(Sentence(REMAINS, {"amount": format_dong(amount)}))
    return FeeLine(row["key"], row["label"], row.get("kind", FEE), full, amount, tuple(reasons), proof)


def less(amount: int, percent: int) -> int:
    """Rounded down to whole đồng, in favour of who pays."""
    return amount * (100 - percent) // 100


def _full(row: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[int, list[Sentence]]:
    """What the row costs before any reduction, with its steps."""
    if "per" in row:
        full, reasons = _by_pieces(row, _count(facts, row["per"]))
    else:
        full = int(row.get("amount", 0))
        reasons = [Sentence(FLAT, {"amount": format_dong(full)}) if full else Sentence(NOT_CHARGED)]
    cap = row.get("at_most")
    if cap is not None and (full >= cap or "per" in row):
        reasons.append(Sentence(CAPPED if full >= cap else BELOW_CAP, {"amount": format_dong(cap)}))
        full = min(full, cap)
    if "times" in row:
        times = _count(facts, row["times"])
        full *= times
        unit = row.get("times_unit", PIECE)
        reasons.append(Sentence(TIMES, {"count": times, "unit": unit, "sum": format_dong(full)}))
    return full, reasons


def _by_pieces(row: Mapping[str, Any], count: int) -> tuple[int, list[Sentence]]:
    unit = row.get("unit", PIECE)
    free = min(int(row.get("free", 0)), count)
    reasons = [Sentence(FREE_PIECES, {"count": free, "unit": unit})] if free else []
    whole = 0
    for pieces, amount in _tiers(row, free, count):
        whole += pieces * amount
        told = {"count": pieces, "unit": unit, "amount": format_dong(amount), "sum": format_dong(pieces * amount)}
        reasons.append(Sentence(PIECES, told))
    return whole, reasons or [Sentence(NOT_CHARGED)]


def _tiers(row: Mapping[str, Any], free: int, count: int) -> Iterator[tuple[int, int]]:
    """How many pieces at which price: ``amount`` from the first, each of ``tiers`` from its own number on."""
    steps = [(1, int(row.get("amount", 0))), *((tier["from"], tier["amount"]) for tier in row.get("tiers", ()))]
    ends = [start for start, _ in steps[1:]] + [count + 1]
    for (start, amount), end in zip(steps, ends, strict=True):
        pieces = min(end, count + 1) - max(start, free + 1)
        if pieces > 0:
            yield pieces, amount


def _count(facts: Mapping[str, Any], path: str) -> int:
    """How many the person asks for: one when they were not asked."""
    value = at_path(facts, path)
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return 1
    return min(max(value, 0), MOST_PIECES)


def _reduction(table: Mapping[str, Any], row: Mapping[str, Any], facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The one exemption that helps most; they do not add up."""
    offered = [*row.get("exemptions", ())]
    offered += [one for one in table.get("exemptions", ()) if row["key"] in one.get("rows", (row["key"],))]
    granted = [one for one in offered if holds(one["when"], facts)]
    return max(granted, key=lambda one: int(one.get("percent", 100)), default=None)


def online_percent(table: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    """How much less, in percent, who applies online pays for this row."""
    offer = table.get("online")
    if not offer or row["key"] not in offer.get("rows", (row["key"],)):
        return 0
    return int(offer["percent"])

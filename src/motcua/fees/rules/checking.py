"""Whether a fee table that somebody wrote can be used: every fault with its place and a sentence."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.eforms.rules.conditions import faults_of
from motcua.fees.rules.assessing import HITS, KINDS
from motcua.kernel.money import format_dong
from motcua.kernel.words import N_, Sentence

Fault = tuple[str, Sentence]
TABLE_KEYS = frozenset({"hit", "rows", "exemptions", "online", "note", "basis"})
ROW_KEYS = frozenset(
    {
        *("key", "label", "kind", "amount", "when", "per", "unit", "free", "tiers", "at_most", "times", "times_unit"),
        *("exemptions", "note", "basis"),
    }
)
EXEMPTION_KEYS = frozenset({"key", "label", "when", "percent", "proof", "rows", "basis"})
ONLINE_KEYS = frozenset({"percent", "rows", "basis"})

NOT_A_TABLE = N_("Biểu phí phải là một đối tượng có danh sách “rows”; để trống [] nếu không thu.")
UNKNOWN = N_("Không hiểu mục “%(key)s” trong biểu phí.")
BAD_HIT = N_("“hit” phải là unique (chỉ một khoản), first (khoản đầu tiên khớp) hoặc collect (cộng các khoản khớp).")
NO_WORDS = N_("Khoản thu cần có “key” và “label”.")
TWICE = N_("Khóa “%(key)s” được dùng hai lần.")
BAD_KIND = N_("“kind” phải là fee (lệ phí) hoặc charge (phí).")
BAD_AMOUNT = N_("Số tiền phải là số nguyên đồng, không âm.")
LOW_CAP = N_("Mức thu nhiều nhất phải lớn hơn 0 và không thấp hơn mức thu là %(amount)s.")
BAD_NUMBER = N_("“%(key)s” phải là số nguyên không âm.")
BAD_PATH = N_("“%(key)s” phải là tên một câu hỏi trong biểu mẫu.")
BAD_CONDITION = N_("Điều kiện áp dụng chưa đúng ở “%(part)s”.")
BAD_TIERS = N_("Các bậc (“tiers”) phải có “from” tăng dần từ 2 và “amount”.")
LONELY_TIERS = N_("Các bậc và số lượng không thu tiền chỉ dùng được cùng “per”.")
BAD_PERCENT = N_("Mức giảm (“percent”) phải từ 1 đến 100.")
NO_LABEL = N_("Trường hợp miễn, giảm cần có “label” nói rõ ai được miễn, giảm.")
NO_WHEN = N_("Trường hợp miễn, giảm cần có điều kiện “when”.")
NO_SUCH_ROW = N_("Không có khoản thu “%(key)s”.")


def check_fee_table(table: Any) -> list[Fault]:
    """Everything that is wrong with a table; nothing means it can be used."""
    if not isinstance(table, Mapping) or not isinstance(table.get("rows", []), list):
        return [("rows", Sentence(NOT_A_TABLE))]
    return list(_faults(table))


def _faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _unknown("", table, TABLE_KEYS)
    if table.get("hit", HITS[0]) not in HITS:
        yield "hit", Sentence(BAD_HIT)
    keys: set[str] = set()
    for place, row in enumerate(table.get("rows", [])):
        yield from _row(f"rows[{place}]", row, keys)
    yield from _exemptions("exemptions", table.get("exemptions", []), keys)
    if "online" in table:
        yield from _online(table["online"], keys)


def _unknown(at: str, given: Mapping[str, Any], known: frozenset[str]) -> Iterator[Fault]:
    for key in given.keys() - known:
        yield f"{at}.{key}".lstrip("."), Sentence(UNKNOWN, {"key": key})


def _row(at: str, row: Any, keys: set[str]) -> Iterator[Fault]:
    if not isinstance(row, Mapping) or not row.get("key") or not row.get("label"):
        yield at, Sentence(NO_WORDS)
        return
    yield from _unknown(at, row, ROW_KEYS)
    if row["key"] in keys:
        yield f"{at}.key", Sentence(TWICE, {"key": row["key"]})
    keys.add(row["key"])
    if row.get("kind", KINDS[0]) not in KINDS:
        yield f"{at}.kind", Sentence(BAD_KIND)
    yield from _numbers(at, row)
    yield from _pieces(at, row)
    if "when" in row:
        yield from _condition(f"{at}.when", row["when"])
    yield from _exemptions(f"{at}.exemptions", row.get("exemptions", []), {row["key"]})


def _numbers(at: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    for key in ("amount", "at_most"):
        if not _is_count(row.get(key, 0)):
            yield f"{at}.{key}", Sentence(BAD_AMOUNT)
    if "at_most" in row and _is_count(row["at_most"]) and _is_count(row.get("amount", 0)):
        yield from _cap(at, row)
    if not _is_count(row.get("free", 0)):
        yield f"{at}.free", Sentence(BAD_NUMBER, {"key": "free"})
    for key in ("per", "times"):
        if key in row and (not isinstance(row[key], str) or not row[key]):
            yield f"{at}.{key}", Sentence(BAD_PATH, {"key": key})


def _cap(at: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    if row["at_most"] < max(row.get("amount", 0), 1):
        yield f"{at}.at_most", Sentence(LOW_CAP, {"amount": format_dong(row.get("amount", 0))})


def _pieces(at: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    if "per" not in row and ("tiers" in row or "free" in row):
        yield f"{at}.per", Sentence(LONELY_TIERS)
    tiers = row.get("tiers", [])
    before = 1
    for tier in tiers if isinstance(tiers, list) else [None]:
        fits = isinstance(tier, Mapping) and _is_count(tier.get("from")) and _is_count(tier.get("amount"))
        start = tier["from"] if isinstance(tier, Mapping) and fits else 0
        if start <= before:
            yield f"{at}.tiers", Sentence(BAD_TIERS)
            return
        before = start


def _exemptions(at: str, listed: Any, keys: set[str]) -> Iterator[Fault]:
    for place, one in enumerate(listed if isinstance(listed, list) else [listed]):
        here = f"{at}[{place}]"
        if not isinstance(one, Mapping) or not one.get("label"):
            yield here, Sentence(NO_LABEL)
            continue
        yield from _unknown(here, one, EXEMPTION_KEYS)
        if one.get("when"):
            yield from _condition(f"{here}.when", one["when"])
        else:
            yield f"{here}.when", Sentence(NO_WHEN)
        yield from _share(here, one, keys)


def _online(offer: Any, keys: set[str]) -> Iterator[Fault]:
    if not isinstance(offer, Mapping) or "percent" not in offer:
        yield "online", Sentence(BAD_PERCENT)
        return
    yield from _unknown("online", offer, ONLINE_KEYS)
    yield from _share("online", offer, keys)


def _share(at: str, given: Mapping[str, Any], keys: set[str]) -> Iterator[Fault]:
    percent = given.get("percent", 100)
    if not _is_count(percent) or not 1 <= percent <= 100:
        yield f"{at}.percent", Sentence(BAD_PERCENT)
    rows = given.get("rows", [])
    for key in rows if isinstance(rows, list) else [str(rows)]:
        if key not in keys:
            yield f"{at}.rows", Sentence(NO_SUCH_ROW, {"key": key})


def _condition(at: str, condition: Any) -> Iterator[Fault]:
    for part in faults_of(condition):
        yield at, Sentence(BAD_CONDITION, {"part": part})


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0

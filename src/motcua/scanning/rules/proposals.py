"""From the text of a page to facts that an officer confirms: whose paper it is, its number, day and issuer.

Nothing here knows any one form: labels, shapes of numbers and places on the page speak. What is read is never taken
for true; each proposal says how sure it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from motcua.kernel.fold import nfc
from motcua.kernel.identifiers import check_citizen_number, check_tax_code
from motcua.scanning.rules.letters import DIGIT, days_in, digits, level

SURE, LIKELY, DOUBTFUL = 0.95, 0.75, 0.5
HEAD_LINES = 12
Found = tuple[str, str, float]  # field, value, how sure


@dataclass(frozen=True)
class Line:
    """One line of a page as it was read; ``sure`` (0-1) is what the reader thinks of itself."""

    text: str
    sure: float = 1.0
    page: int = 1


@dataclass(frozen=True)
class Proposal:
    """One fact proposed for one field, with the line it was read from."""

    field: str
    value: str
    sure: float
    page: int
    line: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Proposal":
        """What ``as_json`` kept."""
        return cls(**kept)


_NAME_LABELS = re.compile(
    r"(?:ho\s*[,.]?\s*(?:va\s+)?(?:chu\s+dem\s*[,.]?\s*(?:va\s+)?)?ten(?:\s+khai\s+sinh)?(?:\s+(?:nguoi|cua\s+nguoi)[^:;]{0,40})?"
    r"|(?:cap\s+cho|chung\s+nhan|xac\s+nhan)\s+(?:ong|ba|anh|chi)(?:\s*[/(]?\s*ba\)?)?"
    r"|ten\s+(?:doanh\s+nghiep|ho\s+kinh\s+doanh|to\s+chuc|cong\s+ty|hop\s+tac\s+xa)[^:;]{0,40}"
    r"|(?:^|\s)(?:ong|ba)(?:\s*[/(]\s*ba\)?)?\s*(?=:))\s*[:;.]*\s*"
)
_ORGANISATION = re.compile(r"(?:doanh nghiep|ho kinh doanh|to chuc|cong ty|hop tac xa)")
_SOMEBODY_ELSE = re.compile(r"\b(?:me|cha|bo|vo|chong|yeu cau|khai|nop|dai dien|lam chung|giam ho)\b")
_STOP = re.compile(
    r"\s*(?:[;,|]|\s(?:gioi tinh|ngay|sinh|nam sinh|so dinh danh|so can cuoc|so cccd|so cmnd|cccd|dan toc|quoc tich|"
    r"dien thoai|noi cu tru|noi sinh|ma so|chuc vu|dia chi)\b)"
)
_NUMBER_LABEL = re.compile(
    r"(?:so\s+dinh\s+danh|so\s+can\s+cuoc|can\s+cuoc|so\s+cccd|cccd|so\s+cmnd|giay\s+to\s+tuy\s+than)"
)
_CITIZEN = re.compile(rf"(?<![\w.\-])(?:{DIGIT}[ .]?){{11}}{DIGIT}(?![\w])")
_TAX_LABEL = re.compile(r"(?:ma\s+so\s+(?:thue|doanh\s+nghiep|ho\s+kinh\s+doanh)|mst)")
_TAX = re.compile(rf"(?<![\w])(?:{DIGIT}[ .]?){{9}}{DIGIT}(?:\s?-?\s?{DIGIT}{{3}})?(?![\w])")
_SIGN = re.compile(r"(?<![\w])so\s*[:.;]?\s*([0-9oil|]{1,7}\s*/\s*[a-z0-9][\w&.\-/]*(?:\s?-\s?[\w&.]+)*)")
_PLAIN_SIGN = re.compile(r"^\W{0,3}so\s*[:.;]\s*([0-9oil|]{1,7})\W*$")
_ISSUER = re.compile(
    r"^\W{0,2}((?:uy ban nhan dan|u\.?b\.?n\.?d|so |bo |cong an |chi cuc |cuc |phong |trung tam |truong |benh vien |"
    r"van phong |tram y te|toa an |chi nhanh |ban chi huy |bao hiem xa hoi|ngan hang )[^:]*)$"
)
_MOTTO = re.compile(r"\s*(?:cong\s*hoa\s*xa\s*hoi|doc\s*lap\s*[-–—]?\s*tu\s*do).*$")
_UNTIL = re.compile(
    r"(?:co\s+)?(?:gia\s+tri|hieu\s+luc|thoi\s+han)[^0-9:]{0,30}?(?:den|het)|het\s+han|den\s+het\s+ngay"
)
_KINDS_OF_BODY = frozenset(
    [
        "uy",
        "ban",
        "nhan",
        "dan",
        "thi",
        "tran",
        "xa",
        "phuong",
        "huyen",
        "tinh",
        "thanh",
        "pho",
        "quan",
        "so",
        "bo",
        "cong",
        "an",
        "phong",
        "trung",
        "tam",
        "truong",
        "benh",
        "vien",
        "van",
        "chi",
        "cuc",
        "cuc",
        "tu",
        "phap",
        "y",
        "te",
        "giao",
        "duc",
        "va",
        "dao",
        "tao",
        "tieu",
        "hoc",
        "trung",
        "pho",
        "thong",
        "tram",
        "toa",
        "bao",
        "hiem",
        "hoi",
        "ngan",
        "hang",
    ]
)
_BORN = re.compile(r"sinh")
_HANDED = re.compile(r"(?:cap\s+ngay|ngay\s+cap)")
_PLACE_AND_DAY = re.compile(r"[a-z]{2,}\s*,\s*ng.y")
_TITLES = re.compile(
    r"^\W{0,2}((?:giay|to khai|trich luc|bien ban|quyet dinh|don|hop dong|ban sao|chung nhan|so ho|so gia|phieu|van "
    r"ban|can cuoc|the)\b[^:.;]{2,80})$"
)


def proposals(lines: Sequence[Line], *, today: date) -> list[Proposal]:
    """What the lines say, the surest first of each field, each value once."""
    best: dict[tuple[str, str], Proposal] = {}
    for number, line in enumerate(lines):
        for field, value, sure in _of_line(lines, number, today):
            one = Proposal(field, value, round(sure * min(1.0, 0.4 + 0.6 * line.sure), 2), line.page, line.text[:200])
            if one.value and one.sure > best.get((field, value), _NOTHING).sure:
                best[field, value] = one
    return sorted(best.values(), key=lambda one: (one.field, -one.sure))


_NOTHING = Proposal("", "", -1.0, 0, "")


def best_of(found: Iterable[Proposal]) -> dict[str, Proposal]:
    """The surest proposal of each field."""
    kept: dict[str, Proposal] = {}
    for one in found:
        if one.field not in kept or one.sure > kept[one.field].sure:
            kept[one.field] = one
    return kept


def _of_line(lines: Sequence[Line], number: int, today: date) -> list[Found]:
    text = nfc(lines[number].text)
    flat, before = level(text), level(lines[number - 1].text) if number else ""
    is_head = lines[number].page == 1 and number < HEAD_LINES
    found = [
        *_citizens(text, flat, before),
        *_taxes(text, flat, before),
        *_names(text, flat),
        *_days(text, flat, today),
    ]
    found += _signs(text, flat, is_head=is_head)
    if is_head:
        found += _issuers(lines, number)
        found += _titles(text, flat)
    return found


def _citizens(text: str, flat: str, before: str) -> list[Found]:
    found: list[Found] = []
    for one in _CITIZEN.finditer(text):
        checked = check_citizen_number(digits(one.group()))
        if not checked.valid or not checked.province:
            continue
        labelled = bool(_NUMBER_LABEL.search(flat[: one.start()]) or _NUMBER_LABEL.search(before))
        found.append(("owner_number", checked.number, SURE if labelled else LIKELY))
    return found


def _taxes(text: str, flat: str, before: str) -> list[Found]:
    if not (_TAX_LABEL.search(flat) or _TAX_LABEL.search(before)):
        return []
    found: list[Found] = []
    for one in _TAX.finditer(text):
        checked = check_tax_code(digits(one.group()))
        if checked.valid and len(checked.number) != 12:
            found.append(("tax_code", checked.number, SURE))
    return found


def _names(text: str, flat: str) -> list[Found]:
    found: list[Found] = []
    for label in _NAME_LABELS.finditer(flat):
        rest = text[label.end() :]
        stop = _STOP.search(level(rest))
        name = _tidied(rest[: stop.start()] if stop and stop.start() else ("" if stop and not stop.start() else rest))
        is_body = bool(_ORGANISATION.search(label.group()))
        if name and (is_body or is_name(name)):
            is_other = bool(_SOMEBODY_ELSE.search(label.group()))
            found.append(("owner_name", name, LIKELY if ":" in label.group() and not is_other else DOUBTFUL))
    return found


def is_name(text: str) -> bool:
    """Whether it looks like a person's name: two to six words of letters, each with a capital."""
    words = text.split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() and word.replace("-", "").isalpha() for word in words)


def _tidied(text: str) -> str:
    """Without dotted lines and marks around; a name in capitals is written as names are."""
    plain = " ".join(re.sub(r"[.…_·•]{2,}|[|\[\]{}<>*=~^]", " ", text).split()).strip(" .,:;-–—'\"()")
    return plain.title() if plain.isupper() and is_name(plain) else plain


def _days(text: str, flat: str, today: date) -> list[Found]:
    found: list[Found] = []
    for day, start in days_in(text):
        lead = flat[max(0, start - 40) : start + 6]
        if _UNTIL.search(lead):
            found.append(("valid_until", day.isoformat(), SURE))
        elif _BORN.search(lead):
            found.append(("born_on", day.isoformat(), LIKELY))
        elif day <= today:
            found.append(("issued_on", day.isoformat(), _sure_of_issue(lead)))
    return found


def _sure_of_issue(lead: str) -> float:
    if _PLACE_AND_DAY.search(lead):
        return SURE
    return LIKELY if _HANDED.search(lead) else DOUBTFUL


def _signs(text: str, flat: str, *, is_head: bool) -> list[Found]:
    found: list[Found] = []
    for pattern, sure in ((_SIGN, SURE if is_head else LIKELY), (_PLAIN_SIGN, LIKELY if is_head else DOUBTFUL)):
        for one in pattern.finditer(flat):
            figures, slash, symbol = text[one.start(1) : one.end(1)].partition("/")
            symbol = (re.sub(r"\s*-\s*", "-", symbol).split() or [""])[0].strip(" .,;-")
            number = digits(figures) + (f"/{symbol}" if slash and symbol else "")
            found.append(("number", number, sure))
    return found


def _issuers(lines: Sequence[Line], number: int) -> list[Found]:
    text = nfc(lines[number].text)
    cut = _MOTTO.search(level(text))
    own = (text[: cut.start()] if cut else text).strip()
    if not _ISSUER.match(level(own)):
        return []
    name = own.strip(" .,-–—_")
    following = nfc(lines[number + 1].text) if number + 1 < len(lines) else ""
    if len(name.split()) <= 4 and name.isupper():  # "ỦY BAN NHÂN DÂN" alone: whose it is stands on the next line
        cut = _MOTTO.search(level(following))
        more = (following[: cut.start()] if cut else following).strip(" .,-–—_")
        if level(text).rstrip().endswith(" viet"):  # the motto beside it was broken before its last word
            more = more.removesuffix(" NAM")
        name = f"{name} {more}" if more.isupper() and not days_in(more) and "SỐ" not in more else name
    return [("issuer", _as_body(name[:200]), LIKELY)]


def _as_body(name: str) -> str:
    """A body's name in capitals as it is written in a sentence: what kind of body small, whose it is capital."""
    if not name.isupper():
        return name
    words = [word if level(word) in _KINDS_OF_BODY else word.capitalize() for word in name.lower().split()]
    return " ".join([words[0].capitalize(), *words[1:]])


def _titles(text: str, flat: str) -> list[Found]:
    one = _TITLES.match(flat)
    if not one:
        return []
    name = text.strip(" .,:;")[:200]
    return [("paper_name", name.capitalize(), LIKELY)] if name.isupper() else [("paper_name", name, DOUBTFUL)]

"""The QR of a citizen card: what it says, made whole where scanners mangle it. It is unsigned and proves nothing."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from motcua.kernel.identifiers.citizen import check_citizen_number, is_number, plain_digits, sex_of
from motcua.kernel.words import N_, Sentence

SEPARATORS = ("|", "¦", "‖", "~", "\t", ";")
FIELDS = 7
LONGEST = 2_000
SYMBOLOGY = re.compile(r"^\][A-Za-z]\d")  # what some scanners send first, "]Q1"
MOJIBAKE = re.compile(r"[ÃÂÄÅÆ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[º»]")
DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})|(\d{2})(\d{2})(\d{4})")
YEAR_ONLY = re.compile(r"(?:0{2}/?0{2}/?)?(\d{4})")
STRANGE = re.compile(r"[?\ufffd\d_@#$%^*=<>{}\[\]\\]")
LOST = re.compile(r"[?\ufffd]")
WORDS_OF_SEX = {"M": "Nam", "F": "Nữ"}

EMPTY = N_("Chưa có nội dung mã QR. Hãy quét lại thẻ căn cước.")
NOT_A_CARD = N_("Đây không phải mã QR của thẻ căn cước. Hãy quét mã ở mặt trước của thẻ.")
TOO_LONG = N_("Nội dung quét được quá dài, không phải mã QR của thẻ căn cước.")
NO_NAME = N_("Mã QR không có họ tên. Hãy quét lại.")
NO_BIRTH = N_("Ngày sinh trong mã QR không đúng: “%(value)s”. Hãy quét lại hoặc nhập theo thẻ.")
ONLY_YEAR = N_("Thẻ chỉ ghi năm sinh %(year)s. Hãy nhập ngày sinh theo giấy khai sinh nếu có.")
IN_FUTURE = N_("Ngày sinh %(day)s ở tương lai. Hãy quét lại hoặc nhập theo thẻ.")
NO_SEX = N_("Không đọc được giới tính: “%(value)s”.")
NO_ISSUE = N_("Không đọc được ngày cấp thẻ: “%(value)s”.")
ISSUED_EARLY = N_("Ngày cấp thẻ đứng trước ngày sinh. Hãy đối chiếu với thẻ.")
OLD_STRANGE = N_("Số chứng minh nhân dân cũ không đúng dạng: “%(value)s”.")
REPAIRED = N_("Máy quét làm hỏng chữ tiếng Việt; chữ đã được sửa lại. Hãy đối chiếu với thẻ.")
MANGLED_NAME = N_("Họ tên bị máy quét làm hỏng chữ. Hãy quét bằng máy ảnh hoặc sửa theo thẻ.")
MANGLED_ADDRESS = N_("Địa chỉ bị máy quét làm hỏng chữ. Hãy quét bằng máy ảnh hoặc sửa theo thẻ.")


@dataclass(frozen=True)
class Card:
    """What a card's QR says about its holder. Never take it as proof of identity."""

    valid: bool
    number: str = ""
    old_number: str = ""
    name: str = ""
    birth_date: date | None = None
    gender: str = ""
    address: str = ""
    issued_on: date | None = None
    warnings: tuple[Sentence, ...] = ()

    @property
    def sex(self) -> str:
        """``M``, ``F`` or nothing."""
        return sex_of(self.gender)


def parse_card_qr(text: str, on: date | None = None) -> Card:
    """The card behind the text that a scanner gave; with ``on`` it also checks for dates in the future."""
    if len(text) > LONGEST:
        return Card(valid=False, warnings=(Sentence(TOO_LONG),))
    plain, repaired = _plain(text)
    if not plain:
        return Card(valid=False, warnings=(Sentence(EMPTY),))
    fields = _fields(plain)
    if len(fields) < FIELDS or not is_number(plain_digits(fields[0]), 12):
        return Card(valid=False, warnings=(Sentence(NOT_A_CARD),))
    card = _read(fields, on)
    return replace(card, warnings=(Sentence(REPAIRED), *card.warnings)) if repaired else card


def _plain(text: str) -> tuple[str, bool]:
    """NFC text without what scanners add; whether UTF-8 that was read as Latin letters had to be repaired."""
    text = SYMBOLOGY.sub("", text.strip().lstrip("\ufeff"))
    whole = _unmangled(text)
    kept = "".join(c for c in unicodedata.normalize("NFKC", whole) if c == "\t" or c.isprintable())
    return kept.strip(), whole != text


def _unmangled(text: str) -> str:
    if not MOJIBAKE.search(text):
        return text
    try:
        return b"".join(_byte(letter) for letter in text).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return text


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _fields(text: str) -> list[str]:
    for separator in SEPARATORS:
        found = [" ".join(field.split()) for field in text.split(separator)]
        if len(found) >= FIELDS:
            return found
    return [text]


def _date(text: str) -> date | None:
    found = DATE.fullmatch(text)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read(fields: list[str], on: date | None) -> Card:
    number, old, name, birth, sex, address, issue = fields[:FIELDS]
    born, issued = _date(plain_date(birth)), _date(plain_date(issue))
    gender = WORDS_OF_SEX.get(sex_of(sex), "")
    checked = check_citizen_number(number, born, gender)
    old = plain_digits(old)
    wrong = [*_wrong_name(name), *_wrong_birth(birth, born, on)]
    doubts = [
        (sex_of(sex) == "", Sentence(NO_SEX, {"value": sex})),
        (issued is None, Sentence(NO_ISSUE, {"value": issue})),
        (bool(born and issued and issued < born), Sentence(ISSUED_EARLY)),
        (bool(old) and not is_number(old, 9, 12), Sentence(OLD_STRANGE, {"value": old})),
        (bool(STRANGE.search(name)), Sentence(MANGLED_NAME)),
        (bool(LOST.search(address)), Sentence(MANGLED_ADDRESS)),
    ]
    only_year = YEAR_ONLY.fullmatch(birth) if born is None else None
    notes = [Sentence(ONLY_YEAR, {"year": only_year.group(1)})] if only_year else []
    warnings = (*wrong, *notes, *checked.warnings, *(sentence for applies, sentence in doubts if applies))
    return Card(not wrong, checked.number, old, name, born, gender, address, issued, warnings)


def plain_date(text: str) -> str:
    """A date without the spaces that scanners put around its separators."""
    return text.replace(" ", "")


def _wrong_name(name: str) -> list[Sentence]:
    return [] if name else [Sentence(NO_NAME)]


def _wrong_birth(birth: str, born: date | None, on: date | None) -> list[Sentence]:
    if born is None:
        return [] if YEAR_ONLY.fullmatch(birth) else [Sentence(NO_BIRTH, {"value": birth})]
    if on is not None and born > on:
        return [Sentence(IN_FUTURE, {"day": f"{born:%d/%m/%Y}"})]
    return []

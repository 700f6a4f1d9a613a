"""The paper that shows who somebody is."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from motcua.eforms.rules.calendar import read_date, shown_date, span_of
from motcua.eforms.rules.clean import clean_text
from motcua.eforms.rules.form import Field, Option
from motcua.eforms.rules.kinds.base import NOT_READABLE, Errors, Kind, Post, fault
from motcua.eforms.rules.kinds.days import IN_FUTURE, NO_DATE
from motcua.kernel.identifiers import check_citizen_number
from motcua.kernel.words import N_, Sentence

PERSONAL, PASSPORT, OLD_CARD, OTHER = "personal_id", "passport", "old_card", "other"
KINDS = (
    Option(PERSONAL, N_("Số định danh cá nhân hoặc thẻ căn cước, căn cước công dân")),
    Option(OLD_CARD, N_("Chứng minh nhân dân (9 số)")),
    Option(PASSPORT, N_("Hộ chiếu")),
    Option(OTHER, N_("Giấy tờ khác")),
)
NO_NUMBER = N_("Bạn chưa ghi số giấy tờ tùy thân.")
PERSONAL_WRONG = N_("Số định danh cá nhân phải có đúng 12 chữ số như trên thẻ. Bạn đã ghi %(count)d ký tự.")
PERSONAL_PROVINCE = N_("Số định danh bắt đầu bằng %(start)s, không có trong danh sách tỉnh. Hãy xem lại số trên thẻ.")
OLD_CARD_WRONG = N_("Số chứng minh nhân dân phải có đúng 9 chữ số.")
PASSPORT_WRONG = N_("Số hộ chiếu gồm chữ và số, từ 6 đến 12 ký tự, ví dụ C1234567.")
KIND_MISSING = N_("Hãy chọn loại giấy tờ tùy thân.")
KIND_UNKNOWN = N_("Không có loại giấy tờ “%(kind)s”. Chọn một trong: %(kinds)s.")
NUMBER_LONG = N_("Số giấy tờ quá dài. Hãy ghi đúng như trên giấy tờ.")
SHOWN = N_("%(kind)s số %(number)s")
SHOWN_DATE = N_("%(kind)s số %(number)s, cấp ngày %(day)s")
SHOWN_PLACE = N_("%(kind)s số %(number)s, %(place)s cấp")
SHOWN_ALL = N_("%(kind)s số %(number)s, %(place)s cấp ngày %(day)s")
SHORT = {PERSONAL: N_("Số định danh/căn cước"), OLD_CARD: N_("CMND"), PASSPORT: N_("Hộ chiếu"), OTHER: N_("Giấy tờ")}
LABELS = {
    "kind": N_("Loại giấy tờ"),
    "number": N_("Số"),
    "issued_on": N_("Ngày cấp"),
    "issued_by": N_("Nơi cấp"),
}


def personal_id_fault(number: str) -> Sentence | None:
    """Why ``number`` is no citizen number; None when it has the form of one."""
    found = check_citizen_number(number)
    if not found.valid:
        return Sentence(PERSONAL_WRONG, {"count": len(number)})
    if not found.province:
        return Sentence(PERSONAL_PROVINCE, {"start": number[:3]})
    return None


class IdentityDocument(Kind):
    """{"kind", "number", "issued_on", "issued_by"}; the number alone is enough for a citizen number."""

    longest: ClassVar[int] = 200

    def read(self, one: Field, post: Post, name: str) -> Any:
        """Number without blanks and dots, date as kept."""
        kind = clean_text(post.first(f"{name}.kind"), most=40)
        number = re.sub(r"[\s.\-]", "", clean_text(post.first(f"{name}.number"), most=60)).upper()
        raw = clean_text(post.first(f"{name}.issued_on"), most=60)
        issued = read_date(raw, post.today)
        place = clean_text(post.first(f"{name}.issued_by"))
        given = {"number": number, "issued_on": issued.isoformat() if issued else raw, "issued_by": place}
        return {"kind": kind or (PERSONAL if number else ""), **given} if any(given.values()) else {}

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Number by kind of paper; a real date of issue that has passed."""
        if not isinstance(value, Mapping) or any(not isinstance(part, str) for part in value.values()):
            return fault(one, NOT_READABLE)
        errors = {}
        number = _number_fault(value.get("kind") or "", value.get("number") or "")
        if number:
            errors["kind" if number.text in {KIND_MISSING, KIND_UNKNOWN} else "number"] = number
        issued = value.get("issued_on") or ""
        span = span_of(issued)
        if issued and (span is None or span.first != span.last):
            errors["issued_on"] = Sentence(NO_DATE, {"value": issued[:40]})
        elif span and span.first > today:
            errors["issued_on"] = Sentence(IN_FUTURE, {"label": LABELS["issued_on"], "day": shown_date(issued)})
        if len(value.get("issued_by") or "") > self.longest:
            errors["issued_by"] = Sentence(NUMBER_LONG)
        return errors

    def text(self, one: Field, value: Any) -> object:
        """One sentence with what is known."""
        if not isinstance(value, Mapping) or not value.get("number"):
            return ""
        place, day = value.get("issued_by"), value.get("issued_on")
        words = (SHOWN_ALL if day else SHOWN_PLACE) if place else (SHOWN_DATE if day else SHOWN)
        kind = Sentence(SHORT.get(str(value.get("kind")), SHORT[OTHER]))
        return Sentence(
            words,
            {"kind": kind, "number": value["number"], "place": place, "day": shown_date(str(day or ""))},
        )

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """The citizen number of an account or a scanned card, with its date of issue."""
        number = fact if isinstance(fact, str) else ""
        number = clean_text(number or _known(facts, "national_id", "id_number", "number"), most=20)
        if personal_id_fault(number):
            return None
        raw = _known(facts, "id_issued_on", "issued_on")
        issued = raw.isoformat()[:10] if isinstance(raw, date) else ""
        if isinstance(raw, str) and (found := read_date(raw, date(2100, 1, 1))):
            issued = found.isoformat()
        place = clean_text(_known(facts, "id_issued_by", "issued_by"))
        return {"kind": PERSONAL, "number": number, "issued_on": issued, "issued_by": place}


def _known(facts: Mapping[str, Any], *names: str) -> Any:
    return next((facts[name] for name in names if facts.get(name)), "")


def _number_fault(kind: str, number: str) -> Sentence | None:
    if not number:
        return Sentence(NO_NUMBER)
    if kind == PERSONAL:
        return personal_id_fault(number)
    if kind == OLD_CARD:
        return None if re.fullmatch(r"\d{9}", number, re.ASCII) else Sentence(OLD_CARD_WRONG)
    if kind == PASSPORT:
        return None if re.fullmatch(r"[A-Z0-9]{6,12}", number, re.ASCII) else Sentence(PASSPORT_WRONG)
    if kind != OTHER:
        kinds = ", ".join(one.value for one in KINDS)
        return Sentence(KIND_UNKNOWN, {"kind": kind[:40], "kinds": kinds}) if kind else Sentence(KIND_MISSING)
    return Sentence(NUMBER_LONG) if len(number) > 40 else None

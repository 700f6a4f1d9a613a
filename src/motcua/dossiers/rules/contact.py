"""Whose case it is, how to reach them and how the result comes: tidied when kept, judged alike for everybody; pure."""

import re
from collections.abc import Mapping
from typing import Any

from motcua.eforms.rules.clean import clean_text
from motcua.kernel.identifiers import check_citizen_number, kept_phone, parse_phone
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

NO_NAME = N_("Hãy ghi họ và tên người nộp hồ sơ.")
NO_CONTACT = N_("Hãy ghi số điện thoại hoặc thư điện tử để cơ quan báo tin cho bạn.")
EMAIL = N_("Địa chỉ thư điện tử chưa đúng. Hãy viết như ví dụ: ten@gmail.com.")
TOO_LONG = N_("Phần này dài quá %(most)d chữ. Hãy viết gọn lại.")
NO_WAY = N_("Hãy chọn cách nhận kết quả: trực tuyến, tại bộ phận một cửa hoặc qua bưu điện.")
NO_ADDRESS = N_("Hãy ghi địa chỉ để bưu điện giao kết quả.")
WAYS = ("online", "desk", "post")
CONTACTS = ("phone", "email", "address_text")
LENGTHS = {"name": 200, "number": 20, "phone": 40, "email": 254, "address_text": 300}
MOST_DEPTH = 12
_EMAIL = re.compile(r"[^@\s]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")


def tidy(value: Any, depth: int = 0) -> Any:
    """``value`` with every text in it composed and without control characters; what is nested too deep is left out."""
    if isinstance(value, str):
        return clean_text(value, lines=True)
    if depth >= MOST_DEPTH:
        return None
    if isinstance(value, Mapping):
        return {clean_text(key): tidy(one, depth + 1) for key, one in value.items()}
    return [tidy(one, depth + 1) for one in value] if isinstance(value, list | tuple) else value


def tidy_applicant(given: Mapping[str, Any]) -> dict[str, Any]:
    """The applicant's facts as they are kept: texts in one line, telephone and personal number without blanks."""
    found = {key: clean_text(one) if isinstance(one, str) else one for key, one in tidy(given).items()}
    if found.get("phone"):
        found["phone"] = kept_phone(_text(found, "phone")) or found["phone"]
    checked = check_citizen_number(_text(found, "number"))
    return {**found, "number": checked.number} if checked.valid else found


def applicant_errors(applicant: Mapping[str, Any]) -> dict[str, Sentence]:
    """The office must know whose case it is and how to reach them; what is given must be usable."""
    errors = {
        f"applicant.{key}": Sentence(TOO_LONG, {"most": most})
        for key, most in LENGTHS.items()
        if len(_text(applicant, key)) > most
    }
    if not _text(applicant, "name"):
        errors["applicant.name"] = Sentence(NO_NAME)
    for key, check in (("number", _number_error), ("phone", _phone_error), ("email", _email_error)):
        wrong = check(_text(applicant, key)) if _text(applicant, key) and f"applicant.{key}" not in errors else None
        if wrong:
            errors[f"applicant.{key}"] = wrong
    if not any(_text(applicant, key) for key in CONTACTS):
        errors["applicant.phone"] = Sentence(NO_CONTACT)
    return errors


def _text(facts: Mapping[str, Any], key: str) -> str:
    """The text under the key; anything else counts as nothing."""
    value = facts.get(key)
    return value.strip() if isinstance(value, str) else ""


def _number_error(text: str) -> Sentence | None:
    checked = check_citizen_number(text)
    return None if checked.valid else checked.warnings[0]


def _phone_error(text: str) -> Sentence | None:
    try:
        parse_phone(text)
    except Invalid as refusal:
        return refusal.sentence
    return None


def _email_error(text: str) -> Sentence | None:
    return None if _EMAIL.fullmatch(text) else Sentence(EMAIL)


def delivery_errors(delivery: Mapping[str, Any], applicant: Mapping[str, Any]) -> dict[str, Sentence]:
    """A way that exists, and an address where the post must bring it; nothing chosen means the desk."""
    errors = {} if not delivery or delivery.get("way") in WAYS else {"delivery.way": Sentence(NO_WAY)}
    if delivery.get("way") == "post" and not post_address(delivery, applicant):
        errors["delivery.address"] = Sentence(NO_ADDRESS)
    if len(_text(delivery, "address")) > LENGTHS["address_text"]:
        errors["delivery.address"] = Sentence(TOO_LONG, {"most": LENGTHS["address_text"]})
    return errors


def post_address(delivery: Mapping[str, Any], applicant: Mapping[str, Any]) -> str:
    """Where the post brings the result: the address given for it, else where the applicant lives."""
    return _text(delivery, "address") or _text(applicant, "address_text")

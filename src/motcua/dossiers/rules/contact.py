"""Whose case it is, how to reach them and how the result comes: tidied when kept, judged alike for everybody; pure."""

import re
from collections.abc import Mapping
from typing import Any

from motcua.dossiers.rules.representing import FACTS, KINDS, is_business, is_represented, representative_of
from motcua.eforms.rules.clean import clean_text
from motcua.kernel.identifiers import check_citizen_number, check_tax_code, kept_phone, parse_phone
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

NO_NAME = N_("Hãy ghi họ và tên người nộp hồ sơ.")
NO_KIND = N_("Hãy chọn hồ sơ đứng tên cá nhân hay tổ chức.")
NO_ORGANISATION = N_("Hãy ghi tên doanh nghiệp, hợp tác xã hoặc tổ chức.")
NO_REPRESENTATIVE = N_("Hãy ghi họ và tên người đứng nộp.")
NO_MANDATE = N_("Hãy ghi tư cách của người đứng nộp: chức vụ, giấy giới thiệu hoặc giấy ủy quyền.")
NO_CONTACT = N_("Hãy ghi số điện thoại hoặc thư điện tử để cơ quan báo tin cho bạn.")
EMAIL = N_("Địa chỉ thư điện tử chưa đúng. Hãy viết như ví dụ: ten@gmail.com.")
TOO_LONG = N_("Phần này dài quá %(most)d chữ. Hãy viết gọn lại.")
NO_WAY = N_("Hãy chọn cách nhận kết quả: trực tuyến, tại bộ phận một cửa hoặc qua bưu điện.")
NO_ADDRESS = N_("Hãy ghi địa chỉ để bưu điện giao kết quả.")
WAYS = ("online", "desk", "post")
CONTACTS = ("phone", "email", "address_text")
LENGTHS = {"name": 200, "number": 20, "phone": 40, "email": 254, "address_text": 300, "mandate": 200}
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
    found = _tidy_person(tidy(given))
    whom = representative_of(found)
    return {**found, "representative": _tidy_person(whom)} if whom else found


def _tidy_person(given: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: clean_text(one) if isinstance(one, str) else one for key, one in given.items()}
    found |= {key: "" for key in {*LENGTHS, *FACTS} & set(found) if not isinstance(found[key], str)}
    if found.get("phone"):
        found["phone"] = kept_phone(_text(found, "phone")) or found["phone"]
    check = check_tax_code if is_business(found) else check_citizen_number
    checked = check(_text(found, "number"))
    return {**found, "number": checked.number} if checked.valid else found


def applicant_errors(applicant: Mapping[str, Any]) -> dict[str, Sentence]:
    """The office must know whose case it is, who stands for them and how to reach them; what is given must be usable.

    Law: LC-17.
    """
    whom = representative_of(applicant)
    errors = _person_errors(applicant, "applicant", NO_ORGANISATION if is_business(applicant) else NO_NAME)
    if applicant.get("kind") not in (None, "", *KINDS):
        errors["applicant.kind"] = Sentence(NO_KIND)
    if is_represented(applicant):
        errors |= _person_errors(whom, "applicant.representative", NO_REPRESENTATIVE)
        if not _text(whom, "mandate"):
            errors["applicant.representative.mandate"] = Sentence(NO_MANDATE)
    if not any(_text(one, key) for one in (applicant, whom) for key in CONTACTS):
        errors.setdefault("applicant.phone", Sentence(NO_CONTACT))
    return errors


def _person_errors(facts: Mapping[str, Any], part: str, no_name: str) -> dict[str, Sentence]:
    """What is wrong with one person's or organisation's own facts."""
    errors = {
        f"{part}.{key}": Sentence(TOO_LONG, {"most": most})
        for key, most in LENGTHS.items()
        if len(_text(facts, key)) > most
    }
    if not _text(facts, "name"):
        errors[f"{part}.name"] = Sentence(no_name)
    number = _tax_error if is_business(facts) else _number_error
    for key, check in (("number", number), ("phone", _phone_error), ("email", _email_error)):
        wrong = check(_text(facts, key)) if _text(facts, key) and f"{part}.{key}" not in errors else None
        if wrong:
            errors[f"{part}.{key}"] = wrong
    return errors


def _text(facts: Mapping[str, Any], key: str) -> str:
    """The text under the key; anything else counts as nothing."""
    value = facts.get(key)
    return value.strip() if isinstance(value, str) else ""


def _number_error(text: str) -> Sentence | None:
    checked = check_citizen_number(text)
    return None if checked.valid else checked.warnings[0]


def _tax_error(text: str) -> Sentence | None:
    checked = check_tax_code(text)
    return None if checked.valid else checked.warnings[-1]


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

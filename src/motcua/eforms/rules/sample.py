"""Believable answers to any form, for demos and tests: known facts first, then something sound of each kind."""

from collections.abc import Mapping
from typing import Any

from motcua.eforms.rules.answering import compute, prefill
from motcua.eforms.rules.clean import is_filled
from motcua.eforms.rules.form import Field, Form, visible_answers, visible_fields

PLACE = {
    "name": "Bệnh viện Đa khoa khu vực",
    "province": "91",
    "commune": "30682",
    "text": "Xã Thoại Sơn, Tỉnh An Giang",
}
HOME = {
    "province": "91",
    "commune": "30682",
    "street": "Số 12, ấp Tây Bình",
    "text": "Số 12, ấp Tây Bình, Xã Thoại Sơn, Tỉnh An Giang",
}
CARD = {
    "kind": "personal_id",
    "number": "089199000001",
    "issued_on": "2021-05-20",
    "issued_by": "Cục Cảnh sát QLHC về TTXH",
}
SIMPLE: Mapping[str, Any] = {
    "text": "Theo hồ sơ đính kèm",
    "long_text": "Theo hồ sơ đính kèm",
    "name": "Nguyễn Văn Bình",
    "phone": "0912345678",
    "email": "nguoidan@example.vn",
    "date": "2026-05-15",
    "date_or_year": "1990",
    "year": 1990,
    "datetime": {"date": "2026-06-20", "time": "05:30"},
    "integer": 2,
    "money": 20_000_000,
    "boolean": False,
    "confirm": True,
    "identity_document": CARD,
    "address": HOME,
    "place": PLACE,
}


def example_answers(form: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A full set of answers that may be handed in; ``facts`` as for ``prefill``."""
    answers = prefill(form, facts)
    for page in form.pages:
        for one in page.fields:
            asked = one in visible_fields(form, page, visible_answers(form, answers))
            if asked and one.is_asked and one.required and not is_filled(answers.get(one.key)):
                is_card = one.kind == "identity_document" and "sample" not in one.settings
                answers[one.key] = {**CARD, "number": _free_number(answers)} if is_card else sample_of(one)
    return compute(form, answers)


def _free_number(answers: Mapping[str, Any]) -> str:
    """A citizen number that nobody in these answers has yet: two persons never share one."""
    taken = {value.get("number") for value in answers.values() if isinstance(value, Mapping)}
    return next(number for count in range(1, 1000) if (number := f"089199{count:06}") not in taken)


def sample_of(one: Field) -> Any:
    """A sound answer to one question; the definition may give its own under ``sample``."""
    if "sample" in one.settings:
        return one.settings["sample"]
    if one.kind == "choice":
        return one.options[0].value if one.options else ""
    if one.kind == "choices":
        return [one.options[0].value]
    if one.kind == "choice_or_text":
        return {"choice": one.options[0].value, "text": ""}
    if one.kind == "group":
        return {part.key: sample_of(part) for part in one.parts if part.is_asked and part.required}
    if one.kind == "repeat":
        return [{part.key: sample_of(part) for part in one.parts if part.is_asked}]
    return SIMPLE.get(one.kind, "")

"""Whose case it is and who stands for them, in rows, for the office and for the citizen alike."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.rules.representing import is_business, representative_of
from motcua.eforms.drawing import shown_day
from motcua.kernel.words import N_
from motcua.web.ui.words import grouped, phone


def person_rows(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The applicant, and who stands for them; rows without a value are left out."""
    whom = representative_of(facts)
    rows = [*_facts_of(facts, N_("Đứng tên hồ sơ") if whom else N_("Người nộp"))]
    if whom:
        rows += [*_facts_of(whom, N_("Người đứng nộp")), (N_("Tư cách"), str(whom.get("mandate") or ""))]
    return [(label, value) for label, value in rows if value]


def _facts_of(facts: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    number = str(facts.get("number") or "")
    told_number = (N_("Mã số thuế"), number) if is_business(facts) else (N_("Số định danh"), grouped(number))
    return [
        (name, str(facts.get("name") or "")),
        told_number,
        (N_("Ngày sinh"), shown_day(facts.get("birth_date") or "")),
        (N_("Điện thoại"), phone(facts.get("phone") or "")),
        (N_("Thư điện tử"), str(facts.get("email") or "")),
        (N_("Địa chỉ"), str(facts.get("address_text") or "")),
    ]

"""How the office reads a case out: the person in rows, the ledger in sentences."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.representing import is_business, representative_of
from motcua.dossiers.rules.timeline import told
from motcua.eforms.drawing import shown_day
from motcua.kernel.words import N_
from motcua.ledger.models import Entry
from motcua.web.ui.naming import NAMES
from motcua.web.ui.words import grouped, phone

CHANNELS = {"online": N_("Trực tuyến"), "post": N_("Qua bưu điện"), "counter": N_("Tại quầy")}
TYPISTS = {"citizen": N_("Người dân"), "assisted": N_("Người dân, có hỗ trợ"), "staff": N_("Cán bộ nhập thay")}
WAYS = {"online": N_("Trực tuyến"), "post": N_("Qua bưu điện"), "desk": N_("Tại bộ phận một cửa")}
NOW = frozenset({"request_supplement", "request_door_supplement", "request_payment"})
LATE = frozenset({"escalate", "apologise", "close_unanswered"})


def applicant_rows(found: Dossier) -> list[tuple[str, str]]:
    """Whose case it is and how to reach them, and how it came in; rows without a value are left out."""
    rows = [
        *person_rows(found.applicant),
        (N_("Hình thức nộp"), CHANNELS.get(found.channel, "")),
        (N_("Người khai"), TYPISTS.get(found.typed_by, "")),
        (N_("Hỗ trợ khai tại"), _place(found.helped_unit_id)),
        (N_("Tiếp nhận tại"), _place(found.received_unit_id)),
        (N_("Nơi giải quyết"), _place(found.competent_unit_id)),
        (N_("Nhận kết quả"), WAYS.get(found.delivery.get("way", "desk"), "")),
    ]
    return [(label, value) for label, value in rows if value]


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


def _place(unit_id: int | None) -> str:
    return NAMES.unit(unit_id) if unit_id else ""


def line_of(entry: Entry) -> dict[str, Any]:
    """One line of the history as the timeline draws it."""
    line = told(entry, NAMES)
    note = line.facts.get("note") or line.facts.get("question") or line.facts.get("answer") or ""
    tone = "late" if line.act in LATE else "now" if line.act in NOW else ""
    return {"at": line.at, "sentence": line.sentence, "by": line.who, "note": note, "tone": tone}

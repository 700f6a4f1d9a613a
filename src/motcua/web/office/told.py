"""How the office reads a case out: the person in rows, the ledger in sentences."""

from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.timeline import told
from motcua.kernel.words import N_
from motcua.ledger.models import Entry
from motcua.web.ui.applicant import person_rows
from motcua.web.ui.naming import NAMES

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


def _place(unit_id: int | None) -> str:
    return NAMES.unit(unit_id) if unit_id else ""


def line_of(entry: Entry) -> dict[str, Any]:
    """One line of the history as the timeline draws it."""
    line = told(entry, NAMES)
    note = line.facts.get("note") or line.facts.get("question") or line.facts.get("answer") or ""
    tone = "late" if line.act in LATE else "now" if line.act in NOW else ""
    return {"at": line.at, "sentence": line.sentence, "by": line.who, "note": note, "tone": tone}

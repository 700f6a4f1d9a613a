"""How a case ended: who took the result and by what proof, and how the citizen found the service."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.models import Dossier, HandOver
from motcua.kernel.lifecycle import State
from motcua.kernel.words import N_
from motcua.web.ui.rated import rating_words

WAYS: Mapping[str, str] = {
    "desk": N_("Trả tại quầy"),
    "post": N_("Gửi qua bưu điện"),
    "online": N_("Tải về trực tuyến"),
}
PROOFS: Mapping[str, str] = {
    "card": N_("Thẻ căn cước"),
    "signature": N_("Chữ ký nhận"),
    "post": N_("Phiếu gửi bưu điện"),
    "download": N_("Người nhận tự tải về"),
}


def ended(found: Dossier) -> dict[str, Any]:
    """The hand-over and the rating in words; nothing of a case whose result is not handed over."""
    over = HandOver.objects.filter(dossier_id=found.pk).first() if found.state == State.RETURNED else None
    return {
        "handed": over and {"record": over, "way": WAYS[over.way], "proof": PROOFS.get(over.confirmed_by)},
        "rating": rating_words(found),
    }
